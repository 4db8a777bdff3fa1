package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

var updateHeard = flag.Bool("update", false, "write what is heard anew")

// listener hears what a terminal gets, key by key, as the golden file has it.
type listener struct {
	*terminal
	want  [][2]string // what is to be heard: the key, and the lines
	heard strings.Builder
	from  int // bytes that were heard
	x, y  int // where the cursor was then
}

// heardFile holds, for each row of what people do most, each key with the lines that
// the terminal gets for it.
const heardFile = "heard.txt"

// parts are the keys and lines of a row in the golden file.
func heardParts(t *testing.T, row string) (want [][2]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", heardFile))
	if err != nil && !*updateHeard {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut("\n"+string(text), "\n"+row+"\n")
	part, _, _ = strings.Cut(part, "\n\n")
	for line := range strings.Lines(part) {
		line = strings.TrimRight(line, "\n")
		switch key, is := strings.CutPrefix(line, "  > "); {
		case is:
			want = append(want, [2]string{key})
		case len(want) > 0:
			want[len(want)-1][1] += strings.TrimPrefix(line, "    ") + "\n"
		}
	}
	return want
}

// press presses a key and hears what the terminal gets for it: no more than two lines,
// those of the golden file.
func (l *listener) press(key string) {
	l.t.Helper()
	shown := key
	if key, until, is := strings.Cut(key, " until "); is { // announced together or in turn
		l.terminal.press(key)
		l.waitText(until)
		l.mark()
		return
	}
	if text, is := strings.CutPrefix(key, "type "); is {
		l.send(text)
	} else {
		l.terminal.press(key)
	}
	want := ""
	if *updateHeard {
		l.quiet()
	} else {
		if len(l.want) == 0 || l.want[0][0] != shown {
			l.t.Fatalf("the golden file has no %q here: run with -update, and look at it", shown)
		}
		want, l.want = l.want[0][1], l.want[1:]
		l.waitFor(fmt.Sprintf("%s to be heard as:\n%s", key, want), func(string) bool {
			got, _ := l.lines()
			return sameHeard(got, want)
		})
	}
	got, n := l.lines()
	if n > 2 {
		l.t.Errorf("%s writes %d lines:\n%s", key, n, got)
	}
	l.heard.WriteString("  > " + shown + "\n")
	for line := range strings.Lines(got) {
		l.heard.WriteString("    " + line)
	}
	l.mark()
}

// sameHeard compares what is heard with the golden file. What was announced shortly
// before may be announced together with the last sentence.
func sameHeard(got, want string) bool {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	if len(g) != len(w) || len(g) < 2 {
		return got == want
	}
	last := len(g) - 2
	return slices.Equal(g[:last], w[:last]) && strings.HasSuffix(g[last], w[last])
}

// quiet waits until nothing more comes.
func (l *listener) quiet() {
	for n := -1; n != len(l.bytes()); {
		n = len(l.bytes())
		time.Sleep(2500 * time.Millisecond)
	}
}

// mark takes all that came for heard.
func (l *listener) mark() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.from = l.raw.Len()
	at := l.emulator.CursorPosition()
	l.x, l.y = at.X, at.Y
}

// What differs from run to run.
var (
	dateRE = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d`)
	fileRE = regexp.MustCompile(`\d{6}-[a-z-]+-[0-9a-f]{6}`)
)

// lines are the lines of the screen that were written since, from top to bottom; the one
// with the cursor has a sign.
func (l *listener) lines() (text string, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows := touched(l.raw.Bytes()[l.from:], l.x, l.y)
	screen := strings.Split(l.emulator.String(), "\n")
	at := l.emulator.CursorPosition()
	for y, line := range screen {
		line = fileRE.ReplaceAllString(dateRE.ReplaceAllString(strings.TrimRight(line, " "), "DATE"), "FILE")
		if !slices.Contains(rows, y) || line == "" {
			continue
		}
		n++
		if y == at.Y {
			line += " <"
		}
		text += line + "\n"
	}
	return text, n
}

// touched are the rows in which text was written, beginning with the cursor at a place.
func touched(written []byte, x, y int) (rows []int) {
	p := ansi.NewParser()
	var state byte
	for len(written) > 0 {
		seq, width, n, next := ansi.DecodeSequence(written, state, p)
		state, written = next, written[n:]
		if width > 0 {
			rows = append(rows, y)
			x += width
			continue
		}
		param := func(i int) int { v, _ := p.Param(i, 1); return max(v, 1) }
		switch {
		case string(seq) == "\n":
			y++
		case string(seq) == "\r":
			x = 0
		case !ansi.HasCsiPrefix(seq):
		default:
			switch ansi.Cmd(p.Command()).Final() {
			case 'H', 'f':
				y, x = param(0)-1, param(1)-1
			case 'd':
				y = param(0) - 1
			case 'A', 'F':
				y -= param(0)
			case 'B', 'E':
				y += param(0)
			}
		}
	}
	return rows
}

// listen opens the studio for who hears it.
func (h *home) listen(row string) *listener {
	h.t.Helper()
	l := &listener{terminal: h.open(120, 40, "--screen-reader"), want: heardParts(h.t.(*testing.T), row)}
	l.waitText("Prompt")
	l.waitFor("the end of the first frame", func(string) bool { return len(l.bytes()) > 0 })
	return l
}

// rowsHeard are the rows of what people do most: what is pressed before them, and for
// them.
var rowsHeard = []struct {
	want   string
	before []string
	keys   []string
	set    func(*home) (then func())
}{
	{"first picture on a fresh machine", nil, []string{"enter"}, nil},
	{"same prompt, new seed", []string{"esc", "right", "down"}, []string{"n"}, onePictureSaved},
	{"this seed, other words", []string{"type a boat", "esc", "right", "down"}, []string{"f", "i", "type  at night"}, onePictureSaved},
	{"everything of an old picture back", []string{"type other words", "esc", "right", "down"}, []string{"b", "b", "u"}, onePictureSaved},
	{"keep or drop", []string{"esc", "right", "down"}, []string{"p", "x"}, onePictureSaved},
	{"compare two neighbours", []string{"esc", "right", "down"}, []string{"space", "space", "c", "tab", "esc"}, twoPicturesSaved},
	{"other key, from the middle of a sentence", []string{"type a sen"}, []string{"f2", "type tence"}, onePictureSaved},
	{"retry all that failed", []string{"type a boat", "enter until 2 failed", "esc", "down"}, []string{"R"}, failing},
	{"last month's picture from two words", []string{"esc"}, []string{"/", "type lanterns", "enter"}, twoPicturesSaved},
	{"picks again in the dear style", []string{"esc", "right", "down", "p"}, []string{"P", "down", "enter"}, onePictureSaved},
	{"fix a corner with a mask", []string{"esc", "right", "down"}, []string{"e", "f", "a", "type 0 0 50% 50%", "enter", "enter", "type a gull", "enter"}, onePictureSaved},
}

func onePictureSaved(h *home) (then func()) {
	h.configureMore(quick)
	h.set("IMAGINE_WORK_KEY", "vk-test-work")
	h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\n")
	h.run("generate", "--key", "sandbox", "--seed", "4", "a boat").want(h.t, 0)
	return nil
}

// twoPicturesSaved is a library with two pictures that were sent as one.
func twoPicturesSaved(h *home) (then func()) {
	onePictureSaved(h)
	h.run("generate", "--key", "sandbox", "--seed", "7,8", "a harbour with lanterns").want(h.t, 0)
	return nil
}

// failing is a service that refuses what it is asked, and then does not.
func failing(h *home) (then func()) {
	h.configureMore("[defaults]\nseed = \"1-2\"\n")
	v := h.vendor("1")
	v.behave("vk-test-fault-1100")
	return func() { v.behave("") }
}

// What people do most is heard in two lines a key at most, whole lines all of them, and
// no sign or picture is ever sent.
func TestKeystrokesAreHeard(t *testing.T) { //nolint:tparallel // the rows are awaited together, to be written
	t.Parallel()
	if *updateHeard {
		defer func() { t.Log("look at testdata/" + heardFile) }()
	}
	said := make([]string, len(rowsHeard))
	t.Run("rows", func(t *testing.T) {
		for i, row := range rowsHeard {
			t.Run(row.want, func(t *testing.T) {
				t.Parallel()
				h := newHome(t)
				then := func() {}
				if row.set != nil {
					if after := row.set(h); after != nil {
						then = after
					}
				}
				l := h.listen(row.want)
				if *updateHeard {
					l.quiet()
				}
				l.mark()
				for _, key := range row.before {
					l.press(key)
				}
				then()
				for _, key := range row.keys {
					l.press(key)
				}
				for _, r := range string(l.bytes()) {
					if r >= 0x2500 && r <= 0x28FF {
						t.Fatalf("%q was sent", r)
					}
				}
				if !utf8.Valid(l.bytes()) {
					t.Error("what was sent is no UTF-8")
				}
				for _, picture := range []string{"\x1b_G", "\x1bP", "\x1b]1337"} {
					if strings.Contains(string(l.bytes()), picture) {
						t.Errorf("%q was sent: a picture", picture)
					}
				}
				said[i] = row.want + "\n" + l.heard.String() + "\n"
			})
		}
	})
	if *updateHeard {
		if err := os.WriteFile(filepath.Join("testdata", heardFile), []byte(strings.Join(said, "")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
