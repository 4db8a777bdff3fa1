//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// How long the monkey plays, and with which dice: IMAGINE_MONKEY=1h plays for an
// hour, IMAGINE_MONKEY_SEED=7 plays the seventh session again and nothing else.
const (
	monkeyTime = "IMAGINE_MONKEY"
	monkeySeed = "IMAGINE_MONKEY_SEED"
)

// monkeyRounds is how often a session goes on until what must hold is looked
// at, and monkeyActs how many things the monkey does each time.
const (
	monkeyRounds = 5
	monkeyActs   = 45
)

// soon is how long the monkey waits for what may not come: then it goes on.
const soon = 10 * time.Second

// TestMonkey plays with the studio: keys, pastes, the mouse, other sizes, stops
// and answers nobody asked for, over a library of strangers' files and a service
// that fails. Whatever it does, the studio lives, draws straight rows, lets esc
// lead back, shows no key, pays nothing it did not ask about, and takes back
// every step. Each session can be played again by its number; how far it gets
// until the service answers is another matter each time.
func TestMonkey(t *testing.T) { //nolint:tparallel // one session after the other: others play at the same time
	t.Parallel()
	length := time.Minute
	if raceDetector {
		length = 20 * time.Second // it is slow then, and others wait
	}
	if text := os.Getenv(monkeyTime); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatalf("%s: %v", monkeyTime, err)
		}
	}
	if text := os.Getenv(monkeySeed); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", monkeySeed, err)
		}
		session(t, seed)
		return
	}
	end := time.Now().Add(length)
	for seed := uint64(1); time.Now().Before(end) && !t.Failed(); seed++ {
		session(t, seed)
	}
}

// session is one start of the studio, in a home of its own, as a subtest.
func session(t *testing.T, seed uint64) {
	t.Helper()
	t.Run(fmt.Sprint(seed), func(t *testing.T) {
		m := newMonkey(t, seed)
		m.undoes()
		for range monkeyRounds {
			for range monkeyActs {
				m.act()
			}
			m.holds()
		}
		m.orders()
		m.holds()
		m.end()
	})
}

// monkey plays with a studio.
type monkey struct {
	t       *testing.T
	dice    *rand.Rand
	h       *home
	s       *terminal
	service *faulty

	cols, rows int
	done       []string // what it did last, for who has to find out why
	pictures   int      // how many pictures were agreed to
}

// newMonkey opens a studio to play with.
func newMonkey(t *testing.T, seed uint64) *monkey {
	t.Helper()
	m := &monkey{t: t, dice: rand.New(rand.NewPCG(seed, seed)), h: newHome(t), cols: 120, rows: 40}
	m.h.configure("[sandbox]\nlatency = \"0\"\n[defaults]\nseed = \"random:2\"\nkey = \"work\"\n[budget]\nconfirm_above = 0\n")
	m.h.strangersLibrary()
	m.service = m.h.faulty(seed)
	m.h.editor("printf ' more\\n\\n' >> \"$1\"")
	m.open()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s=%d; what was done last: %s\n%s", monkeySeed, seed, strings.Join(m.done, " "), m.s.screen())
		}
	})
	return m
}

// editor has the person's editor be a script.
func (h *home) editor(script string) {
	h.t.Helper()
	path := h.path("bin", "editor")
	h.write(path, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(path, 0o700); err != nil {
		h.t.Fatal(err)
	}
	h.set("VISUAL", path)
}

func (m *monkey) open() {
	m.t.Helper()
	m.cols, m.rows = 120, 40
	m.s = m.h.open(m.cols, m.rows)
	m.s.waitText("Prompt")
}

// note keeps what was done, for a while.
func (m *monkey) note(format string, args ...any) {
	m.done = append(m.done, fmt.Sprintf(format, args...))
	if len(m.done) > 80 {
		m.done = m.done[1:]
	}
}

// type is what the keyboard, the mouse or the terminal sends. The studio may end
// at any time: q quits.
func (m *monkey) send(what, bytes string) {
	m.note("%s", what)
	if _, err := m.s.file.WriteString(bytes); err != nil {
		m.note("(%v)", err)
	}
}

// settle lets the studio go on until it has nothing to say for a moment.
func (m *monkey) settle() {
	const calm, most = 4 * time.Millisecond, 60 * time.Millisecond
	limit := time.After(most)
	for {
		m.s.mu.Lock()
		more := m.s.output
		m.s.mu.Unlock()
		select {
		case <-more:
		case <-m.s.ended:
			return
		case <-time.After(calm):
			return
		case <-limit:
			return
		}
	}
}

// resize gives the window another size.
func (m *monkey) resize(cols, rows int) {
	m.note("%d×%d", cols, rows)
	m.cols, m.rows = cols, rows
	m.s.mu.Lock()
	m.s.emulator.Resize(cols, rows)
	m.s.mu.Unlock()
	if err := pty.Setsize(m.s.file, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		m.note("(%v)", err)
	}
}

// end leaves the studio and looks at what stays.
func (m *monkey) end() {
	m.t.Helper()
	// What is under way is asked about, and leaving again leaves all the same. Not
	// sooner: in the terminal it was given back by then, ctrl+c is a signal.
	for left, asked := false, false; !left; {
		m.back()
		m.key("ctrl+c")
		asked = m.comes(soon, func(screen string) bool { return !asked && strings.Contains(screen, "Quit now") })
		select {
		case <-m.s.ended:
			left = true
		default:
		}
	}
	if status := m.s.wait(); status != 0 {
		m.t.Errorf("exit status %d", status)
	}
	m.s.restored()
	m.paid()
	m.h.noCanary()
	m.t.Logf("%d requests were agreed to, %d paid for", m.pictures, m.service.server.Stats().Billed)
}
