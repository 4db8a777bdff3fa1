package picture

import (
	"fmt"
	"slices"
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

// sixelQueries ask how many colours a sixel picture may have, and how many
// pixels it: by default as many as the window.
const sixelQueries = "\x1b[?1;1;0S\x1b[?2;1;0S"

// queryID is the image id of the kitty query; nothing is ever drawn with it.
const queryID = 31

// Detector finds out how pictures can be drawn. It starts from the environment
// and learns from the answers of the terminal, which may come late or never:
// Mode has an answer at any time. It is not safe for concurrent use.
type Detector struct {
	setting Mode // ModeAuto if there is none
	wished  Mode // by the environment
	env     map[string]string
	tmux    bool
	profile colorprofile.Profile // Unknown until told

	version   string // the terminal's own words, of the outer one inside tmux
	graphics  bool   // it answered that it knows the kitty protocol
	sixel     bool   // its attributes say that it draws sixels
	registers int    // colours of a sixel picture, 0 while unknown
	bytes     int    // set by SetBytes
	done      bool
	pixels    func() (w, h int)
	cells     uv.Size
	window    uv.Size // pixels
	cell      CellSize
}

// NewDetector returns a detector for a program with this environment, given as
// NAME=value like os.Environ.
func NewDetector(environ []string) *Detector {
	d := &Detector{setting: ModeAuto, wished: ModeAuto, env: map[string]string{}}
	for _, e := range environ {
		if n, v, ok := strings.Cut(e, "="); ok {
			d.env[n] = v
		}
	}
	if m, err := ParseMode(d.env[EnvMode]); err == nil {
		d.wished = m
	}
	term := d.env["TERM"]
	d.tmux = d.env["TMUX"] != "" || strings.HasPrefix(term, "tmux")
	return d
}

// SetPixels gives a way to ask the system, not the terminal, how many pixels
// the window has, as WindowPixels does; 0 means that it does not know. It is
// asked whenever the size of the window in cells is fed.
func (d *Detector) SetPixels(f func() (w, h int)) { d.pixels = f }

// SetBytes sets how much may be sent for one picture; 0 means what suits the
// line.
func (d *Detector) SetBytes(n int) { d.bytes = n }

// Force makes Mode answer m, whatever EnvMode says; ModeAuto takes that back.
func (d *Detector) Force(m Mode) { d.setting = m }

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
		q += graphics + sixelQueries
	}
	return q + ansi.WindowOp(14) + ansi.WindowOp(16) + ansi.RequestPrimaryDeviceAttributes
}

// showsUnknownStrings tells of terminals that print a query they do not know.
func (d *Detector) showsUnknownStrings() bool {
	return d.env["TERM_PROGRAM"] == "Apple_Terminal" || d.screen()
}

// screen tells whether GNU screen is between the program and the terminal.
func (d *Detector) screen() bool {
	return d.env["STY"] != "" || strings.HasPrefix(d.env["TERM"], "screen") && !d.tmux
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
		if d.pixels != nil {
			if w, h := d.pixels(); w > 0 && h > 0 {
				d.window, d.cell = uv.Size{Width: w, Height: h}, CellSize{}
			}
		}
	case tea.ColorProfileMsg:
		d.profile = msg.Profile
	case uv.UnknownCsiEvent:
		d.sixelAnswer(string(msg))
	case uv.PrimaryDeviceAttributesEvent:
		d.done, d.sixel = true, slices.Contains(msg, sixelAttribute)
	default:
		return false
	}
	return d.Mode() != mode || d.Terminal() != terminal
}

// sixelAttribute says in DA1 that a terminal draws sixels.
const sixelAttribute = 4

// sixelAnswer reads the answers to sixelQueries.
func (d *Detector) sixelAnswer(s string) {
	var item, status, a, b int
	if n, _ := fmt.Sscanf(s, "\x1b[?%d;%d;%d;%dS", &item, &status, &a, &b); n < 3 || status != 0 {
		return
	}
	switch {
	case item == 1 && a >= 2:
		d.registers = min(a, maxRegisters)
	case item == 2 && d.window.Width == 0:
		d.window = uv.Size{Width: a, Height: b}
	}
}

func (d *Detector) named(s string) {
	s = clean.Short(s, 60)
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
	t := Terminal{Cell: d.cell, Tmux: d.tmux, Registers: d.registers, Bytes: d.bytes}
	if t.Cell.Width == 0 && d.cells.Width > 0 && d.cells.Height > 0 {
		t.Cell = CellSize{Width: d.window.Width / d.cells.Width, Height: d.window.Height / d.cells.Height}
	}
	t.StandIn, _ = d.drawsCells()
	if t.Bytes == 0 && d.Remote() {
		t.Bytes = RemoteBytes
	}
	if d.profile != colorprofile.Unknown && d.profile < colorprofile.TrueColor {
		t.Colors = Colors256
	}
	if d.profile == colorprofile.ANSI {
		t.Colors = Colors16
	}
	return t
}

// Remote tells whether the terminal is on another computer.
func (d *Detector) Remote() bool {
	return d.env["SSH_CONNECTION"] != "" || d.env["SSH_TTY"] != "" || d.env["SSH_CLIENT"] != ""
}

// Mode returns how to draw pictures, as far as is known by now.
func (d *Detector) Mode() Mode { m, _ := d.decide(); return m }

// Printing returns how to draw a picture that is printed once, as ordinary
// output, and whether that is Options.Direct.
func (d *Detector) Printing() (m Mode, direct bool) {
	m = d.Mode()
	// More terminals show a picture where the cursor is than know placeholders.
	if d.graphics && !d.tmux && (m == ModeKitty || !m.pixels() && d.free()) {
		return ModeKitty, !drawsPlaceholders(d.version)
	}
	return m, false
}

// free tells whether nothing but the terminal itself says how to draw.
func (d *Detector) free() bool {
	return d.setting == ModeAuto && d.wished == ModeAuto && !d.colourless()
}

// Why returns half a sentence that says why Mode answers as it does, for the
// doctor: "half blocks: …".
func (d *Detector) Why() string { _, why := d.decide(); return why }

// Sixel tells whether the terminal says that it draws sixels.
func (d *Detector) Sixel() bool { return d.sixel }

func (d *Detector) decide() (Mode, string) {
	forced := d.setting
	if forced == ModeAuto {
		forced = d.wished
	}
	if forced.Cells() && (d.profile == colorprofile.Unknown || d.profile > colorprofile.ASCII) {
		return forced, "chosen by a setting"
	}
	if d.colourless() {
		return ModeNone, "the terminal shows no colours, or NO_COLOR is set"
	}
	// A kitty picture is told from others by a colour that fewer would mix up.
	few := d.profile != colorprofile.Unknown && d.profile < colorprofile.ANSI256
	can := func(m Mode) bool { return m != ModeAuto && (m != ModeKitty || !few) }
	if can(forced) {
		return forced, "chosen by a setting"
	}
	if mode, why := d.drawsPixels(); can(mode) {
		return mode, why
	}
	return d.drawsCells()
}

// drawsCells returns the finest characters that can be trusted.
func (d *Detector) drawsCells() (Mode, string) {
	switch {
	case drawsSextants(d.version):
		return ModeSextant, d.version + " draws sextants itself"
	case d.version == "" && !d.tmux && !d.screen() && d.sextantsByEnvironment():
		return ModeSextant, "the environment names a terminal that draws sextants itself"
	case d.tmux:
		return ModeHalf, "tmux hides what the terminal around it can draw"
	case d.screen():
		return ModeHalf, "screen hides what the terminal around it can draw"
	}
	return ModeHalf, "half blocks are in every font, and nothing better is known of this terminal"
}

// drawsPixels returns how the terminal draws the pixels of pictures, ModeAuto
// if it does not, or cannot be trusted to.
func (d *Detector) drawsPixels() (Mode, string) {
	cell := d.Terminal().Cell
	switch {
	case d.graphics && drawsPlaceholders(d.version):
		return ModeKitty, d.version + " draws pictures through placeholders"
	case d.tmux || d.screen():
		// Its answers are not those of the terminal around it.
	case d.takesFiles():
		return ModeITerm2, d.name() + " draws pictures sent as files"
	case d.sixel && cell != (CellSize{}) && cell == cell.orDefault():
		return ModeSixel, d.name() + " says that it draws sixels"
	}
	return ModeAuto, ""
}

// name is how the terminal is called in a sentence.
func (d *Detector) name() string {
	if d.version != "" {
		return d.version
	}
	return "the terminal"
}

func (d *Detector) colourless() bool {
	if d.profile != colorprofile.Unknown {
		return d.profile <= colorprofile.ASCII
	}
	return d.env["NO_COLOR"] != "" || d.env["TERM"] == "dumb"
}
