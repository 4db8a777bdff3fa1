// Package flowtest is a studio for tests of flows: it notes what a flow asked
// for, and answers as a person would.
package flowtest

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow"
)

// Host is a studio that shows nothing.
type Host struct {
	Said   []string
	Warned []string
	Tips   flow.Tip // done so far
	// Quiet are the dialogs that came some time after they were called for.
	Quiet int

	// Orders are what was to be sent.
	Orders []flow.Order
	// Screens are open now, the one on top last.
	Screens []flow.Opened

	open []opened
}

type opened struct {
	flow.Dialog
	answers flow.Answers
}

var (
	_ flow.Host    = (*Host)(nil)
	_ flow.Screens = (*Host)(nil)
	_ flow.Sender  = (*Host)(nil)
)

// Say notes a sentence.
func (h *Host) Say(text string) tea.Cmd { h.Said = append(h.Said, text); return nil }

// Warn notes what went wrong.
func (h *Host) Warn(text string) tea.Cmd { h.Warned = append(h.Warned, text); return nil }

// Open puts a dialog on top.
func (h *Host) Open(d flow.Dialog, a flow.Answers) tea.Cmd {
	h.open = append(h.open, opened{d, a})
	return nil
}

// OpenLater does the same and counts it.
func (h *Host) OpenLater() func(d flow.Dialog, a flow.Answers) tea.Cmd {
	return func(d flow.Dialog, a flow.Answers) tea.Cmd {
		h.Quiet++
		return h.Open(d, a)
	}
}

// Dismiss takes a dialog away.
func (h *Host) Dismiss(d flow.Dialog) {
	h.open = slices.DeleteFunc(h.open, func(o opened) bool { return o.Dialog == d })
}

// WithKeys puts the default keys into a sentence.
func (h *Host) WithKeys(sentence string) string { return action.Default().Words(sentence) }

// TipDone notes a hint that is done.
func (h *Host) TipDone(tip flow.Tip) { h.Tips |= tip }

// Submit notes an order, whose files are kept as if it had been agreed to.
func (h *Host) Submit(o flow.Order) tea.Cmd {
	if o.Keep != nil {
		if err := o.Keep(); err != nil {
			return h.Warn(err.Error())
		}
	}
	h.Orders = append(h.Orders, o)
	return nil
}

// OpenScreen opens a screen.
func (h *Host) OpenScreen(s flow.Opened) tea.Cmd {
	s.SetSize(100, 38)
	h.Screens = append(h.Screens, s)
	return nil
}

// LeaveScreen closes the screen on top if it is the named one.
func (h *Host) LeaveScreen(name string) tea.Cmd {
	if !h.OnScreen(name) {
		return nil
	}
	s := h.Screens[len(h.Screens)-1]
	h.Screens = h.Screens[:len(h.Screens)-1]
	if s.Closed == nil {
		return nil
	}
	return s.Closed()
}

// OnScreen tells whether the screen on top is the named one.
func (h *Host) OnScreen(name string) bool { return h.Screen() == name }

// Screen is the name of the screen on top, "" when there is none.
func (h *Host) Screen() string {
	if len(h.Screens) == 0 {
		return ""
	}
	return h.Screens[len(h.Screens)-1].Name
}

// Dialog is the dialog on top, nil when there is none.
func (h *Host) Dialog() flow.Dialog {
	if len(h.open) == 0 {
		return nil
	}
	return h.open[len(h.open)-1].Dialog
}

// Words are what the dialog on top says, "" when there is none.
func (h *Host) Words() string {
	d := h.Dialog()
	if d == nil {
		return ""
	}
	return ansi.Strip(strings.Join(d.View(100, 40), "\n"))
}

// Answer takes the dialog on top away and returns what its answers lead to.
func (h *Host) Answer(tb testing.TB) flow.Answers {
	tb.Helper()
	if len(h.open) == 0 {
		tb.Fatal("nothing was asked")
	}
	o := h.open[len(h.open)-1]
	h.open = h.open[:len(h.open)-1]
	return o.answers
}

// Last is what was said or warned last of a list, "" if nothing was.
func Last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// Flow is what a test drives.
type Flow interface {
	Update(msg tea.Msg) (handled bool, cmd tea.Cmd)
}

// Run carries out a command and what comes of it, as the studio would. Messages
// that the flow does not take are returned; outcomes are said.
func (h *Host) Run(f Flow, cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	var rest []tea.Msg
	msg := cmd()
	if list := reflect.ValueOf(msg); list.IsValid() && list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range list.Len() { // tea.BatchMsg, or what tea.Sequence makes
			cmd, _ := list.Index(i).Interface().(tea.Cmd)
			rest = append(rest, h.Run(f, cmd)...)
		}
		return rest
	}
	switch msg := msg.(type) {
	case nil:
		return nil
	case flow.OutcomeMsg:
		switch {
		case msg.Err != nil:
			h.Warn(msg.Err.Error())
		case msg.Text != "":
			h.Say(msg.Text)
		}
		return nil
	}
	handled, next := f.Update(msg)
	if !handled {
		return []tea.Msg{msg}
	}
	return h.Run(f, next)
}
