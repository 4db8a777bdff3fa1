// Package ruler finds out by which rule the terminal counts cells, and makes
// package cells follow it.
//
// A terminal that knows mode 2027 counts graphemes: it is asked about that by
// Bubble Tea, whose renderer follows the answer. Any other is asked to write
// four characters, and where its cursor is after each. Both go out together with
// the first frame, right before it and where it will be: nothing waits, and nothing
// of it is to be seen, not even of a question that a terminal shows as text. While
// there is no answer, or one that fits no rule, what both rules agree on is drawn.
package ruler

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/terminal/outlet"
)

// probes are characters that the rules, and those who follow none, count
// differently: one that is joined, one with a skin tone, one that asks to be an
// emoji, and a syllable of several letters, which some count letter by letter though
// emoji as a whole.
var probes = [...]string{"👩‍🚀", "👍🏽", "⚠️", "क्षि"}

// line is where they are written, counted from 0. An answer about the first line
// would look like a key, f3.
const line = 1

// Ruler listens to a terminal. Output is what the program writes to, Feed takes
// its messages; the two may run at once.
type Ruler struct {
	out   io.Writer
	mu    sync.Mutex // guards what follows
	quiet bool       // the terminal is not to be asked
	asked bool
	modes bool // it counts graphemes while mode 2027 is set
	// about are the questions for modes that wait for the screen.
	about []byte

	// These belong to Feed.
	said     []int
	switched bool // mode 2027 said all
}

// New returns a ruler of the terminal that out writes to. One that is quiet gets
// no question.
func New(out io.Writer, quiet bool) *Ruler { return &Ruler{out: out, quiet: quiet} }

// Output returns what is to be written to: the ruler, as a terminal if there is
// one behind it.
func (r *Ruler) Output() io.Writer { return outlet.Through(r.out, r) }

// enterScreen begins the alternate screen, which is empty then.
var enterScreen = []byte(ansi.SetModeAltScreenSaveCursor)

// askModes is what Bubble Tea asks of the terminal before there is a screen. Some
// show the last letter of it, which would stand on the line of the shell.
var askModes = []byte(ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore)

// Write passes p on. Where the alternate screen begins it asks, the first time,
// and later sets the mode again that was put away with the screen.
func (r *Ruler) Write(p []byte) (int, error) {
	size := len(p)
	p = r.later(p)
	if n, err := r.out.Write(r.withQuestion(p)); err != nil {
		return min(n, size), err
	}
	return size, nil
}

// later returns p without questions for modes: they wait for the screen, or for
// ever where nothing may be asked.
func (r *Ruler) later(p []byte) []byte {
	at := bytes.Index(p, askModes)
	if at < 0 {
		return p
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked {
		return p
	}
	r.about = askModes
	return slices.Concat(p[:at], p[at+len(askModes):])
}

// withQuestion returns p with what there is to ask, or to set, behind the beginning
// of the screen.
func (r *Ruler) withQuestion(p []byte) []byte {
	at := bytes.Index(p, enterScreen)
	if at < 0 {
		return p
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	more := ""
	switch {
	case r.modes:
		more = ansi.SetModeUnicodeCore
	case !r.asked && !r.quiet:
		more, r.asked = question(r.about), true
	}
	at += len(enterScreen)
	return slices.Concat(p[:at], []byte(more), p[at:])
}

// question asks about modes, writes the probes, concealed, asks after each where
// the cursor is, and leaves the screen as it was, the cursor at its beginning.
func question(modes []byte) string {
	var b strings.Builder
	place := ansi.CursorPosition(1, line+1)
	b.WriteString(place)
	b.Write(modes)
	for _, p := range probes {
		b.WriteString(place + "\x1b[8m" + p + ansi.RequestCursorPositionReport)
	}
	b.WriteString(place + "\x1b[m" + ansi.EraseEntireLine + ansi.CursorHomePosition)
	return b.String()
}

// Feed takes any message of the program, and makes the rule that it tells of the
// one of package cells. The command has the renderer follow.
func (r *Ruler) Feed(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ModeReportMsg:
		if msg.Mode != ansi.ModeUnicodeCore {
			return nil
		}
		switch msg.Value {
		case ansi.ModeSet, ansi.ModeReset, ansi.ModePermanentlySet:
			r.switched = true
			r.mu.Lock()
			r.modes = true
			r.mu.Unlock()
			return r.decide()
		default:
		}
	case tea.CursorPositionMsg:
		r.mu.Lock()
		asked := r.asked
		r.mu.Unlock()
		if !asked || msg.Y != line || len(r.said) == len(probes) {
			return nil
		}
		r.said = append(r.said, msg.X)
		return r.decide()
	}
	return nil
}

// emojis are how many of the probes are emoji, which come first.
const emojis = 3

// How wide the emoji among the probes are by the two rules.
var (
	inParts = [emojis]int{4, 4, 1}
	asOne   = [emojis]int{2, 2, 2}
)

// decide makes the rule the one that all that was said so far tells of.
func (r *Ruler) decide() tea.Cmd {
	var emoji [emojis]int
	copy(emoji[:], r.said)
	syllable := 0 // not known
	if len(r.said) == len(probes) {
		syllable = r.said[emojis]
	}
	switch {
	case r.switched && syllable == 2:
		cells.Use(cells.Consonants)
	case r.switched:
		cells.Use(cells.Graphemes)
	case len(r.said) < emojis:
	case emoji == inParts:
		cells.Use(cells.CodePoints)
	case emoji == asOne && (syllable == 1 || syllable == 2):
		// The renderer hears of it as it would from the terminal, and then so
		// does Feed: both follow the same rule at any time.
		return func() tea.Msg {
			return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModePermanentlySet}
		}
	default:
		cells.Use(cells.Agreed)
	}
	return nil
}
