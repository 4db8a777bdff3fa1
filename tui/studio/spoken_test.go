package studio

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/widget/voice"
)

// spokenStudio is the hostile studio for who hears it, with the clock of the bubble.
func spokenStudio(t *testing.T) *Model {
	t.Helper()
	m := hostile(t)
	m.o.Now, m.clock.read = time.Now, time.Now
	m.hear(true)
	m.spoken.attend()
	return m
}

// checkHeard looks at what is on a screen that is heard.
func checkHeard(t *testing.T, m *Model, when string) {
	t.Helper()
	v := m.View()
	shown := ansi.Strip(v.Content)
	if at := strings.IndexFunc(shown, voice.Unsaid); at >= 0 {
		t.Fatalf("%s: %q is never said:\n%s", when, shown[at:at+4], shown)
	}
	for _, bytes := range []string{"\x1b_G", "\x1bP", "\x1b]1337"} {
		if strings.Contains(v.Content, bytes) {
			t.Fatalf("%s: a picture is sent", when)
		}
	}
	lines := strings.Split(shown, "\n")
	if len(lines) != m.screens.h || v.Cursor == nil || v.Cursor.Y >= len(lines) || v.Cursor.X >= m.screens.w {
		t.Fatalf("%s: %d lines, the cursor at %+v", when, len(lines), v.Cursor)
	}
	page := m.spoken.page()
	here := strings.TrimSpace(lines[v.Cursor.Y])
	if want := letters(voice.Spell(page.Title) + voice.Spell(page.Here)); page.Field == nil && (here == "" || !strings.Contains(want, letters(here))) {
		t.Fatalf("%s: the cursor is on %q, and not on %q:\n%s", when, here, voice.Spell(page.Here), shown)
	}
	if page.Title == "" {
		t.Fatalf("%s: it says not where one is:\n%s", when, shown)
	}
	checkFrame(t, strings.Split(v.Content, "\n"), m.screens.w, m.screens.h)
}

// letters are those of a text that no terminal joins or takes apart.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && r != '.' {
			return r
		}
		return -1
	}, text)
}

// Whatever has the keyboard is heard: no border, no block, no picture, the cursor on the
// line one is in, all else read on line by line, and esc leads back.
func TestEverythingIsHeard(t *testing.T) {
	t.Setenv("PATH", "")
	outside()
	for name, s := range holdersByPlace() {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := spokenStudio(t)
				home(t, m, "at the start")
				before := m.spoken.page().Name
				strike(t, m, s.keys)
				if !s.has(m) {
					t.Fatalf("%q does not lead there: %s", s.keys, ansi.Strip(m.View().Content))
				}
				checkHeard(t, m, name)
				if page := m.spoken.page(); page.Name == before && s.keys != "" && name != "key list" {
					t.Errorf("%s is heard as the same place as %s", name, before)
				}
				n := len(m.spoken.page().More())
				for range n + 2 {
					strike(t, m, "alt+n")
					checkFrame(t, strings.Split(m.View().Content, "\n"), m.screens.w, m.screens.h)
				}
				strike(t, m, "alt+p alt+r")
				if name == "results" {
					return
				}
				home(t, m, "from "+name)
				checkHeard(t, m, "back")
			})
		})
	}
}

// Every shortcut there is, pressed in everything that can have the keyboard: nothing
// breaks, and whatever comes of it is heard.
func TestEveryKeyIsHeard(t *testing.T) {
	t.Setenv("PATH", "")
	outside()
	for name, s := range holdersByPlace() {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := spokenStudio(t)
				for i, k := range everyKey(m) {
					if (i+len(name))%5 != 0 || strings.HasPrefix(k, "alt+") || k == "ctrl+c" || k == "ctrl+z" || k == "q" {
						continue
					}
					home(t, m, "before "+k)
					strike(t, m, s.keys+" "+k)
					time.Sleep(3 * voice.Rest) // within the bubble: nothing waits for its turn
					m.Update(spokenDueMsg{})
					if name != "info" { // its lines are read one after the other
						checkHeard(t, m, name+" "+k)
					}
				}
			})
		})
	}
}

// What is said by itself comes once a second at most, all of it, and can be heard again.
func TestAnnouncementsTakeTurns(t *testing.T) {
	outside()
	synctest.Test(t, func(t *testing.T) {
		m := spokenStudio(t)
		settleFor(m, m.spoken.attend(), 5)
		said := func() string {
			lines := strings.Split(ansi.Strip(m.View().Content), "\n")
			return strings.TrimSpace(lines[len(lines)-1])
		}
		time.Sleep(time.Hour)
		m.Update(tea.FocusMsg{})
		m.notices.Say("One.")
		m.Update(tea.FocusMsg{})
		if said() != "One." {
			t.Fatalf("said %q", said())
		}
		began := time.Now()
		m.notices.Say("Two of 5.")
		m.notices.Warn("Three.")
		m.notices.Say("Two of 9.")
		_, cmd := m.Update(tea.FocusMsg{})
		if said() != "One." {
			t.Fatalf("at once it says %q", said())
		}
		settleFor(m, cmd, 5)
		if took := time.Since(began); said() != "Three. Two of 9." && said() != "Two of 5. Three. Two of 9." || took < voice.Rest {
			t.Fatalf("after %v it says %q", took, said())
		}
		last := said()
		strike(t, m, "alt+r")
		if said() != "Again: "+last {
			t.Fatalf("again it says %q", said())
		}
	})
}
