package picture

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
)

// EnvMode is the environment variable that names a mode as ParseMode does and
// overrules what the terminal says of itself.
const EnvMode = "IMAGINE_GRAPHICS"

// queryID is the image id of the kitty query; nothing is ever drawn with it.
const queryID = 31

// Detector finds out how pictures can be drawn. It starts from the environment
// and learns from the answers of the terminal, which may come late or never:
// Mode has an answer at any time. It is not safe for concurrent use.
type Detector struct {
	forced  Mode
	env     map[string]string
	tmux    bool
	profile colorprofile.Profile // Unknown until told

	version  string // the terminal's own words, of the outer one inside tmux
	graphics bool   // it answered that it knows the kitty protocol
	done     bool
	cells    uv.Size
	window   uv.Size // pixels
	cell     CellSize
}

// NewDetector returns a detector for a program with this environment, given as
// NAME=value like os.Environ.
func NewDetector(environ []string) *Detector {
	d := &Detector{forced: ModeAuto, env: map[string]string{}}
	for _, e := range environ {
		if n, v, ok := strings.Cut(e, "="); ok {
			d.env[n] = v
		}
	}
	if m, err := ParseMode(d.env[EnvMode]); err == nil {
		d.forced = m
	}
	term := d.env["TERM"]
	d.tmux = d.env["TMUX"] != "" || strings.HasPrefix(term, "tmux")
	return d
}

// Force makes Mode answer m; ModeAuto takes that back.
func (d *Detector) Force(m Mode) { d.forced = m }

// Queries returns what to send to the terminal, with one tea.Raw, to learn
// more. The answers go to Feed. Nothing may wait for them.
func (d *Detector) Queries() string {
	term := d.env["TERM"]
	if term == "" || term == "dumb" || term == "linux" {
		return ""
	}
	graphics := ansi.KittyGraphics([]byte("AAAA"), "i=31", "s=1", "v=1", "a=q", "t=d", "f=24")
	q := ansi.RequestNameVersion
	switch {
	case d.tmux:
		// tmux answers for itself. What it is asked to pass on reaches the
		// terminal around it, where the person allows that; the protocol's
		// own query would end up in the pane's title if sent plainly.
		q += ansi.TmuxPassthrough(ansi.RequestNameVersion) + ansi.TmuxPassthrough(graphics)
	case d.showsUnknownStrings():
	default:
		q += graphics
	}
	return q + ansi.WindowOp(14) + ansi.WindowOp(16) + ansi.RequestPrimaryDeviceAttributes
}

// showsUnknownStrings tells of terminals that print a query they do not know.
func (d *Detector) showsUnknownStrings() bool {
	return d.env["TERM_PROGRAM"] == "Apple_Terminal" || strings.HasPrefix(d.env["TERM"], "screen")
}

// Feed takes any message of the program and tells whether it changed what Mode
// or Terminal answer.
func (d *Detector) Feed(msg any) (changed bool) {
	mode, terminal := d.Mode(), d.Terminal()
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		d.named(msg.Name)
	case uv.TerminalVersionEvent:
		d.named(msg.Name)
	case uv.KittyGraphicsEvent:
		if msg.Options.ID == queryID {
			d.graphics = string(msg.Payload) == "OK"
		}
	case uv.CellSizeEvent:
		d.cell = CellSize{Width: msg.Width, Height: msg.Height}
	case uv.PixelSizeEvent:
		d.window = uv.Size(msg)
	case tea.WindowSizeMsg:
		d.cells = uv.Size{Width: msg.Width, Height: msg.Height}
	case tea.ColorProfileMsg:
		d.profile = msg.Profile
	case uv.PrimaryDeviceAttributesEvent:
		d.done = true
	default:
		return false
	}
	return d.Mode() != mode || d.Terminal() != terminal
}

func (d *Detector) named(s string) {
	s = clean.Width(s, 60)
	if strings.HasPrefix(s, "tmux") {
		d.tmux = true
		return
	}
	d.version = s
}

// Done tells whether the terminal has answered all it will. Inside tmux
// answers from around it can still follow.
func (d *Detector) Done() bool { return d.done }

// Name returns what the terminal calls itself, cleaned; "" while unknown.
func (d *Detector) Name() string { return d.version }

// Terminal returns what renderers must know of the terminal.
func (d *Detector) Terminal() Terminal {
	t := Terminal{Cell: d.cell, Tmux: d.tmux}
	if t.Cell.Width == 0 && d.cells.Width > 0 && d.cells.Height > 0 {
		t.Cell = CellSize{Width: d.window.Width / d.cells.Width, Height: d.window.Height / d.cells.Height}
	}
	return t
}

// Mode returns how to draw pictures, as far as is known by now.
func (d *Detector) Mode() Mode { m, _ := d.decide(); return m }

// Why returns half a sentence that says why Mode answers as it does, for the
// doctor: "half blocks: …".
func (d *Detector) Why() string { _, why := d.decide(); return why }

func (d *Detector) decide() (Mode, string) {
	if d.forced != ModeAuto && d.forced != ModeKitty {
		return d.forced, "chosen by a setting"
	}
	if d.colourless() {
		return ModeNone, "the terminal shows no colours, or NO_COLOR is set"
	}
	fewColours := d.profile != colorprofile.Unknown && d.profile < colorprofile.ANSI256
	switch {
	case d.forced == ModeKitty && !fewColours:
		return ModeKitty, "chosen by a setting"
	case d.graphics && drawsPlaceholders(d.version) && !fewColours:
		return ModeKitty, d.version + " draws pictures through placeholders"
	case drawsSextants(d.version):
		return ModeSextant, d.version + " draws sextants itself"
	case d.version == "" && !d.tmux && d.sextantsByEnvironment():
		return ModeSextant, "the environment names a terminal that draws sextants itself"
	case d.tmux:
		return ModeHalf, "tmux hides what the terminal around it can draw"
	}
	return ModeHalf, "half blocks are in every font, and nothing better is known of this terminal"
}

func (d *Detector) colourless() bool {
	if d.profile != colorprofile.Unknown {
		return d.profile <= colorprofile.ASCII
	}
	return d.env["NO_COLOR"] != "" || d.env["TERM"] == "dumb"
}
