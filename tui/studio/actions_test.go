package studio

import (
	"image"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/files"
	"imagine-tui/tui/form"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/mask"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/runs"
)

// rebound is a studio with other keys.
func rebound(t *testing.T, keys action.Config) *Model {
	t.Helper()
	if problems := keys.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	m := studioWith(t, 120, 40, func(o *Options) { o.Keymap = keys })
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.panes.focusOn(paneResults)
	return m
}

func lastLineOf(m *Model) string { return ansi.Strip(m.frame.lastLine()) }

// chord presses keys by their names, with spaces between.
func chord(m *Model, names string) {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "}, "tab": {Code: tea.KeyTab},
		"f1": {Code: tea.KeyF1}, "f5": {Code: tea.KeyF5},
	}
	for name := range strings.FieldsSeq(names) {
		k, is := special[name]
		if rest, ctrl := strings.CutPrefix(name, "ctrl+"); ctrl {
			k, is = tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}, true
		}
		if rest, alt := strings.CutPrefix(name, "alt+"); alt {
			k, is = tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModAlt}, true
		}
		if !is {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		_, cmd := m.Update(k)
		settle(m, cmd)
	}
}

func selectedID(m *Model) string { row, _ := m.panes.results.Selected(); return row.ID }

// settle carries out what a key led to.
func settle(m *Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(m, c)
		}
	default:
		_, next := m.Update(msg)
		settle(m, next)
	}
}

// New keys act, those an action had before do nothing: in panes, in text, on
// screens, in dialogs, and as pairs.
func TestOtherKeysAct(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testOtherKeys) // what was said goes away by itself: nobody waits for that
}

func testOtherKeys(t *testing.T) {
	m := rebound(t, action.Config{
		"list.mark":       []any{"ctrl+k", "Q x"},
		"move.down":       []any{"U"},
		"studio.commands": []any{"alt+x"},
		"studio.help":     []any{"f5"},
		"studio.close":    []any{},
		"bring.prompt":    []any{"B p"},
		"dialog.cancel":   []any{"ctrl+q"},
		"result.sheet":    []any{"ctrl+s"},
		"compare.slider":  []any{"ctrl+s"}, // there is no sheet of a comparison
		"queue.open":      []any{"Q q"},
		"pane.keys":       []any{"ctrl+x k"},
		"run.stop":        []any{},
		"prompt.newline":  []any{"ctrl+n"},
		"prompt.generate": []any{"ctrl+t"},
		"text.undo":       []any{"alt+u"},
		"sheet.roll.row":  []any{"M"},
		"mask.far.left":   []any{"A"},
	})
	marked := func() int { return m.gallery.MarkedCount() }
	is := func(what string, ok bool) {
		t.Helper()
		if !ok {
			t.Errorf("%s: %s", what, lastLineOf(m))
		}
	}
	chord(m, "space j q : ? s g q")
	is("old keys", marked() == 0 && m.dialogs.top() == nil && m.screens.none() && selectedID(m) == "run0")
	chord(m, "ctrl+k")
	is("a mark by a key that edits text elsewhere", marked() == 1)
	chord(m, "Q")
	is("the choices of a pair", strings.Contains(lastLineOf(m), "Q then") && strings.Contains(lastLineOf(m), "x mark") && strings.Contains(lastLineOf(m), "q queue"))
	chord(m, "x")
	is("a mark by a pair", marked() == 2)
	chord(m, "U ctrl+s")
	is("the sheet", m.screens.OnScreen(overview.SheetScreen))
	is("its hints", strings.Contains(lastLineOf(m), "hUkl cell"))
	chord(m, "esc Q q")
	is("the queue", m.screens.OnScreen(runs.Screen))
	chord(m, "esc alt+x")
	is("the palette", m.dialogs.top() != nil)
	chord(m, "esc")
	is("esc in the palette", m.dialogs.top() != nil)
	is("its footer", strings.Contains(ansi.Strip(strings.Join(m.frame.lines(), "\n")), "ctrl+q close"))
	chord(m, "ctrl+q f1")
	is("left, and no help", m.dialogs.top() == nil)
	chord(m, "f5 ctrl+q B p")
	is("the prompt is back", m.panes.prompt.Value() == "Harbour")
	chord(m, "i ctrl+n x alt+u ctrl+j enter ctrl+y")
	is("typing", m.panes.prompt.Value() == "Harbour\nx" && m.panes.focus == panePrompt)
	is("hints of the prompt", strings.Contains(lastLineOf(m), "ctrl+t generate"))
	chord(m, "ctrl+x k")
	is("a pair while text is written", m.panes.focus == paneKeys)
}

// An action that cannot act now says why on the last line, in the words with
// which the palette greys it.
func TestWhyIsOneAnswer(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	m.panes.focusOn(paneResults)
	for keys, want := range map[string]string{
		"p": "Select a result first.", "c": "Mark two saved results first, or view two.", "X": "Nothing is running.",
		"eu": "Select a saved picture first.", "yy": "Select a saved result first.", "f": "Select a result with a seed first.",
		"D": "Select a video first: only videos stay on the service.", "3": "Select a result first.",
	} {
		press(m, keys)
		if got := strings.TrimSpace(lastLineOf(m)); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
	m.commands.menus.openPalette()
	shown := ansi.Strip(strings.Join(m.dialogs.top().View(120, 200), "\n"))
	for _, want := range []string{"Generate", "Trash: empty…"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in\n%s", want, shown)
		}
	}
}

// A new seed is offered for what has one: not for videos, nor for most edits.
func TestNoNewSeedWithoutASeed(t *testing.T) {
	t.Parallel()
	for op, want := range map[api.Operation]string{
		api.TextToImage: "", api.AIBackground: "",
		api.ImageToVideo: "A video made this way has no seed: a makes another take.", api.TextToVideo: "A video made this way has no seed: a makes another take.",
		api.Upscale: "A picture made this way has no seed: a makes another take.",
	} {
		m := studio(t, 120, 40)
		m.gallery.AddBatch(gallery.Batch{ID: "b"}, []gallery.Row{{
			ID: "one", State: gallery.Saved, Path: "/p/2026-11-24/one.png", Operation: string(op), Recipe: &gallery.Recipe{Request: api.Request{Operation: op}},
		}}, true)
		m.panes.focusOn(paneResults)
		m.panes.results.Select("one")
		if offered := strings.Contains(lastLineOf(m), "new seed"); offered != (want == "") {
			t.Errorf("%s: the last line is %q", op, lastLineOf(m))
		}
		if why := wording.Sentence(m.acts.Why(action.ResultNewSeed)); why != want {
			t.Errorf("%s: %q, want %q", op, why, want)
		}
	}
}

// Every action is found in the palette by its title, with its key, and either
// runs from there or says why not.
func TestEveryActionIsInThePalette(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), queue.Run{State: queue.StateFailed})
	m.panes.focusOn(paneResults)
	for _, a := range m.acts.All() {
		m.commands.menus.openPalette()
		m.Update(tea.PasteMsg{Content: a.Title})
		lines := m.dialogs.top().View(110, 24)
		row := ""
		for _, l := range lines[3:] { // below what is typed
			if text := ansi.Strip(l); strings.Contains(text, string([]rune(a.Title)[:min(14, len([]rune(a.Title)))])) {
				row = text
				break
			}
		}
		if row == "" {
			t.Errorf("%s is not found as %q:\n%s", a.ID, a.Title, ansi.Strip(strings.Join(lines, "\n")))
		}
		if k := m.acts.AnyKey(a.ID); k != "" && !strings.Contains(row, k) {
			t.Errorf("%s does not show its key %s: %s", a.ID, k, row)
		}
		if why := m.commands.menus.whyNot(a); why == "" && !m.acts.Acts(a.ID) {
			if !a.Where.Has(m.panes.results.Place()) {
				t.Errorf("%s could be chosen and does nothing", a.ID)
			}
		}
		m.dialogs.Dismiss(m.dialogs.top())
	}
}

// Whatever acts in a place of a pane or a screen is done there or by the root.
func TestSomebodyDoesEveryAction(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	for name, open := range holders(m) {
		for _, a := range m.acts.All() {
			k := open()
			if !a.Where.Has(k.Place()) || m.acts.Acts(a.ID) || turns[a.ID] {
				continue
			}
			if _, done := k.Act(a.ID); !done {
				t.Errorf("%s does nothing in %s (%s)", a.ID, name, k.Place())
			}
		}
	}
}

// turns are actions that take turns with the text, or need more than is there:
// the packages that have them test them.
var turns = map[action.ID]bool{
	action.PromptOlder: true, action.PromptNewer: true, action.TextUndo: true, action.TextRedo: true, action.TextPaste: true,
	action.FilesInto: true, action.DialogUp: true, action.DialogDown: true, action.PromptNewLine: true,
	action.SizeLarger: true, action.SizeSmaller: true, action.MoveTop: true, action.MoveBottom: true,
}

// holders open what has the keyboard, anew each time.
func holders(m *Model) map[string]func() holder {
	rows := []gallery.Row{{ID: "run0"}, {ID: "run1"}}
	styles := func(then action.ID) func() holder {
		return func() holder {
			m.panes.focusOn(paneStyle)
			m.panes.style.Blur()
			m.panes.style.Act(then)
			return m.panes.style
		}
	}
	return map[string]func() holder{
		"prompt": func() holder { return m.panes.prompt },
		"keys":   func() holder { return m.panes.keys },
		"style":  styles(action.MoveTop), "its filter": styles(action.StyleFilter), "its id": styles(action.StyleFree), "its set": styles(action.StyleSave),
		"seed":        func() holder { m.panes.seed.Blur(); return m.panes.seed },
		"its seeds":   func() holder { m.panes.seed.Blur(); m.panes.seed.Act(action.SeedWrite); return m.panes.seed },
		"results":     func() holder { m.panes.results.ClearFilter(); return m.panes.results },
		"its filter ": func() holder { m.panes.results.StartFilter(); return m.panes.results },
		"preview":     func() holder { return m.panes.preview },
		"full": func() holder {
			m.flows.show.OpenFull(func(string) {})
			full := m.screens.top().Screen
			m.screens.close()
			return full
		},
		"compare": func() holder {
			c := compare.New(m.st, m.acts)
			c.SetSize(100, 30)
			c.SetSides([]compare.Side{{Row: m.gallery.Find("run0")}, {Row: m.gallery.Find("run1")}}, 2)
			return c
		},
		"sheet": func() holder { return sheetOf(m, rows) },
		"axes":  func() holder { s := sheetOf(m, rows); s.Act(action.SheetAxes); return s },
		"queue": func() holder {
			q := queuescreen.New(m.st, m.acts, m.gallery)
			q.SetSize(100, 30)
			q.SetLanes([]queuescreen.Lane{{Key: "work", Parallel: 2}})
			q.Focus()
			return q
		},
		"mask": func() holder {
			p := mask.New(m.st, m.acts)
			p.SetSize(100, 30)
			p.SetPicture(blank(), 60, 40)
			return p
		},
		"resize": func() holder {
			p := resize.New(m.st, m.acts)
			p.SetSize(100, 30)
			p.SetPicture(blank(), 60, 40)
			return p
		},
		"files":      func() holder { return files.New(m.st, m.acts) },
		"form, text": formOf(m, form.Field{Name: "a", Kind: form.KindText}), "form, number": formOf(m, form.Field{Name: "a", Kind: form.KindInteger}),
		"form, choice": formOf(m, form.Field{Name: "a", Kind: form.KindChoice, Values: []string{"x", "y"}}), "form, send": formOf(m),
	}
}

func blank() image.Image { return image.NewRGBA(image.Rect(0, 0, 60, 40)) }

func formOf(m *Model, fields ...form.Field) func() holder {
	return func() holder {
		f := form.NewForm(m.st, m.acts)
		f.SetSize(80, 20)
		f.Set("Form", fields)
		return f
	}
}

func sheetOf(m *Model, rows []gallery.Row) *sheet.Sheet {
	s := sheet.New(m.st, m.acts, m.gallery)
	s.SetSize(100, 30)
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	s.Show(ids)
	s.Focus()
	return s
}
