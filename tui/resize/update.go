package resize

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys, pastes, the mouse in cells from the pane's corner, and
// what the pane's own command prepared.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ReadyMsg:
		if msg.seq == p.seq {
			p.shades, p.view = msg.shades, nil
		}
	case tea.PasteMsg:
		if p.editing {
			p.note, p.view = "", nil
			if p.field.Paste(msg.Content) {
				p.note = text.LooksLikeKey
			}
		}
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return p.Click(msg.X, msg.Y)
		}
	case tea.KeyPressMsg:
		p.note, p.view = "", nil
		if cmd, done := p.acts.Press(p.Place(), msg, p.Act); done {
			return cmd
		}
		return p.write(msg)
	}
	return nil
}

// Act does what the form has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.note, p.view = "", nil
	switch {
	case p.editing:
		return nil, p.actField(id)
	case id == action.StudioBack:
		return say(CancelMsg{}), true
	case p.size.X < 1 || p.size.Y < 1:
		return nil, false
	case p.line == placeLine && p.push(id):
		return nil, true
	}
	switch id {
	case action.ResizeUse:
		return p.use(), true
	case action.DialogNext:
		p.line = (p.line + 1) % lineCount
	case action.DialogPrevious:
		p.line = (p.line + lineCount - 1) % lineCount
	case action.MoveDown:
		p.line = min(p.line+1, lineCount-1)
	case action.MoveUp:
		p.line = max(p.line-1, 0)
	case action.MoveLeft:
		p.turn(-1)
	case action.MoveRight:
		p.turn(1)
	case action.ResizeMore:
		p.widen(1)
	case action.ResizeLess:
		p.widen(-1)
	default:
		return nil, p.tool(id)
	}
	return nil, true
}

// tool handles what changes all borders at once, if an action does.
func (p *Pane) tool(id action.ID) bool {
	switch id {
	case action.ResizeUnit:
		p.pixels = !p.pixels
	case action.ResizeCentre:
		for _, i := range [2]int{0, 2} {
			all := p.borders[i] + p.borders[i+1]
			p.borders[i], p.borders[i+1] = all/2, all-all/2
		}
	case action.ResizeNone:
		p.shape, p.borders = free, [4]int{}
	default:
		return false
	}
	return true
}

// write handles a key that is no action: text of a border, which a digit
// begins.
func (p *Pane) write(k tea.KeyPressMsg) tea.Cmd {
	if p.editing {
		cmd, _ := text.Edit(p.acts, action.ResizeField, p.field, k)
		return cmd
	}
	if p.size.X > 0 && p.size.Y > 0 && p.isBorder() && len(k.Text) == 1 && unicode.IsDigit(rune(k.Text[0])) {
		p.editing = true
		p.field.Set(k.Text)
	}
	return nil
}

// isBorder tells whether the cursor is on one of the borders.
func (p *Pane) isBorder() bool { return p.line >= leftLine && p.line <= bottomLine }

// side returns the picture's side that the border on a line adds to: percent
// are of that.
func (p *Pane) side(l line) int {
	if l == leftLine || l == rightLine {
		return p.size.X
	}
	return p.size.Y
}

// turn changes the value of the line the cursor is on.
func (p *Pane) turn(n int) {
	if p.line == shapeLine {
		p.choose(max(0, min(p.shape+n, free)))
		return
	}
	p.widen(n)
}

// choose takes a shape: the borders become what it needs, with the picture as
// far to one side as it was.
func (p *Pane) choose(i int) {
	p.shape = i
	if i == free {
		return
	}
	l := ForRatio(p.size.X, p.size.Y, shapes[i].w, shapes[i].h)
	p.share(0, l.W-p.size.X)
	p.share(2, l.H-p.size.Y)
	if l.W == p.size.X && l.H == p.size.Y {
		p.note = "The picture already has that shape."
	}
}

// share makes the borders i and i+1 take all pixels together, in the
// proportion they had.
func (p *Pane) share(i, all int) {
	if before := p.borders[i] + p.borders[i+1]; before > 0 {
		p.borders[i] = all * p.borders[i] / before
	} else {
		p.borders[i] = all / 2
	}
	p.borders[i+1] = all - p.borders[i]
}

// widen changes the border the cursor is on by n steps: 5 percent or 16 pixels.
func (p *Pane) widen(n int) {
	if !p.isBorder() {
		return
	}
	at := &p.borders[p.line-leftLine]
	if p.pixels {
		p.setBorder(*at + n*16)
		return
	}
	side := p.side(p.line)
	steps := (*at*20 + side/2) / side // whole steps of 5 percent, nearest
	p.setBorder((max(0, steps+n)*side + 10) / 20)
}

// setBorder makes the border the cursor is on so many pixels wide.
func (p *Pane) setBorder(px int) {
	p.borders[p.line-leftLine] = max(0, min(px, MaxSide))
	p.shape = free
}

// push moves the picture on its canvas; it reports whether an action does that.
func (p *Pane) push(id action.ID) bool {
	switch id {
	case action.MoveLeft:
		p.slide(0, -1)
	case action.MoveRight:
		p.slide(0, 1)
	case action.MoveUp:
		p.slide(2, -1)
	case action.MoveDown:
		p.slide(2, 1)
	default:
		return false
	}
	return true
}

// slide moves pixels between the borders i and i+1: a tenth of both.
func (p *Pane) slide(i, n int) {
	all := p.borders[i] + p.borders[i+1]
	if all == 0 {
		p.note = "There is no border to move it in."
		return
	}
	p.borders[i] = max(0, min(p.borders[i]+n*max(1, all/10), all))
	p.borders[i+1] = all - p.borders[i]
}

// actField handles what is done while a border is written.
func (p *Pane) actField(id action.ID) bool {
	switch id {
	case action.DialogCancel:
		p.editing = false
	case action.DialogAccept, action.DialogNext:
		px, pixels, err := parseBorder(p.field.Value(), p.side(p.line), p.pixels)
		if err != nil {
			p.note = wording.Sentence(err.Error())
			return true
		}
		p.editing, p.pixels = false, pixels
		p.setBorder(px)
		if id == action.DialogNext {
			p.line++
		}
	default:
		return false
	}
	return true
}

// parseBorder reads "10%", "128px" or "128", which is in the unit that is
// shown. It returns pixels, and whether that was written in them.
func parseBorder(text string, side int, pixels bool) (px int, inPixels bool, err error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	number := strings.TrimSuffix(strings.TrimSuffix(text, "%"), "px")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > MaxSide {
		return 0, pixels, fmt.Errorf("%q is not a border: write 10%% or 128px", text)
	}
	switch {
	case strings.HasSuffix(text, "px"):
		pixels = true
	case strings.HasSuffix(text, "%"):
		pixels = false
	}
	if pixels {
		return n, true, nil
	}
	return (n*side + 50) / 100, false, nil
}

func (p *Pane) use() tea.Cmd {
	l := p.Layout()
	if err := l.Check(p.size.X, p.size.Y); err != nil {
		p.note = wording.Sentence(err.Error())
		return nil
	}
	return say(DoneMsg{l})
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click puts the cursor on the line under the mouse, and takes the shape that
// was clicked. x and y are relative to the pane.
func (p *Pane) Click(x, y int) tea.Cmd {
	if p.editing || y < 1 || y > int(lineCount) || y > p.h-2 || p.size.X < 1 {
		return nil
	}
	p.View() // the places of the shapes
	p.line, p.note, p.view = line(y-1), "", nil
	if p.line != shapeLine {
		return nil
	}
	for _, at := range p.places {
		if x >= at.from && x < at.to {
			p.choose(at.shape)
		}
	}
	return nil
}
