//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"imagine-tui/api/clean"
)

// holds looks whether everything holds that must at any time.
func (m *monkey) holds() {
	m.t.Helper()
	for range 40 {
		if !m.answered() {
			break
		}
	}
	m.back()
	if m.reopened() {
		return
	}
	m.resize(120, 40)
	m.leadsBack()
	m.straight()
	m.covered()
	m.noKey()
	m.paid()
}

// orders asks for pictures from where it was led back to. What that costs is
// asked, and agreed to now and then.
func (m *monkey) orders() {
	m.t.Helper()
	if m.dice.IntN(2) == 0 {
		m.key("f2") // the other key
		m.settle()
	}
	for range 3 {
		if !m.goes("alt+2", "┏ Prompt") {
			return // something else has opened
		}
		m.key("ctrl+g")
		m.key("backspace")
		prompt := fmt.Sprintf("boat %d", m.dice.IntN(1000))
		m.send("text", prompt)
		m.settle()
		m.key("enter")
		// What costs nothing is made at once, and stands among the results; without a
		// style there is nothing to make.
		m.shows(soon, func(screen string) bool {
			return price.MatchString(screen) || strings.Count(screen, prompt) > 1 ||
				strings.Contains(screen, "Nothing was sent") || strings.Contains(screen, "Mark a style")
		})
		if m.answered() {
			m.goes("esc", "┏")
		}
		m.service.change(m.dice.IntN(3) > 0)
	}
}

// leadsBack goes back with esc until a pane can be chosen: a studio that is dead
// does not get there.
func (m *monkey) leadsBack() {
	m.t.Helper()
	for range 8 {
		for range 6 {
			m.key("esc")
			m.settle()
		}
		if m.goes("alt+2", "┏ Prompt") && m.goes("alt+5", "┏ Results") && m.goes("alt+2", "┏ Prompt") && m.goes("esc", "┏ Results") {
			return
		}
	}
	m.t.Fatalf("esc does not lead back:\n%s", m.s.screen())
}

// goes presses a key and tells whether that leads where it should.
func (m *monkey) goes(key, where string) bool {
	m.t.Helper()
	m.key(key)
	return m.shows(soon, func(screen string) bool { return strings.Contains(screen, where) })
}

// shows tells whether the screen becomes what it is to be, in time. A studio that
// was left meanwhile is opened again, and looked at once.
func (m *monkey) shows(within time.Duration, condition func(screen string) bool) bool {
	m.t.Helper()
	if m.comes(within, condition) {
		return true
	}
	if !m.reopened() {
		return false
	}
	m.resize(120, 40)
	return condition(m.s.screen())
}

// comes is shows for as long as the studio is there.
func (m *monkey) comes(within time.Duration, condition func(screen string) bool) bool {
	deadline := time.After(within)
	for {
		m.s.mu.Lock()
		screen, more := m.s.emulator.String(), m.s.output
		m.s.mu.Unlock()
		if condition(screen) {
			return true
		}
		select {
		case <-more:
		case <-m.s.ended:
			return false
		case <-deadline:
			return false
		}
	}
}

const (
	corners = "╭╮┏┓"
	edges   = "│┃╭╮╰╯┏┓┗┛"
)

// straight fails the test unless the edges of all panes are straight: where a
// row is thought to be wider or narrower than it is, they are not.
func (m *monkey) straight() {
	m.t.Helper()
	m.drawn("", func(string) string { return m.crooked(true) })
}

// covered does the same at the outer edges, where a dialog lies over the panes.
func (m *monkey) covered() {
	m.t.Helper()
	m.key("f1")
	m.drawn("under a dialog: ", func(screen string) string {
		if !strings.Contains(screen, "type to search") {
			return "it is not there"
		}
		return m.crooked(false)
	})
	m.key("esc")
	m.s.waitGone("type to search")
}

// drawn waits until nothing is wrong with what is drawn. The emulator takes a
// character whose parts come in two reads for two, and all behind it in the row
// stands elsewhere then: so what is wrong must be so when all is drawn again.
func (m *monkey) drawn(where string, wrong func(screen string) string) {
	m.t.Helper()
	said := ""
	for _, within := range []time.Duration{soon / 2, soon / 2, soon, patience} {
		if m.shows(within, func(screen string) bool { said = wrong(screen); return said == "" }) {
			return
		}
		m.resize(119, 40)
		m.shows(soon/2, func(screen string) bool { return strings.Contains(screen, "imagine-tui") })
		m.resize(120, 40)
	}
	m.t.Fatalf("%s%s:\n%s", where, said, m.s.screen())
}

// crooked says which row has no edge where the others have one, "" for none.
func (m *monkey) crooked(inner bool) string {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	at := func(x, y int) string {
		cell := m.s.emulator.CellAt(x, y)
		if cell == nil || cell.Content == "" {
			return " "
		}
		return cell.Content
	}
	edgesOf := func(y int) (columns []int) {
		for x := range m.cols {
			if x == 0 || x == m.cols-1 || inner && strings.Contains(corners, at(x, y)) {
				columns = append(columns, x)
			}
		}
		return columns
	}
	columns := edgesOf(1)
	for y := 1; y < m.rows-1; y++ {
		if at(2, y)+at(3, y)+at(4, y) == "Det" {
			columns = edgesOf(y) // the details lie below two columns
		}
		for _, x := range columns {
			if !strings.Contains(edges, at(x, y)) {
				return fmt.Sprintf("row %d has %q in column %d", y, at(x, y), x)
			}
		}
	}
	return ""
}

// noKey fails the test for a key on the screen, or among what was sent there.
func (m *monkey) noKey() {
	m.t.Helper()
	sent := onScreen(string(m.s.bytes()))
	if at := strings.Index(sent, canary); at >= 0 {
		m.t.Fatalf("a key is shown: …%q…", sent[max(0, at-400):at+20])
	}
	if strings.Contains(m.s.screen(), canary) {
		m.t.Fatalf("a key is shown:\n%s", m.s.screen())
	}
}

// onScreen is what was sent while the studio had the terminal. In between an
// editor or a shell has it, and the terminal itself shows what is typed.
func onScreen(sent string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(sent, "\x1b[?1049l") {
		_, part, _ = strings.Cut(part, "\x1b[?1049h")
		b.WriteString(part)
	}
	return b.String()
}

// paid fails the test where more was paid for than was agreed to, or a request
// twice.
func (m *monkey) paid() {
	m.t.Helper()
	if billed := m.service.server.Stats().Billed; billed > m.pictures {
		m.t.Fatalf("%d requests were paid for, %d were agreed to", billed, m.pictures)
	}
}

// undoes judges, marks and filters in a fresh studio and takes all of it back:
// the library is as it was.
func (m *monkey) undoes() {
	m.t.Helper()
	m.s.toResults()
	m.s.waitText("a film")
	before := m.judgements()
	for range 25 {
		m.key(pickOf(m, []string{"p", "x", "0", "1", "2", "3", "4", "5", "space", "v", "j", "k", "G", "g", "]", "["}))
		m.settle()
	}
	m.key("esc")
	m.key("j")
	m.key("t")
	m.shows(soon, func(screen string) bool {
		return strings.Contains(screen, "┏ Tags") || strings.Contains(screen, "Select a saved result first.")
	})
	for end := time.Now().Add(patience); !strings.Contains(m.s.screen(), "Nothing to undo."); m.settle() {
		if time.Now().After(end) {
			m.t.Fatalf("it does not come to an end with undoing:\n%s", m.s.screen())
		}
		m.tag()
		m.key("u")
	}
	if !m.comesTo(func() bool { return maps.Equal(before, m.judgements()) }) {
		after := m.judgements()
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if was, is := before[name], after[name]; was != is {
				at := 0
				for at < min(len(was), len(is)) && was[at] == is[at] {
					at++
				}
				m.t.Errorf("%s was …%.80q and is …%.80q after everything was undone", name, was[at:], is[at:])
			}
		}
	}
}

// tag answers the question for tags where it stands. It may come late, and then
// what is typed goes to it.
func (m *monkey) tag() {
	m.t.Helper()
	if strings.Contains(m.s.screen(), "┏ Tags") {
		m.send("tags", "\x07\x7fone, two\r")
		m.s.waitGone("┏ Tags")
	}
}

// comesTo tells whether files become what they are to be.
func (m *monkey) comesTo(condition func() bool) bool {
	deadline := time.After(patience)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if condition() {
			return true
		}
		select {
		case <-again.C:
		case <-deadline:
			return condition()
		}
	}
}

// judgements is what people said of each result.
func (m *monkey) judgements() map[string]string {
	m.t.Helper()
	said := map[string]string{}
	for _, path := range m.h.files(m.h.path("home", "Pictures", "imagine")) {
		if filepath.Ext(path) != ".json" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			continue // it is being replaced
		}
		var car struct {
			Picked, Rejected bool
			Rating           int
			Tags             []string
		}
		if json.Unmarshal(data, &car) == nil {
			for i, tag := range car.Tags {
				car.Tags[i] = clean.Line(tag) // as it is shown, and written again
			}
			slices.Sort(car.Tags) // they are a set
			said[filepath.Base(path)] = fmt.Sprintf("%+v", car)
		}
	}
	return said
}
