//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// act does one thing, and looks at what came of it.
func (m *monkey) act() {
	m.t.Helper()
	if m.reopened() || m.answered() {
		return
	}
	switch n := m.dice.IntN(100); {
	case n < 34:
		m.key(m.anyKey())
	case n < 48:
		m.key(pickOf(m, moves))
	case n < 50: // elsewhere for a while
		m.key(pickOf(m, []string{"ctrl+o", "ctrl+z"}))
		m.shows(time.Second/8, func(string) bool { return !m.drawing() })
	case n < 62:
		m.burst()
	case n < 70:
		m.send("text", pickOf(m, texts))
	case n < 76:
		m.paste()
	case n < 84:
		m.mouse()
	case n < 89:
		m.resize(m.size())
	case n < 95:
		m.lateAnswer()
	case n < 96:
		m.stop()
	case n < 98:
		m.service.change(m.dice.IntN(2) == 0)
	default:
		m.key("enter")
	}
	m.settle()
	m.back()
}

// back waits until the studio has the terminal again, which an editor or a shell
// had: what is typed until then is theirs.
func (m *monkey) back() {
	m.t.Helper()
	if !m.shows(patience, func(string) bool { return m.drawing() }) {
		m.t.Fatalf("the studio does not come back:\n%s", m.s.screen())
	}
}

// drawing tells whether the studio has the terminal.
func (m *monkey) drawing() bool {
	alternate, _ := m.s.alternate()
	return alternate
}

// reopened tells whether the studio had been left, and opens it again.
func (m *monkey) reopened() bool {
	m.t.Helper()
	select {
	case <-m.s.ended:
	default:
		return false
	}
	if m.s.status != 0 {
		m.t.Fatalf("ended by itself with status %d:\n%s", m.s.status, m.s.screen())
	}
	m.s.restored()
	m.note("opened again")
	m.open()
	return true
}

func pickOf(m *monkey, list []string) string { return list[m.dice.IntN(len(list))] }

func (m *monkey) key(name string) { m.send(name, sequence(m.t, name)) }

// moves lead somewhere: to panes, screens, dialogs and out of them.
var moves = []string{
	"tab", "shift+tab", "alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "esc", "esc", "esc", "enter",
	"j", "k", "h", "l", "up", "down", "left", "right", "space", "f1", "f2", "ctrl+p", "ctrl+r", "ctrl+x",
	"s", "c", "C", "L", "z", "m", "u", "p", "x", "n", "r", "w", "P", "/", ":", "?", "pgup", "pgdown", "home", "end",
}

// anyKey is any key there is.
func (m *monkey) anyKey() string {
	switch m.dice.IntN(6) {
	case 0:
		return pickOf(m, slices.Sorted(maps.Keys(named)))
	case 1:
		return "ctrl+" + pickOf(m, strings.Split("abcdefghijklmnpqrstuvwxy", ""))
	case 2:
		return "alt+" + pickOf(m, []string{"delete", "backspace", "left", "right", "enter", "d", "b", "f", "P", "]", "_", "X", "[", "O", "^", "c", "k"})
	}
	return string(rune('!' + m.dice.IntN('~'-'!')))
}

// burst are keys that come faster than the studio draws. No price is agreed to
// among them: nobody could have read it.
func (m *monkey) burst() {
	var b strings.Builder
	for range 2 + m.dice.IntN(12) {
		name := pickOf(m, moves)
		if name == "enter" {
			continue
		}
		b.WriteString(sequence(m.t, name))
	}
	m.send("burst "+strconv.Quote(b.String()), b.String())
}

// texts are what is written.
var texts = []string{
	"a red boat", "{dawn|dusk} over __time__", "{", "2$$a|b", "1️⃣ 2️⃣ #️⃣ *️⃣", "👩‍👩‍👧‍👦 🏳️‍🌈 ☁️", "e" + strings.Repeat("\u0301", 40),
	"日本語の港", "مرحبا", "ｗｉｄｅ", "\u202eevil\u202c", "a => b, c", "is:picked -\"old\" rating:>3", "~/", "/etc/passwd", "7++", "random:3", "99999999999999999999",
}

// paste pastes, whole or cut off; a key must not be shown, and no enter sends.
func (m *monkey) paste() {
	text := pickOf(m, texts)
	switch m.dice.IntN(6) {
	case 0:
		text = rogueKey
	case 1:
		text += "\r\r" + text + "\n"
	case 2:
		text = strings.Repeat(text+" ", 200)
	case 3:
		text += "\x1b[201~" + text
	}
	end := "\x1b[201~"
	if m.dice.IntN(12) == 0 {
		end = ""
	}
	m.send(fmt.Sprintf("paste %.40q", text+end), "\x1b[200~"+text+end)
}

// mouse presses, drags, releases and turns the wheel, also outside the window.
func (m *monkey) mouse() {
	var b strings.Builder
	for range 1 + m.dice.IntN(6) {
		button, final := []int{0, 1, 2, 32, 64, 65, 66, 35, 128}[m.dice.IntN(9)], "Mm"[m.dice.IntN(2)]
		fmt.Fprintf(&b, "\x1b[<%d;%d;%d%c", button, m.dice.IntN(m.cols+3), m.dice.IntN(m.rows+3), final)
	}
	m.send("mouse "+strconv.Quote(b.String()), b.String())
}

// size is any size of a window, often a usual one.
func (m *monkey) size() (cols, rows int) {
	usual := [][2]int{{120, 40}, {80, 24}, {100, 30}, {60, 18}, {59, 17}, {24, 6}, {200, 60}, {23, 5}, {110, 30}}
	if m.dice.IntN(3) > 0 {
		s := usual[m.dice.IntN(len(usual))]
		return s[0], s[1]
	}
	return 1 + m.dice.IntN(220), 1 + m.dice.IntN(60)
}

// answers are what terminals say when they are asked, here too late, twice, cut
// off or unasked.
var answers = []string{
	"\x1b[?62;4c", "\x1b[?2027;1$y", "\x1b[?2026;2$y", "\x1b[?2027;0$y", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\x07",
	"\x1b_Gi=31;OK\x1b\\", "\x1b_Gi=31;ENOENT:no\x1b\\", "\x1bP>|XTerm(390)\x1b\\", "\x1b[4;600;800t", "\x1b[6;20;10t", "\x1b[8;0;0t", "\x1b[8;5;10t", "\x1b[8;24;80t",
	"\x1b[48;0;0;0;0t", "\x1b[48;40;120;800;1200t", "\x1b[1;1R", "\x1b[?1u", "\x1b[I", "\x1b[O", "\x1b]52;c;YQ==\x07", "\x1bP1+r5463\x1b\\", "\x1b[?1;2S", "\x1b[>41;390;0c",
}

func (m *monkey) lateAnswer() {
	answer := pickOf(m, answers)
	if m.dice.IntN(8) == 0 {
		answer = answer[:1+m.dice.IntN(len(answer)-1)]
	}
	m.send("answer "+strconv.Quote(answer), answer)
}

// stop stops the studio as a person's shell does, and lets it go on; meanwhile
// keys and sizes come.
func (m *monkey) stop() {
	m.note("stopped")
	entered := func() int {
		m.s.mu.Lock()
		defer m.s.mu.Unlock()
		return bytes.Count(m.s.raw.Bytes(), []byte("\x1b[?1049h"))
	}
	before := entered()
	m.s.signal(syscall.SIGSTOP)
	m.key(pickOf(m, moves))
	m.resize(m.size())
	m.s.signal(syscall.SIGCONT)
	// It sets the terminal up again then. What arrives meanwhile may lose its
	// beginning, and with that what says that it is pasted.
	m.shows(3*soon, func(string) bool { return entered() > before })
	m.settle()
}

// price is how a price is asked for: the number to type.
var (
	price  = regexp.MustCompile(`Type (\d+) and (?:press )?enter to send`)
	amount = regexp.MustCompile(`(\d+) (?:picture|video)s? with key work`)
)

// answered answers a price that is asked for: it is agreed to now and then. It
// tells whether there was one.
func (m *monkey) answered() bool {
	m.t.Helper()
	screen := m.s.screen()
	number, n := price.FindStringSubmatch(screen), amount.FindStringSubmatch(screen)
	if number == nil || n == nil {
		return false
	}
	switch m.dice.IntN(4) {
	case 0:
		pictures, err := strconv.Atoi(n[1])
		if err != nil {
			m.t.Fatal(err)
		}
		m.pictures += pictures
		m.send("agreed to "+number[0], "\x07\x7f"+number[1]+"\r")
		m.shows(time.Second, func(screen string) bool { return price.FindString(screen) != number[0] })
	case 1:
		m.key(string(rune('a' + m.dice.IntN(26)))) // no answer
	case 2:
		m.send("paste "+number[1], "\x1b[200~"+number[1]+"\r\x1b[201~")
	default:
		m.key("esc")
		m.shows(time.Second, func(screen string) bool { return price.FindString(screen) != number[0] })
	}
	m.settle()
	return true
}
