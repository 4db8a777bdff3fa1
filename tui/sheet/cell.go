package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// drawn is a cell as it was drawn, with what it depends on beside its items.
type drawn struct {
	lines            []string
	version          int
	selected, moving bool
	frame            int
}

// cell returns the lines of a cell, drawn anew only when something changed.
func (s *Sheet) cell(p point) []string {
	selected, version := p == s.table.cur, s.table.space.version(p)
	if d, ok := s.drawn[p]; ok && d.selected == selected && d.version == version && (!d.moving || d.frame == s.frame) {
		return d.lines
	}
	e, others := s.table.space.newest(p)
	d := drawn{version: version, selected: selected, frame: s.frame}
	if e == nil {
		d.lines = s.emptyCell(selected)
	} else {
		d.moving = e.row.State.Moving()
		d.lines = s.filledCell(e, others, selected)
	}
	s.drawn[p] = d
	return d.lines
}

// emptyCell is a cell nothing was asked for.
func (s *Sheet) emptyCell(selected bool) []string {
	body := centredWords([]string{s.st.Dim.Render(theme.SignWaiting)}, s.table.geo.thumbW, s.table.geo.thumbH)
	if selected {
		return s.framed(box.Frame{Title: theme.SignRow, Footer: s.acts.Words("{result.look} makes it"), Focused: s.focused}, body)
	}
	lines := box.Blank(s.table.geo.cellW, s.table.geo.cellH)
	for i, l := range body {
		if i+1 < len(lines) && s.table.geo.cellW >= 2 {
			lines[i+1] = " " + l + " "
		}
	}
	return lines
}

func (s *Sheet) filledCell(e *entry, others int, selected bool) []string {
	f := box.Frame{Title: s.cellTitle(e, selected), Focused: selected && s.focused}
	var foot []string
	face := s.table.space.face(e.at)
	var pic *thumb.Picture
	if face != nil {
		pic = s.thumbs.Get(face.row.ID)
	}
	w, h := s.ThumbSize()
	var lines []string
	switch {
	case pic == nil || pic.Empty():
		lines = s.words(e)
	case !dimmed(face, e):
		lines = pic.Lines(w, h)
	default:
		lines = pic.Dimmed(w, h, !s.st.Dark)
		if face != e {
			foot = append(foot, s.standing(e))
		}
	}
	if e.takeOf != "" && s.table.space.byID[e.takeOf] != nil {
		foot = append(foot, "s"+strconv.FormatInt(e.row.Seed, 10))
	}
	if others > 0 {
		foot = append(foot, fmt.Sprintf("+%d", others))
	}
	f.Footer = strings.Join(foot, " ")
	return s.framed(f, lines)
}

// dimmed tells whether the picture of a cell is shown with its colours taken back: the
// last picture until the next one is here, and one that is rejected.
func dimmed(face, newest *entry) bool { return face != newest || newest.row.Rejected }

// framed puts exactly fitting lines into a border.
func (s *Sheet) framed(f box.Frame, body []string) []string {
	w, h := s.table.geo.cellW, s.table.geo.cellH
	if w < 2 || h < 2 {
		return box.Blank(w, h)
	}
	edges := box.Draw(s.st, f, nil, w, 2)
	side := s.st.Border.Render("│")
	if f.Focused {
		side = s.st.Active.Render("┃")
	}
	out := make([]string, 0, h)
	out = append(out, edges[0])
	for _, l := range body {
		out = append(out, side+l+side)
	}
	return append(out, edges[1])
}

// cellTitle are the signs in a cell's border: cursor, mark, new, its value
// where it has no headings, and what the person thinks of it.
func (s *Sheet) cellTitle(e *entry, selected bool) string {
	signs := ""
	if selected {
		signs += theme.SignRow
	}
	if e.row.Marked() {
		signs += theme.SignMarked
	}
	if e.row.New && e.row.State == gallery.Saved {
		signs += theme.SignNew
	}
	var parts []string
	if signs != "" {
		parts = append(parts, signs)
	}
	if mind := sign.Plain(*e.row); mind != "" {
		parts = append(parts, mind)
	}
	if s.table.flows() && s.table.cols != None {
		parts = append(parts, s.table.cols.label(s.table.space.values[s.table.cols][e.at[s.table.cols]]))
	}
	return strings.Join(parts, " ")
}

// standing says in a few words where a run stands.
func (s *Sheet) standing(e *entry) string {
	mark, _ := sign.Of(s.st, e.row.State, s.frame)
	text := e.row.Standing()
	if text == "" && e.row.State != gallery.Saved {
		text = string(e.row.State)
	}
	return strings.TrimSpace(mark + " " + text)
}

// words stand in a cell that has no picture to show.
func (s *Sheet) words(e *entry) []string {
	_, style := sign.Of(s.st, e.row.State, s.frame)
	text := s.standing(e)
	if e.row.State == gallery.Saved {
		style, text = s.st.Dim, "…"
		if p := s.thumbs.Get(e.row.ID); p != nil {
			text = theme.SignSaved + " " + p.Why()
		}
	}
	lines := cells.WrapIn(text, s.table.geo.thumbW-2, s.table.geo.thumbH)
	for i, l := range lines {
		lines[i] = style.Render(l)
	}
	return centredWords(lines, s.table.geo.thumbW, s.table.geo.thumbH)
}

// centredWords puts a few short lines in the middle of w × h cells.
func centredWords(lines []string, w, h int) []string {
	out := box.Blank(w, h)
	at := max(0, (h-len(lines))/2)
	for i, l := range lines {
		if at+i < h {
			out[at+i] = box.Fit(strings.Repeat(" ", max(0, (w-cells.Width(l))/2))+l, w)
		}
	}
	return out
}
