package style

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

var catalogue = []Row{
	{ID: "imagine-turbo", Tokens: 1, Priced: true, Description: "Fast and good: sketches, prototypes, quick takes."},
	{ID: "anime", Tokens: 5, Priced: true, Description: "Drawn animation."},
	{ID: "realistic", Tokens: 5, Priced: true, Description: "Lifelike pictures."},
	{ID: "flux-schnell", Tokens: 5, Priced: true, Description: "Fast, with much detail."},
	{ID: "flux-dev-fast", Tokens: 5, Priced: true, Description: "A faster flux-dev."},
	{ID: "flux-dev", Tokens: 15, Priced: true, Description: "Futuristic and experimental."},
	{ID: "sdxl-1.0", Description: "Lifelike portraits."},
}

func newPane(w, h int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.SetRows(catalogue)
	p.Focus()
	return p
}

// said runs a command and returns what it said, batches opened.
func said(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		var out []tea.Msg
		for _, c := range batch {
			out = append(out, said(c)...)
		}
		return out
	}
	return []tea.Msg{msg}
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "backspace": {Code: tea.KeyBackspace},
}

// do presses keys named with spaces between.
func (p *Pane) do(names string) []tea.Msg {
	var out []tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		out = append(out, said(p.Update(k))...)
	}
	return out
}

func (p *Pane) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

func TestFirstStyleIsMarkedAtTheStart(t *testing.T) {
	if got := newPane(25, 12).Marked(); !slices.Equal(got, []string{"imagine-turbo"}) {
		t.Fatalf("marked %v", got)
	}
}

func TestEnterMarksOneAndIsDone(t *testing.T) {
	p := newPane(25, 12)
	got := p.do("space j enter")
	if want := []tea.Msg{ChangedMsg{}, ChangedMsg{Marked: []string{"realistic"}}, DoneMsg{}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("says %v, want %v", got, want)
	}
}

// With marks that the person made, or with several, enter keeps them; another
// shortcut takes the selected style alone.
func TestEnterKeepsMarks(t *testing.T) {
	for keys, want := range map[string]string{
		"j enter":                     "anime",
		"j space enter":               "imagine-turbo anime",
		"j space j j enter":           "imagine-turbo anime",
		"space j j space enter":       "flux-schnell",
		"j v G enter":                 "imagine-turbo anime",
		"j space G O":                 "sdxl-1.0",
		"e m i n e enter enter":       "imagine-turbo mine",
		"space enter":                 "anime",
		"j space enter blur G enter":  "imagine-turbo anime",
		"G enter blur home enter":     "imagine-turbo",
		"G k space home space enter":  "flux-dev",
		"G space / t u r b enter O":   "imagine-turbo",
		"G space / t u r b enter k O": "imagine-turbo",
	} {
		p := newPane(25, 12)
		var said []tea.Msg
		for _, part := range strings.SplitAfter(keys, "blur") {
			said = p.do(strings.TrimSuffix(part, "blur"))
			if strings.HasSuffix(part, "blur") {
				p.Blur()
				p.Focus()
			}
		}
		if got := strings.Join(p.Marked(), " "); got != want || said[len(said)-1] != (DoneMsg{}) {
			t.Errorf("%s marks %s, want %s; it ends with %v", keys, got, want, said[len(said)-1])
		}
	}
	p := newPane(25, 12)
	if hint := p.Hints()[0]; hint.Desc != "only this one" {
		t.Errorf("enter is said to %s", hint.Desc)
	}
	p.do("j space")
	if hint := p.Hints()[0]; hint.Key != "enter" || hint.Desc != "keep 2 styles" {
		t.Errorf("%s is said to %s", hint.Key, hint.Desc)
	}
}

// What is counted stands with the prices at any size, and an unknown price is
// explained where it is selected.
func TestPricesHaveTheirUnit(t *testing.T) {
	many := slices.Clone(catalogue)
	for i := range 20 {
		many = append(many, Row{ID: fmt.Sprint("other-", i), Tokens: 3, Priced: true})
	}
	for _, size := range [][2]int{{22, 6}, {22, 9}, {22, 20}, {38, 17}, {60, 10}, {80, 30}} {
		for _, rows := range [][]Row{catalogue, many} {
			p := newPane(size[0], size[1])
			p.SetRows(rows)
			if got := p.text(); !strings.Contains(got, "token") {
				t.Errorf("%v, %d styles: nothing says what is counted:\n%s", size, len(rows), got)
			}
			for p.selectedID() != "sdxl-1.0" {
				p.do("down")
			}
			if got := p.text(); !strings.Contains(got, "Price unknown") {
				t.Errorf("%v, %d styles: nothing says what ? means:\n%s", size, len(rows), got)
			}
		}
	}
}

func TestSpaceMarksSeveralInTheOrderOfTheRows(t *testing.T) {
	p := newPane(25, 12)
	p.do("G space k k space")
	if got := p.Marked(); !slices.Equal(got, []string{"imagine-turbo", "flux-dev-fast", "sdxl-1.0"}) {
		t.Fatalf("marked %v", got)
	}
	p.do("home down space down v")
	if got := p.Marked(); !slices.Equal(got, []string{"imagine-turbo", "anime", "realistic", "flux-schnell", "flux-dev-fast", "sdxl-1.0"}) {
		t.Fatalf("a range: marked %v", got)
	}
}

func TestNoMarksIsSaid(t *testing.T) {
	for _, h := range []int{5, 8, 12, 20} {
		p := newPane(25, h)
		p.do("space")
		if len(p.Marked()) != 0 {
			t.Fatalf("marked %v", p.Marked())
		}
		got := strings.Join(strings.Fields(strings.NewReplacer("┃", " ", "━", " ", "┗", "", "┛", "").Replace(p.text())), " ")
		if !strings.Contains(got, "Mark a style with space") && !strings.Contains(got, "space marks a style") {
			t.Fatalf("height %d: nothing says so:\n%s", h, p.text())
		}
	}
}

func TestFilter(t *testing.T) {
	p := newPane(25, 12)
	p.do("/ f l d e v")
	if !p.Capturing() || p.Cursor() == nil || p.Cursor().Y != 0 {
		t.Fatal("the filter takes text, in the title")
	}
	var ids []string
	for _, r := range p.shown {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, []string{"flux-dev-fast", "flux-dev"}) || p.selectedID() != "flux-dev" {
		t.Fatalf("shown %v, selected %s", ids, p.selectedID())
	}
	if line := p.View()[1]; !strings.Contains(line, "\x1b[") || !strings.Contains(ansi.Strip(line), "flux-dev-fast") {
		t.Fatalf("matched letters are not marked: %q", line)
	}
	p.do("up")
	if p.selectedID() != "flux-dev-fast" {
		t.Fatalf("up selects %s", p.selectedID())
	}
	p.do("enter")
	if c := p.Cursor(); p.Capturing() || len(p.shown) != 2 || c == nil || c.Y == 0 {
		t.Fatal("enter keeps the filter and ends typing")
	}
	if got := p.do("enter"); len(got) != 2 || p.Marked()[0] != "flux-dev-fast" {
		t.Fatalf("enter says %v", got)
	}
	p.do("/ esc")
	if len(p.shown) != len(catalogue) || p.filter.Value() != "" {
		t.Fatal("esc clears the filter")
	}
}

func TestSelectionComesBackAfterTheFilter(t *testing.T) {
	p := newPane(25, 12)
	p.do("down down / t u r b")
	if p.selectedID() != "imagine-turbo" {
		t.Fatalf("selected %s", p.selectedID())
	}
	p.do("esc")
	if p.selectedID() != "realistic" {
		t.Fatalf("selected %s", p.selectedID())
	}
	p.do("/ q q q")
	if got := p.text(); !strings.Contains(got, "No style matches.") || p.selectedID() != "" {
		t.Fatalf("selected %q:\n%s", p.selectedID(), got)
	}
	if got := p.do("enter space enter"); got != nil {
		t.Fatalf("with nothing shown keys say %v", got)
	}
}

func TestFreeID(t *testing.T) {
	p := newPane(25, 12)
	p.do("e m y - s t y l e")
	if !p.Capturing() || p.Cursor() == nil || !strings.Contains(p.text(), "id my-style") {
		t.Fatalf("no field:\n%s", p.text())
	}
	got := p.do("enter")
	if want := []tea.Msg{ChangedMsg{Marked: []string{"imagine-turbo", "my-style"}}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("says %v", got)
	}
	if p.selectedID() != "my-style" || !strings.Contains(p.text(), "▸◉ my-style         ?") {
		t.Fatalf("selected %s:\n%s", p.selectedID(), p.text())
	}
	p.do("e a n i m e enter")
	if len(p.rows) != len(catalogue)+1 || !slices.Contains(p.Marked(), "anime") {
		t.Fatalf("a known id is marked, not added: %v", p.Marked())
	}
	if got := p.do("e x esc"); got != nil || p.Capturing() {
		t.Fatalf("esc says %v", got)
	}
}

func TestKeyIsNotPutIn(t *testing.T) {
	const canary = "vk-test-CANARY0123456789"
	p := newPane(25, 12)
	for _, open := range []string{"e", "/"} {
		p.do(open)
		p.Update(tea.PasteMsg{Content: canary + "\n"})
		if strings.Contains(p.text(), "CANARY") || strings.Contains(fmt.Sprintf("%+v", p), "CANARY") || !strings.Contains(p.text(), "API key") {
			t.Fatalf("%s: the key is shown:\n%s", open, p.text())
		}
		p.do("esc")
	}
	p.do("e")
	for _, r := range canary {
		p.do(string(r))
	}
	p.do("enter esc")
	if slices.Contains(p.Marked(), canary) {
		t.Fatal("a typed key becomes a style")
	}
}

func TestMarksOverOtherRows(t *testing.T) {
	p := newPane(25, 12)
	p.SetMarked([]string{"flux-dev", "mine"})
	p.SetRows(catalogue[:3])
	if got := p.Marked(); !slices.Equal(got, []string{"mine"}) {
		t.Fatalf("marked %v: a style of another operation goes, the person's own stays", got)
	}
	p.SetMarked([]string{"anime"})
	p.SetRows([]Row{{ID: "product-shoot"}})
	if got := p.Marked(); !slices.Equal(got, []string{"product-shoot"}) {
		t.Fatalf("marked %v: something is always marked", got)
	}
	p = New(theme.New(true), action.Default())
	p.View()
	if got := p.do("j k space enter v"); got != nil {
		t.Fatalf("without rows keys say %v", got)
	}
}

func TestMouse(t *testing.T) {
	p := newPane(25, 6)
	if got := said(p.Click(8, 2)); got != nil || p.selectedID() != "anime" {
		t.Fatalf("a click selects, says %v, selected %s", got, p.selectedID())
	}
	if got := said(p.Click(3, 3)); len(got) != 1 || !slices.Contains(p.Marked(), "realistic") {
		t.Fatalf("a click on the sign marks, says %v", got)
	}
	p.Wheel(2)
	if !strings.Contains(ansi.Strip(p.View()[1]), "realistic") || p.selectedID() != "realistic" {
		t.Fatalf("the wheel scrolls:\n%s", p.text())
	}
	p.Wheel(99)
	p.Wheel(-99)
	p.Click(0, 0)
	p.Click(99, 99)
	p.do("down")
	if !strings.Contains(p.text(), "▸○ flux-schnell") {
		t.Fatalf("a key shows the selection again:\n%s", p.text())
	}
}

func TestGolden(t *testing.T) {
	p := newPane(25, 13)
	p.SetMarked([]string{"imagine-turbo", "flux-dev"})
	p.Blur()
	lines := strings.Split(p.text(), "\n")
	for i, want := range []string{
		"╭ Style ──────── tokens ╮",
		"│ ▸◉ imagine-turbo    1 │",
		"│  ○ anime            5 │",
		"│  ○ realistic        5 │",
		"│  ○ flux-schnell     5 │",
		"│  ○ flux-dev-fast    5 │",
		"│  ◉ flux-dev        15 │",
		"│  ○ sdxl-1.0         ? │",
		"│                       │",
		"│ Fast and good:        │",
		"│ sketches, prototypes, │",
		"│ quick takes.          │",
		"╰───────────────────────╯",
	} {
		if lines[i] != want {
			t.Errorf("line %d\n%s\nwant\n%s", i, lines[i], want)
		}
	}
}

func TestWideRowsSayWhatAStyleIsFor(t *testing.T) {
	p := newPane(80, 10)
	if got := p.text(); !strings.Contains(got, "anime                  5 tokens  Drawn animation.") {
		t.Fatalf("got\n%s", got)
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	hostile := []string{"灯台の夕暮れスタイル", "👨‍👩‍👧‍👦🇨🇭", "\x1b[31mred", "tab\tand\nline", strings.Repeat("x", 90), "e\u0301\u0323", "שלום", "\u202eevil"}
	for i, s := range hostile {
		for w := 1; w <= 60; w++ {
			for h := 1; h <= 20; h++ {
				p := newPane(w, h)
				p.SetRows(append([]Row{{ID: s, Description: s, Tokens: 1 << 40, Priced: i%2 == 0}}, catalogue...))
				p.SetMarked([]string{s, "another " + s})
				switch (w + h) % 4 {
				case 0:
					p.do("/")
					p.Update(tea.PasteMsg{Content: s})
				case 1:
					p.do("e")
					p.Update(tea.PasteMsg{Content: s})
				case 2:
					p.do("G space home space")
				}
				view := p.View()
				if len(view) != h {
					t.Fatalf("%q at %dx%d: %d lines", s, w, h, len(view))
				}
				for _, line := range view {
					if n := cells.Width(line); n != w {
						t.Fatalf("%q at %dx%d: %d cells: %q", s, w, h, n, line)
					}
				}
				if c := p.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
					t.Fatalf("%q at %dx%d: cursor at %d,%d", s, w, h, c.X, c.Y)
				}
			}
		}
	}
}

func BenchmarkView(b *testing.B) {
	p := newPane(25, 20)
	for b.Loop() {
		p.Invalidate()
		p.View()
	}
}

func (p *Pane) selectedID() string {
	if p.sel == nil {
		return ""
	}
	return p.sel.ID
}
