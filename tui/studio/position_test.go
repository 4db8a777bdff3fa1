package studio

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/files"
	"imagine-tui/tui/form"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// where is how a list says which part of it is in view.
var where = regexp.MustCompile(`\d(–\d+)? of \d`)

// drawn is something with a list in it.
type drawn interface {
	SetSize(w, h int)
	View() []string
}

// viewed is a dialog with a list in it.
type viewed interface{ View(w, h int) []string }

// listOf returns what shows a list of n entries in w × h cells.
type listOf func(t *testing.T, n, w, h int) []string

func sized(p drawn, w, h int) []string { p.SetSize(w, h); return p.View() }

func overlay(d viewed, w, h int) []string {
	if keyed, ok := d.(interface{ SetActions(*action.Table) }); ok {
		keyed.SetActions(action.Default())
	}
	return d.View(w, h)
}

func lines(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint("line ", string(rune('a'+i%26)))
	}
	return out
}

// ofStudio is the whole screen of a studio with n results after some keys.
func ofStudio(pressed ...string) listOf {
	return func(t *testing.T, n, w, h int) []string {
		t.Helper()
		m := studio(t, w, h)
		var runs []queue.Run
		for i := range n {
			r := saved(1)
			r.Saved.Path = fmt.Sprintf("/pictures/%d.jpg", i)
			runs = append(runs, r)
		}
		put(m, "Harbour", "sandbox", runs...)
		m.panes.focusOn(paneResults)
		play(m, pressed...)
		return m.frame.lines()
	}
}

func lists() map[string]listOf {
	st, acts := theme.New(true), action.Default()
	return map[string]listOf{
		"results":          ofStudio(),
		"filtered results": ofStudio("/", "h", "a", "r"),
		"grid":             ofStudio("m"),
		"sheet":            ofStudio("s"),
		"one by one":       ofStudio("Z"),
		"strip":            ofStudio("W", "W"),
		"messages": func(t *testing.T, n, w, h int) []string {
			t.Helper()
			m := studio(t, w, h)
			for _, l := range lines(min(n, 26)) {
				m.notices.Note(l)
			}
			m.panes.focusOn(paneResults)
			play(m, "g", "m")
			return m.frame.lines()
		},
		"commands, help": func(_ *testing.T, n, w, h int) []string {
			items := make([]picker.Item, n)
			for i, l := range lines(n) {
				items[i].Title = l
			}
			return overlay(picker.New(st, "Commands", "", items), w, h)
		},
		"choice": func(_ *testing.T, n, w, h int) []string {
			return overlay(dialog.NewChoice(st, "Which?", lines(n-1), "none"), w, h)
		},
		"to read": func(_ *testing.T, n, w, h int) []string {
			return overlay(dialog.NewInfo(st, "Read", strings.Join(lines(n), "\n")), w, h)
		},
		"agreed to": func(_ *testing.T, n, w, h int) []string {
			return overlay(dialog.NewConfirm(st, "Send?", lines(n), "12"), w, h)
		},
		"written": func(_ *testing.T, n, w, h int) []string {
			return overlay(dialog.NewInput(st, "Write", lines(n), ""), w, h)
		},
		"keys": func(_ *testing.T, n, w, h int) []string {
			p, rows := keys.New(st, acts), []keys.Row{}
			for i := range n {
				rows = append(rows, keys.Row{Name: fmt.Sprint("key", i)})
			}
			p.SetRows(rows)
			return sized(p, w, h)
		},
		"styles": func(_ *testing.T, n, w, h int) []string {
			p, rows := style.New(st, acts), []style.Row{}
			for i := range n {
				rows = append(rows, style.Row{ID: fmt.Sprint("style", i)})
			}
			p.SetRows(rows)
			return sized(p, w, h)
		},
		"queue": func(_ *testing.T, n, w, h int) []string {
			known := gallery.New()
			var rows []gallery.Row
			for i := range n {
				rows = append(rows, gallery.Row{ID: fmt.Sprint("run", i), Key: "work", State: gallery.Waiting})
			}
			known.AddBatch(gallery.Batch{ID: "batch"}, rows, true)
			var runs []queuescreen.Run
			for i := range n {
				runs = append(runs, queuescreen.Run{Row: known.Find(fmt.Sprint("run", i)), Label: "x", Position: i + 1})
			}
			p := queuescreen.New(st, acts, known)
			p.SetSize(w, h)
			p.SetRuns(runs)
			p.Focus()
			return sized(p, w, h)
		},
		"files": func(t *testing.T, n, w, h int) []string {
			t.Helper()
			dir := t.TempDir()
			for i := range n {
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.png", i)), []byte("x"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p := files.New(st, acts)
			p.SetSize(w, h)
			p.Focus()
			for cmd := p.Open(dir, ""); cmd != nil; {
				cmd = p.Update(cmd())
			}
			return sized(p, w, h)
		},
		"form": func(_ *testing.T, n, w, h int) []string {
			f, fields := form.NewForm(st, acts), []form.Field{}
			for i := range n {
				fields = append(fields, form.Field{Name: fmt.Sprint("field", i), Kind: form.KindInteger})
			}
			f.Set("Video", fields)
			f.SetSize(w, h)
			f.Focus()
			return sized(f, w, h)
		},
		"suggestions": func(_ *testing.T, n, w, h int) []string {
			f := form.NewForm(st, acts)
			f.Set("Video", []form.Field{{Name: "style", Kind: form.KindChoice, Open: true, Values: lines(min(n, 26))}})
			f.SetSize(w, h)
			f.Focus()
			return sized(f, w, h)
		},
		"what differs": func(_ *testing.T, n, w, h int) []string {
			p := compare.New(st, acts)
			p.SetSize(w, h)
			var sides []compare.Side
			for i := range 2 {
				s := compare.Side{Row: &gallery.Row{ID: fmt.Sprint(i), State: gallery.Saved}}
				for k := range n {
					s.Settings = append(s.Settings, compare.Setting{Name: fmt.Sprint("set", k), Value: fmt.Sprint(i)})
				}
				sides = append(sides, s)
			}
			p.SetSides(sides, 2)
			return sized(p, w, h)
		},
	}
}

// Every list that has more than is in view says where in it one is, and none that
// is in view whole says so.
func TestEveryListSaysWhereOneIs(t *testing.T) {
	always := map[string]bool{"one by one": true, "strip": true} // a batch of one is told by them too
	for name, list := range lists() {
		long := ansi.Strip(strings.Join(list(t, 40, 80, 24), "\n"))
		if !where.MatchString(long) {
			t.Errorf("%s does not say where one is in it:\n%s", name, long)
		}
		short := ansi.Strip(strings.Join(list(t, 1, 80, 24), "\n"))
		if where.MatchString(strings.ReplaceAll(short, "1 of 1", "")) && !always[name] {
			t.Errorf("%s says where one is in what is there whole:\n%s", name, short)
		}
	}
}

// The title makes room for it, whatever is in the title.
func TestWhereOneIsHasRoom(t *testing.T) {
	m := studio(t, 80, 24)
	var runs []queue.Run
	for range 40 {
		runs = append(runs, saved(1))
	}
	put(m, "Harbour", "sandbox", runs...)
	m.panes.focusOn(paneResults)
	play(m, "/")
	m.Update(tea.PasteMsg{Content: strings.Repeat("Harbour ", 9)})
	for _, l := range strings.Split(frameOf(m), "\n") {
		if strings.Contains(l, "Results /") && !where.MatchString(l) {
			t.Errorf("the filter leaves no room: %s", l)
		}
	}
	if frame := frameOf(m); !strings.Contains(frame, "Results /") {
		t.Errorf("no filter in\n%s", frame)
	}
	checkFrame(t, m.frame.lines(), 80, 24)
}
