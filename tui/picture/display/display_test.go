package display

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/picture"
)

func open(setting string, environ ...string) *Display {
	return New(Options{Out: &bytes.Buffer{}, Environ: environ, Setting: setting})
}

// What the terminal says is followed, but not against the person's word, and
// pictures are drawn anew only where that changes them.
func TestFeed(t *testing.T) {
	known := tea.TerminalVersionMsg{Name: "kitty(0.40.0)"}
	answered := uv.KittyGraphicsEvent{Payload: []byte("OK")}
	answered.Options.ID = 31
	for name, c := range map[string]struct {
		setting string
		fed     []tea.Msg
		want    picture.Mode
		anew    bool
	}{
		"nothing said":       {"", nil, picture.ModeHalf, false},
		"not about pictures": {"", []tea.Msg{tea.FocusMsg{}}, picture.ModeHalf, false},
		"kitty":              {"auto", []tea.Msg{known, answered}, picture.ModeKitty, true},
		"kitty, but set":     {"quadrant", []tea.Msg{known, answered}, picture.ModeQuadrant, true},
		"no colours":         {"kitty", []tea.Msg{tea.ColorProfileMsg{Profile: colorprofile.ASCII}}, picture.ModeNone, true},
		"colours":            {"half", []tea.Msg{tea.ColorProfileMsg{Profile: colorprofile.TrueColor}}, picture.ModeHalf, false},
		"a wrong setting":    {"crayons", nil, picture.ModeHalf, false},
	} {
		d := open(c.setting, "TERM=xterm-256color")
		_, _ = d.Feed(tea.ColorProfileMsg{Profile: colorprofile.TrueColor}) // the first thing that is learnt
		anew := false
		for _, msg := range c.fed {
			again, _ := d.Feed(msg)
			anew = again || anew
		}
		if d.Mode() != c.want || anew != c.anew {
			t.Errorf("%s: %v, anew %v", name, d.Mode(), anew)
		}
		if !d.CellMode().Cells() {
			t.Errorf("%s: small pictures are drawn as %v", name, d.CellMode())
		}
		if d.Plain() != (c.want == picture.ModeNone) {
			t.Errorf("%s: plain is %v", name, d.Plain())
		}
	}
}

// The terminal is asked whatever is set: its answers tell of more than pictures.
func TestAsk(t *testing.T) {
	for setting, asked := range map[string]bool{"": true, "auto": true, "half": true, "kitty": true} {
		if got := open(setting, "TERM=xterm-256color").Ask() != nil; got != asked {
			t.Errorf("%q: asked %v", setting, got)
		}
	}
	if open("", "TERM=dumb").Ask() != nil {
		t.Error("a terminal that cannot answer is asked")
	}
}

func TestSet(t *testing.T) {
	d := open("", "TERM=xterm-256color")
	before := d.Mode()
	for _, c := range []struct {
		name string
		want picture.Mode
		anew bool
	}{{"octant", picture.ModeOctant, true}, {"octant", picture.ModeOctant, false}, {"auto", before, true}} {
		if anew, err := d.Set(c.name); err != nil || anew != c.anew || d.Mode() != c.want {
			t.Errorf("%s: %v, anew %v, %v", c.name, d.Mode(), anew, err)
		}
	}
	if _, err := d.Set("crayons"); err == nil || !strings.Contains(err.Error(), "crayons") || d.Mode() != before {
		t.Errorf("%v, %v", err, d.Mode())
	}
}

// What was drawn on another background is not shown again.
func TestBackground(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	d := open("half")
	k := picture.Key{Path: path, Cols: 4, Rows: 4, Mode: d.Mode()}
	if _, err := d.Cache().Load(t.Context(), k); err != nil {
		t.Fatal(err)
	}
	if _, seen := d.Cache().Get(k); !seen {
		t.Fatal("it was not kept")
	}
	d.SetBackground(image.White.C, image.Black.C)
	if _, seen := d.Cache().Get(k); seen {
		t.Error("it is shown on the new background")
	}
}

// Where the environment is read to say more colours than there are, the program is
// told how many it is to write in.
func TestFewerColoursArePassedOn(t *testing.T) {
	d := open("", "TERM=screen", "STY=1.pts-1")
	_, more := d.Feed(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
	if more == nil || d.Profile() != colorprofile.ANSI {
		t.Fatalf("%v, and nothing is passed on: %v", d.Profile(), more == nil)
	}
	if msg, is := more().(tea.ColorProfileMsg); !is || msg.Profile != colorprofile.ANSI {
		t.Errorf("passed on: %v", msg)
	}
}

// Where the terminal names itself and is known to show more than the environment
// says, as over ssh, the program is told to write in all colours.
func TestMoreColoursArePassedOn(t *testing.T) {
	for name, all := range map[string]bool{"kitty(0.41.1)": true, "iTerm2 3.5.6": true, "VTE(7802)": true, "NewTerm 3": false} {
		d := open("", "TERM=xterm-256color", "SSH_TTY=/dev/pts/1")
		d.Feed(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
		_, more := d.Feed(tea.TerminalVersionMsg{Name: name})
		want, told := colorprofile.ANSI256, colorprofile.ANSI256
		if all {
			want = colorprofile.TrueColor
		}
		for _, msg := range messages(more) {
			if p, is := msg.(tea.ColorProfileMsg); is {
				told = p.Profile
			}
		}
		if d.Profile() != want || told != want {
			t.Errorf("%s: %v, passed on %v, want %v", name, d.Profile(), told, want)
		}
	}
}

// messages are those of a command that waits for nothing.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	batch, is := msg.(tea.BatchMsg)
	if !is {
		return []tea.Msg{msg}
	}
	var all []tea.Msg
	for _, one := range batch {
		all = append(all, messages(one)...)
	}
	return all
}

// Where tmux tells its name it is asked, once, what it runs in, beside the update
// loop; what that knows is asked through tmux, and used.
func TestAroundTmux(t *testing.T) {
	for around, want := range map[string]picture.Mode{"kitty(0.41.1)": picture.ModeKitty, "XTerm(379)": picture.ModeHalf, "": picture.ModeHalf} {
		d := open("", "TERM=tmux-256color", "TMUX=/tmp/t,1,0", "COLORTERM=truecolor")
		asked, sent := 0, ""
		d.around = func(context.Context) string { asked++; return around }
		var feed func(tea.Msg)
		feed = func(msg tea.Msg) {
			before := asked
			_, more := d.Feed(msg)
			if asked != before {
				t.Error("the update loop waits for tmux")
			}
			for _, next := range messages(more) {
				if raw, is := next.(tea.RawMsg); is {
					sent += raw.Msg.(string) //nolint:forcetypeassert // a test
					continue
				}
				feed(next)
			}
		}
		feed(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
		for range 2 {
			feed(tea.TerminalVersionMsg{Name: "tmux 3.5a"})
		}
		answered := uv.KittyGraphicsEvent{Payload: []byte("OK")}
		answered.Options.ID = 31
		feed(answered)
		if through := strings.Contains(sent, "\x1bPtmux;\x1b\x1b_Gi=31"); asked != 1 || through != (want == picture.ModeKitty) || d.Mode() != want {
			t.Errorf("around it %q: asked %d times, sent %q, drawn as %v", around, asked, sent, d.Mode())
		}
	}
}

// In a terminal that moves lines, those beside emoji are plain signs.
func TestLinesThatMove(t *testing.T) {
	t.Cleanup(func() { cells.Drift(false) })
	for owner, want := range map[string]string{"qterminal": "❤ |", "cool-retro-term": "❤ |", "konsole": "❤ │", "": "❤ │"} {
		d := New(Options{Out: &bytes.Buffer{}, Environ: []string{"TERM=xterm-256color"}, Owner: owner})
		d.Feed(uv.SecondaryDeviceAttributesEvent{0, 115, 0})
		if got := cells.Drawn("❤ │"); got != want {
			t.Errorf("in %q a border is drawn as %q, want %q", owner, got, want)
		}
	}
}

// A picture that the terminal draws stays what it is when more colours turn out to be
// there for characters: it is not sent twice.
func TestColoursOfCharactersRedrawNoPixels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewNRGBA(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for setting, anew := range map[string]bool{"sixel": false, "iterm2": false, "kitty": false, "half": true} {
		d := open(setting, "TERM=xterm-256color")
		d.Feed(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
		d.Feed(uv.CellSizeEvent{Width: 10, Height: 20})
		key := picture.Key{Path: path, Cols: 20, Rows: 10, Mode: d.Mode()}
		before, err := d.Cache().Load(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := d.Feed(tea.ColorProfileMsg{Profile: colorprofile.TrueColor}); got != anew {
			t.Errorf("%s: anew %v", setting, got)
		}
		after, there := d.Cache().Get(key)
		if there == anew || there && after.Graphic != before.Graphic {
			t.Errorf("%s: it is there %v, the same %v", setting, there, after.Graphic == before.Graphic)
		}
		if got, _ := d.Feed(uv.CellSizeEvent{Width: 9, Height: 18}); !got {
			t.Errorf("%s: another size of cells changes nothing", setting)
		}
	}
}
