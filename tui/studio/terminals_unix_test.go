//go:build unix

package studio

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/studio/flow/flowtest"
)

// What terminals answer to the questions that go to all of them.
const (
	asksName, asksSecond, asksFirst = "\x1b[>q", "\x1b[>c", "\x1b[c"
)

// The window's title is put on the stack of a terminal that has one, and taken off
// it; elsewhere it is left alone. The mouse is off where esc would wait for it, and
// what was drawn is erased where there is no second screen.
func TestTerminalsAreTreatedAsTheyAre(t *testing.T) {
	const (
		mouse, title = "\x1b[?1002h", "\x1b]2;"
		push, pop    = "\x1b[22;2t", "\x1b[23;2t"
		erase        = "\x1b[2J\x1b[H"
		leave        = "\x1b[?1049l"
	)
	for name, c := range map[string]struct {
		environ                  []string
		name, second, first      string
		titled, mouse, oneScreen bool
	}{
		"xterm, over ssh":       {nil, "\x1bP>|XTerm(379)\x1b\\", "\x1b[>41;379;0c", "\x1b[?64;1;2;6c", true, true, false},
		"kitty":                 {[]string{"TERM=xterm-kitty"}, "\x1bP>|kitty(0.41.1)\x1b\\", "\x1b[>1;4000;41c", "\x1b[?62;c", true, true, false},
		"GNU screen":            {[]string{"TERM=screen-256color", "STY=1.pts-1"}, "", "\x1b[>83;40900;0c", "\x1b[?1;2c", false, false, true},
		"mosh":                  {nil, "", "\x1b[>1;10;0c", "\x1b[?62c", false, true, true},
		"the console of Linux":  {[]string{"TERM=linux"}, "", "", "", false, true, true},
		"a name nobody knows":   {nil, "\x1bP>|NewTerm 1\x1b\\", "\x1b[>1;2;3c", "\x1b[?62;4c", false, true, false},
		"PuTTY, stack unknown":  {nil, "", "\x1b[>0;136;0c", "\x1b[?6c", false, true, false},
		"one that says nothing": {nil, "", "", "", false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			var answers map[string]string
			if c.environ == nil || c.environ[0] != "TERM=linux" { // which is asked nothing
				answers = map[string]string{asksName: c.name, asksSecond: c.second, asksFirst: c.first}
			}
			raw := shownIn(t, answers, append([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, c.environ...), nil, func(screen *screenBytes, _ func(string)) {
				if c.titled {
					screen.wait(t, title)
				}
				if c.mouse {
					screen.wait(t, mouse)
				}
			})
			before, end, left := cutLast(raw, leave)
			if !left {
				t.Fatalf("the screen is not left: %q", raw)
			}
			if on, off := strings.LastIndex(before, mouse), strings.LastIndex(before, "\x1b[?1002l"); c.mouse && on < 0 || !c.mouse && on > 0 && on > off {
				t.Errorf("the mouse: on at %d, off at %d", on, off)
			}
			if n := strings.Count(raw, title); (n > 0) != c.titled || strings.Count(raw, push) != min(n, 1) || strings.Count(raw, pop) != min(n, 1) {
				t.Errorf("%d titles, pushed %d, popped %d times", n, strings.Count(raw, push), strings.Count(raw, pop))
			}
			if c.titled && (strings.Index(raw, push) > strings.Index(raw, title) || strings.LastIndex(raw, pop) < strings.LastIndex(raw, title)) {
				t.Error("the title is not on top of the window's own until the end")
			}
			if erased := strings.HasSuffix(before, erase); erased != c.oneScreen {
				t.Errorf("erased at the end: %v, before %q", erased, before[max(0, len(before)-40):])
			}
			if strings.Contains(end, title) {
				t.Errorf("a title after the end: %q", end)
			}
		})
	}
}

// cutLast cuts a text around the last of some.
func cutLast(text, sep string) (before, after string, found bool) {
	at := strings.LastIndex(text, sep)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(sep):], true
}

// shownIn runs the studio in a terminal that answers so, until it is left by its key
// after a while, and returns all that was written to it.
func shownIn(t *testing.T, answers map[string]string, environ []string, change func(*Options), while func(screen *screenBytes, typed func(string))) string {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had: %v", err)
	}
	defer func() { _, _ = near.Close(), far.Close() }()
	if err := pty.Setsize(near, &pty.Winsize{Cols: 120, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	typed := func(keys string) {
		t.Helper()
		if _, err := far.WriteString(keys); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"), Environ: func(string) (string, bool) { return "", false },
	})
	if err != nil {
		t.Fatal(err)
	}
	screen := newScreenBytes()
	var reading sync.WaitGroup
	reading.Go(func() { screen.read(far, answers) })
	ended := make(chan error, 1)
	o := Options{
		Config: app.DefaultSettings().Studio, Keys: store, Queue: flowtest.Queue(t), StateDir: filepath.Join(dir, "state"),
		Accounts: func(name string) (queue.Account, error) { return queue.Account{Name: name}, nil },
		In:       near, Out: near, Environ: environ, Size: [2]int{120, 40},
	}
	if change != nil {
		change(&o)
	}
	go func() { ended <- Run(t.Context(), o) }()
	screen.wait(t, "Prompt")
	if answers != nil {
		select {
		case <-screen.answered:
		case <-time.After(time.Minute):
			t.Fatalf("not all was asked: %q", screen.String())
		}
	}
	while(screen, typed)
	typed("\x03") // behind the answers, which are read in turn
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := near.WriteString(afterwards); err != nil {
		t.Fatal(err)
	}
	reading.Wait()
	return screen.String()
}

// In kitty a picture is sent once: going back to it takes its cells alone, and what
// else is said of it.
func TestGoingBackInKitty(t *testing.T) {
	results := t.TempDir()
	day := filepath.Join(results, "2026-11-24")
	if err := os.MkdirAll(day, 0o755); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"142233-boat-a1b2c3.png", "142234-fox-a1b2c4.png"} {
		noise := image.NewNRGBA(image.Rect(0, 0, 128, 128))
		dice := rand.New(rand.NewPCG(1, uint64(i)))
		for at := range noise.Pix {
			noise.Pix[at] = byte(dice.Uint32()) | 1
		}
		var file bytes.Buffer
		if err := png.Encode(&file, noise); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(day, name), file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const frameEnd = "\x1b[?2026l"
	answers := map[string]string{
		asksName: "\x1bP>|kitty(0.41.1)\x1b\\", asksSecond: "\x1b[>1;4000;41c", "\x1b[16t": "\x1b[6;20;10t", asksFirst: "\x1b[?62;c",
		"\x1b_Gi=31": "\x1b_Gi=31;OK\x1b\\", "\x1b[?2026$p": "\x1b[?2026;2$y",
	}
	shownIn(t, answers, []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, func(o *Options) {
		library, err := history.Open(history.Options{Folder: results, StateDir: o.StateDir})
		if err != nil {
			t.Fatal(err)
		}
		o.Library = library
	}, func(screen *screenBytes, typed func(string)) {
		// placed waits, behind so many bytes, for the end of a frame with a picture that
		// is another one.
		placed := func(after int, other string) (id string, end int) {
			t.Helper()
			screen.await(t, "a picture", func(all string) bool {
				for _, at := range placeholders.FindAllStringSubmatchIndex(all[after:], -1) {
					id = all[after+at[2] : after+at[3]]
					end = strings.Index(all[after+at[1]:], frameEnd)
					if end >= 0 && id != other {
						end += after + at[1]
						return true
					}
				}
				return false
			})
			return id, end
		}
		typed("\x1b[27u") // to the results
		first, at := placed(0, "")
		typed("j")
		second, forth := placed(at, first)
		typed("k")
		again, back := placed(forth, second)
		all := screen.String()
		if again != first || strings.Contains(all[forth:back], "\x1b_G") {
			t.Errorf("picture %s, then %s, going back shows %s, sent anew: %v", first, second, again, strings.Contains(all[forth:back], "\x1b_G"))
		}
		cells := 0
		for _, line := range regexp.MustCompile(`\x1b\[38;5;\d+m(\x{10EEEE}\pM*|\x1b\[\d+b)+(\x1b\[m)?`).FindAllString(all[forth:back], -1) {
			cells += len(line)
		}
		t.Logf("going back took %d bytes, %d of them the picture's", back-forth, cells)
		if cells > 1<<10 || cells == 0 {
			t.Errorf("going back to a picture that is there took %d bytes", cells)
		}
	})
}

// placeholders begin a row of a picture, whose number their colour is.
var placeholders = regexp.MustCompile(`\x1b\[38;5;(\d+)m\x{10EEEE}`)

// Hints name keys that arrive in any terminal while nobody knows which it is, from
// the first frame on, and those of one that is known when it has answered.
func TestHintsWhereTheKeyboardIsUnknown(t *testing.T) {
	m := newModel(t.Context(), studio(t, 120, 40).o)
	t.Cleanup(func() { m.stop(); cells.Isolate(false) })
	says := func(all ...string) {
		t.Helper()
		line := ansi.Strip(m.frame.lines()[0])
		for _, want := range all {
			if !strings.Contains(line, want) {
				t.Errorf("no %q in %q", want, line)
			}
		}
	}
	says("esc : commands", "esc ? shortcuts")
	m.Update(uv.PrimaryDeviceAttributesEvent{62, 4}) // which tells nothing more
	m.Update(tea.TerminalVersionMsg{Name: "NewTerm 3"})
	says("esc : commands", "esc ? shortcuts")
	m.Update(tea.TerminalVersionMsg{Name: "kitty(0.41.1)"})
	says("ctrl+p commands", "f1 shortcuts")
	m.Update(tea.TerminalVersionMsg{Name: "VTE(7802)"}) // of Xfce's terminal, perhaps
	says("ctrl+p commands", "esc ? shortcuts")
}
