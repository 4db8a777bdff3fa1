package files

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// folder makes a folder with files and sub-folders (names that end in /).
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		path := filepath.Join(dir, n)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(n, "/") {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func newPane(dir string) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(60, 14)
	p.Focus()
	p.run(p.Open(dir, ""))
	return p
}

// run runs a command and what it leads to, and returns the last message.
func (p *Pane) run(cmd tea.Cmd) tea.Msg {
	var last tea.Msg
	for cmd != nil {
		last = cmd()
		cmd = p.Update(last)
	}
	return last
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "backspace": {Code: tea.KeyBackspace},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"space": {Code: tea.KeySpace, Text: " "}, "ctrl+t": {Code: 't', Mod: tea.ModCtrl}, "pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
}

func (p *Pane) do(names string) tea.Msg {
	var last tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		last = p.run(p.Update(k))
	}
	return last
}

func (p *Pane) typing(t string) {
	for _, r := range t {
		p.run(p.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
}

func (p *Pane) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

func (p *Pane) names() []string {
	var out []string
	for _, m := range p.list {
		out = append(out, m.name)
	}
	return out
}

func TestListsFoldersAndPictures(t *testing.T) {
	dir := folder(t, "b.PNG", "a.jpeg", "c.txt", "z/", "Y/", ".git/", ".hidden.webp", "d.gif", "noend")
	p := newPane(dir)
	if got := p.names(); !slices.Equal(got, []string{"..", "Y", "z", "a.jpeg", "b.PNG", "d.gif"}) {
		t.Fatalf("lists %q", got)
	}
	if !strings.Contains(p.text(), "3 pictures · 2 folders") {
		t.Fatal(p.text())
	}
	if p.do("ctrl+t"); !slices.Contains(p.names(), ".hidden.webp") || !slices.Contains(p.names(), ".git") {
		t.Fatalf("with hidden ones %q", p.names())
	}
	if p.do("ctrl+t"); slices.Contains(p.names(), ".git") {
		t.Fatal("hidden again")
	}
	if p.do("."); !slices.Contains(p.names(), ".hidden.webp") {
		t.Fatalf("a dot asks for hidden ones: %q", p.names())
	}
}

func TestChoosingAFile(t *testing.T) {
	dir := folder(t, "harbour at dusk.png", "harbour.jpg", "lighthouse.webp", "old/deep/h.gif")
	p := newPane(dir)
	p.typing("lgh")
	if got := p.names(); !slices.Equal(got, []string{"lighthouse.webp"}) {
		t.Fatalf("lgh finds %q", got)
	}
	if msg := p.do("enter"); msg != (ChosenMsg{filepath.Join(dir, "lighthouse.webp")}) {
		t.Fatalf("enter says %v", msg)
	}
	if msg := p.do("esc"); msg != nil || len(p.list) != 5 {
		t.Fatalf("esc clears the text first: %v, %q", msg, p.names())
	}
	if p.do("enter"); p.Folder() != filepath.Join(dir, "old") {
		t.Fatalf("enter opens %s", p.Folder())
	}
	if p.do("right"); p.Folder() != filepath.Join(dir, "old", "deep") {
		t.Fatalf("right opens %s", p.Folder())
	}
	if p.do("left"); p.Folder() != filepath.Join(dir, "old") || p.list[p.at].name != "deep" {
		t.Fatalf("left shows %s, on %q", p.Folder(), p.list[p.at].name)
	}
	if p.do("backspace"); p.Folder() != dir || p.list[p.at].name != "old" {
		t.Fatalf("backspace shows %s", p.Folder())
	}
	if msg := p.do("down right"); msg != nil {
		t.Fatalf("right on a file says %v", msg)
	}
	if msg := p.do("up up enter"); msg == nil || p.Folder() != filepath.Dir(dir) {
		t.Fatalf(".. shows %s", p.Folder())
	}
	if msg := p.do("esc"); msg != (CancelMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
}

func TestWrittenPaths(t *testing.T) {
	dir := folder(t, "a b.png", "sub/c.txt", "it's.png", "two  spaces.png")
	home := folder(t, "pic.png")
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	file := filepath.Join(dir, "a b.png")
	for _, tt := range []struct{ text, want string }{
		{file, file},
		{"  " + file + " ", file},
		{"'" + file + "'", file},
		{`"` + file + `"`, file},
		{strings.ReplaceAll(file, " ", `\ `), file},
		{"file://" + strings.ReplaceAll(filepath.ToSlash(file), " ", "%20"), file},
		{"'" + filepath.Join(dir, `it'\''s.png`) + "'", filepath.Join(dir, "it's.png")},
		{filepath.Join(dir, "two  spaces.png"), filepath.Join(dir, "two  spaces.png")},
		{"file://" + filepath.ToSlash(file), file},
		{"~/pic.png", filepath.Join(home, "pic.png")},
		{"sub/c.txt", filepath.Join(dir, "sub", "c.txt")},
		{"./a b.png", file},
		{"sub/../a b.png", file},
	} {
		for _, pasted := range []bool{false, true} {
			p := newPane(dir)
			if pasted {
				p.typing("abc")
				p.Update(tea.PasteMsg{Content: tt.text + "\n"})
			} else {
				p.typing(tt.text)
			}
			if msg := p.do("enter"); msg != (ChosenMsg{tt.want}) {
				t.Errorf("%q (pasted: %v) says %v, want %s", tt.text, pasted, msg, tt.want)
			}
		}
	}
	p := newPane(dir)
	p.typing("~")
	if p.do("enter"); p.Folder() != home || p.filter.Value() != "" || !slices.Contains(p.names(), "pic.png") {
		t.Fatalf("~ shows %s, text %q", p.Folder(), p.filter.Value())
	}
	p.typing(dir + "/nowhere/x.png")
	if msg := p.do("enter"); !strings.Contains(p.text(), "Not found: ") || p.Folder() != home {
		t.Fatalf("a path to nowhere says %v\n%s", msg, p.text())
	}
	const canary = "vk-test-CANARY0123456789"
	for _, pasted := range []string{canary, "see " + canary} {
		p.Update(tea.PasteMsg{Content: pasted})
		if strings.Contains(p.text(), "CANARY") || strings.Contains(p.filter.Value(), "CANARY") || !strings.Contains(p.text(), "API key") {
			t.Fatal(p.text())
		}
	}
}

func TestTroubleIsSaid(t *testing.T) {
	dir := folder(t, "a.png", "sub/")
	p := newPane(dir)
	if err := os.Remove(filepath.Join(dir, "a.png")); err != nil {
		t.Fatal(err)
	}
	p.typing("a.png")
	if msg := p.do("enter"); !strings.Contains(p.text(), "Not found: ") {
		t.Fatalf("a file that is gone says %v\n%s", msg, p.text())
	}
	p.do("esc")
	if err := os.Remove(filepath.Join(dir, "sub")); err != nil {
		t.Fatal(err)
	}
	if p.do("enter"); p.Folder() != dir || !strings.Contains(p.text(), "Not found: ") || len(p.list) == 0 {
		t.Fatalf("a folder that is gone:\n%s", p.text())
	}
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	if p := newPane(filepath.Join(dir, "never", "was")); p.Folder() != dir || !strings.Contains(p.text(), "Not found: ") {
		t.Fatalf("without the first folder it begins in %q:\n%s", p.Folder(), p.text())
	}
	for want, err := range map[string]error{
		"You may not read /x/y.":                                  &fs.PathError{Op: "open", Path: "/x/y", Err: fs.ErrPermission},
		"Cannot read /x: input/output error.":                     &fs.PathError{Op: "read", Path: "/x", Err: fmt.Errorf("input/output error")},
		"/x is no file.":                                          fmt.Errorf("/x is no file"),
		"Not found: /\uFFFD.":                                     &fs.PathError{Op: "open", Path: "/\xff", Err: fs.ErrNotExist},
		"Cannot find your home folder for ~: $HOME is not there.": fmt.Errorf("cannot find your home folder for ~: $HOME is not there"),
	} {
		if got := explain(err); got != want {
			t.Errorf("%v is explained as %q, want %q", err, got, want)
		}
	}
}

// A folder that does not answer never holds up the keys, and what it says
// later is not taken for what is shown by then.
func TestSlowFolders(t *testing.T) {
	dir := folder(t, "sub/x.png", "y.png")
	p := newPane(dir)
	slow := p.Update(special["enter"])
	if !strings.Contains(p.text(), "reading sub…") || p.Folder() != dir {
		t.Fatal(p.text())
	}
	p.do("left")
	if p.Folder() != dir {
		t.Fatalf("left leaves a slow folder, shows %s", p.Folder())
	}
	if p.run(slow); p.Folder() != dir {
		t.Fatal("the slow folder took over")
	}
	p.do("esc")
	if strings.Contains(p.text(), "reading") {
		t.Fatal(p.text())
	}
}

func TestLinksCountAsWhatTheyLeadTo(t *testing.T) {
	dir := folder(t, "real/", "a.png")
	for link, to := range map[string]string{"folder": "real", "picture.png": "a.png", "broken.png": "gone.png"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if got := newPane(dir).names(); !slices.Equal(got, []string{"..", "folder", "real", "a.png", "picture.png"}) {
		t.Fatalf("lists %q", got)
	}
}

func TestMouse(t *testing.T) {
	dir := folder(t, "a.png", "b.png", "c.png")
	p := newPane(dir)
	if msg := p.run(p.Update(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})); msg != nil || p.list[p.at].name != "b.png" {
		t.Fatalf("a click goes to %q, says %v", p.list[p.at].name, msg)
	}
	if msg := p.run(p.Click(5, 5)); msg != (ChosenMsg{filepath.Join(dir, "b.png")}) {
		t.Fatalf("a second click says %v", msg)
	}
	p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	if p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp}); p.at != 0 {
		t.Fatal("wheel")
	}
	for _, y := range []int{-1, 0, 1, 2, 12, 13, 99} {
		if p.Click(0, y) != nil {
			t.Fatalf("a click at %d does something", y)
		}
	}
}

func TestGolden(t *testing.T) {
	p := newPane(folder(t, "harbour.png", "old/", "night.jpg"))
	p.dir = "/home/a/pictures"
	p.view = nil
	want := `┏ Choose a picture ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ /home/a/pictures                                         ┃
┃ > type to search, or type a path                         ┃
┃   ../                                                    ┃
┃ ▸ old/                                                   ┃
┃   harbour.png                                            ┃
┃   night.jpg                                              ┃
┃                                                          ┃
┃                                                          ┃
┃                                                          ┃
┃                                                          ┃
┃                                                          ┃
┃ 2 pictures · 1 folder                                    ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	names := []string{"灯台の夕暮れ、波.png", "👨‍👩‍👧‍👦 🇨🇭.jpg", "\x1b[31mred.png", "tab\tand\nline.gif", strings.Repeat("x", 200) + ".webp", "שלום.png", "e\u0301\u0323.png", "\xff\xfe.png", "folder \x1b]0;x\x07/"}
	var made []string
	for _, n := range names {
		if f, err := os.Create(filepath.Join(t.TempDir(), n)); err == nil || strings.HasSuffix(n, "/") {
			if f != nil {
				f.Close()
			}
			made = append(made, n)
		}
	}
	p := newPane(folder(t, made...))
	if len(p.list) != len(made)+1 {
		t.Fatalf("lists %q", p.names())
	}
	typed := []string{"", "x", "灯", "p n g", "/ x", "👨", "down down", "nothing"}
	for w := range 121 {
		for h := range 41 {
			if (w+h)%3 != 0 && w > 8 && h > 8 {
				continue
			}
			p.SetSize(w, h)
			p.filter.Set("")
			p.narrow()
			p.do(typed[(w+h)%len(typed)])
			p.Say([]string{"", "a note that is much longer than a narrow pane has room for"}[(w+h)%2])
			view := p.View()
			if len(view) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(view))
			}
			for _, line := range view {
				if n := cells.Width(line); n != w {
					t.Fatalf("%dx%d: %d cells: %q", w, h, n, line)
				}
				if strings.Contains(line, "\x1b[31m") || strings.Contains(line, "\x1b]0") {
					t.Fatalf("a name reaches the terminal raw: %q", line)
				}
			}
			if c := p.Cursor(); c != nil && (c.X < 1 || c.X >= w-1 || c.Y < 1 || c.Y >= h-1) {
				t.Fatalf("%dx%d: cursor at %d,%d", w, h, c.X, c.Y)
			}
		}
	}
}

func FuzzPath(f *testing.F) {
	for _, s := range []string{"~", "'a b'", `a\ b`, "file:///x%20y", `"`, "'", "../..", "~user", "%zz", "\x00"} {
		f.Add(s)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path, err := pathOf(text, dir)
		if err == nil && (!filepath.IsAbs(path) || filepath.Clean(path) != path) {
			t.Fatalf("%q leads to %q", text, path)
		}
	})
}
