// Package ruler finds out by which rule the terminal counts cells, and makes
// package cells follow it.
//
// A terminal that knows mode 2027 takes emoji as a whole: it is asked about that by
// Bubble Tea, whose renderer follows the answer. Any is asked to write a few
// characters, and where its cursor is after each. Both go out together with
// the first frame, right before it and where it will be: nothing waits, and nothing
// of it is to be seen, not even of a question that a terminal shows as text. While
// there is no answer, or one that fits no rule, what all rules agree on is drawn.
//
// What stands between the program and a terminal answers for itself alone: how the
// terminal behind it counts is not to be asked, and changes with who looks on. There
// what all agree on is drawn whatever it says (Between).
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
// differently.
var probes = [...]string{
	joined:     "👩‍🚀",
	toned:      "👍🏽",
	varied:     "⚠️",
	syllable:   "क्षि", // two consonants and a mark beside them
	marked:     "কা",   // a mark beside a letter that some take for one on it
	twice:      "কাং",  // two marks beside a letter
	recent:     "\U0001FAE9",
	notJoining: "x\u200cx",
}

// The probes, in the order in which they are written.
const (
	joined = iota
	toned
	varied
	syllable
	marked
	twice
	recent
	notJoining
)

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
	switched bool // mode 2027 said how emoji are counted
	between  bool // there is another terminal behind this one
	// follows is what holds when the renderer follows it, which it was told to.
	follows cells.Rule
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

// Between says whether what answers stands between the program and a terminal, and
// makes the rule the one for that. The command is as that of Feed.
func (r *Ruler) Between(is bool) tea.Cmd {
	if r.between == is {
		return nil
	}
	r.between = is
	return r.decide()
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
			r.mu.Lock()
			r.modes = true
			r.mu.Unlock()
			if r.follows == cells.Agreed {
				r.switched = true
			}
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
		if len(r.said) == len(probes) {
			return r.decide()
		}
	}
	return nil
}

// decide makes the rule the one that all that was said so far tells of.
func (r *Ruler) decide() tea.Cmd {
	var said [len(probes)]int // 0 where nothing is known
	if len(r.said) == len(probes) {
		copy(said[:], r.said)
	}
	r.mu.Lock()
	whole := r.modes // the renderer takes a character as a whole
	r.mu.Unlock()
	l := letters(said)
	if whole && (l == cells.LettersParts || l == cells.LettersFirst) {
		l = cells.LettersAgreed
	}
	rule := cells.Of(r.emoji(said), l)
	if said[recent] == 2 {
		rule |= cells.Recent
	}
	if said[notJoining] != 2 { // also where nothing is known
		rule |= cells.JoinersTakeCells
	}
	switch {
	case r.between:
		cells.Use(cells.Agreed)
	case rule.Whole() && !whole:
		// The renderer hears of it as it would from the terminal, and then so
		// does Feed: both follow the same rule at any time.
		r.follows = rule
		return func() tea.Msg {
			return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModePermanentlySet}
		}
	default:
		cells.Use(rule)
	}
	return nil
}

// emoji tells how emoji are counted.
func (r *Ruler) emoji(said [len(probes)]int) cells.EmojiRule {
	switch [...]int{said[joined], said[toned], said[varied]} {
	case [...]int{4, 4, 1}:
		if !r.switched {
			return cells.EmojiParts
		}
	case [...]int{2, 2, 2}:
		return cells.EmojiWhole
	}
	if r.switched {
		return cells.EmojiWhole
	}
	return cells.EmojiAgreed
}

// letters tells how letters are counted, with what belongs to them.
func letters(said [len(probes)]int) cells.LetterRule {
	switch [...]int{said[syllable], said[marked], said[twice], said[notJoining]} {
	case [...]int{3, 2, 3, 2}:
		return cells.LettersParts
	case [...]int{3, 2, 2, 2}:
		return cells.LettersFirst
	case [...]int{2, 1, 1, 2}:
		return cells.LettersConsonants
	case [...]int{1, 1, 1, 2}:
		return cells.LettersWhole
	}
	return cells.LettersAgreed
}
