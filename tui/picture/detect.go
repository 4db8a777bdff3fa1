package picture

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/api/clean"
	"imagine-tui/tui/terminal"
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
	setting Mode // ModeAuto if there is none
	wished  Mode // by the environment
	env     map[string]string
	profile colorprofile.Profile // Unknown until told
	chosen  bool                 // by the person: nothing else counts

	evidence terminal.Evidence
	row      terminal.Match // what answers
	around   terminal.Match // what draws: the terminal around tmux, else row
	outer    string         // what the terminal around tmux calls itself
	asked    asked

	graphics  bool // it answered that it knows the kitty protocol
	registers int  // colours of a sixel picture, 0 while unknown
	bytes     int  // set by SetBytes
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
	d.evidence.Getenv = func(name string) string { return d.env[name] }
	d.look()
	return d
}

// look finds the rows of the table that what is known points to.
func (d *Detector) look() {
	d.row = terminal.Find(d.evidence)
	d.around = d.row
	if d.row.Quirks.Between {
		d.around = terminal.Find(terminal.Evidence{Version: d.outer})
	}
}

// SetPixels gives a way to ask the system, not the terminal, how many pixels
// the window has, as WindowPixels does; 0 means that it does not know. It is
// asked whenever the size of the window in cells is fed.
func (d *Detector) SetPixels(f func() (w, h int)) { d.pixels = f }

// SetBytes sets how much may be sent for one picture; 0 means what suits the
// line.
func (d *Detector) SetBytes(n int) { d.bytes = n }

// SetOwner gives the name of the process that began the session.
func (d *Detector) SetOwner(name string) {
	d.evidence.Owner = name
	d.look()
}

// Getenv returns a variable of the environment.
func (d *Detector) Getenv(name string) string { return d.env[name] }

// Force makes Mode answer m, whatever EnvMode says; ModeAuto takes that back.
func (d *Detector) Force(m Mode) { d.setting = m }

// Row returns the row of the table that applies.
func (d *Detector) Row() terminal.Match { return d.row }

// Feed takes any message of the program and tells whether it changed what Mode,
// Terminal or Row answer.
func (d *Detector) Feed(msg any) (changed bool) {
	mode, is, row, profile := d.Mode(), d.Terminal(), d.row, d.Profile()
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		d.named(msg.Name)
	case uv.TerminalVersionEvent:
		d.named(msg.Name)
	case uv.SecondaryDeviceAttributesEvent:
		d.evidence.Secondary = slices.Clone(msg)
	case uv.PrimaryDeviceAttributesEvent:
		d.evidence.Answered, d.evidence.Primary = true, slices.Clone(msg)
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
		d.told(msg.Profile)
	case uv.UnknownCsiEvent:
		d.sixelAnswer(string(msg))
	default:
		return false
	}
	d.look()
	return d.Mode() != mode || d.Terminal() != is || d.row.Brand != row.Brand || d.row.Sure != row.Sure || d.Profile() != profile
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

// named takes the name that a terminal gives itself. What stands between says
// its own first, and passes on that of the terminal around it.
func (d *Detector) named(s string) {
	s = clean.Short(s, 60)
	first := terminal.Find(terminal.Evidence{Version: s})
	if d.row.Quirks.Between && !first.Quirks.Between {
		d.outer = s
		return
	}
	d.evidence.Version = s
}

// Around takes the name of the terminal around tmux, as tmux knows it.
func (d *Detector) Around(name string) (changed bool) {
	mode, row := d.Mode(), d.around.Brand
	if d.row.Quirks.Between && d.outer == "" {
		d.outer = clean.Short(name, 60)
		d.look()
	}
	return d.Mode() != mode || d.around.Brand != row
}

// Done tells whether the terminal has answered all it will. Inside tmux
// answers from around it can still follow.
func (d *Detector) Done() bool { return d.evidence.Answered }

// Name returns what the terminal calls itself, cleaned; "" while unknown.
func (d *Detector) Name() string {
	if d.row.Quirks.Between {
		return d.outer
	}
	return d.evidence.Version
}

// tmux tells whether what is meant for the terminal itself goes through tmux.
func (d *Detector) tmux() bool { return d.row.Name == "tmux" }

// Terminal returns what renderers must know of the terminal.
func (d *Detector) Terminal() Terminal {
	t := Terminal{Cell: d.cell, Tmux: d.tmux(), Registers: d.registers, Bytes: d.bytes}
	if t.Cell.Width == 0 && d.cells.Width > 0 && d.cells.Height > 0 {
		t.Cell = CellSize{Width: d.window.Width / d.cells.Width, Height: d.window.Height / d.cells.Height}
	}
	t.StandIn, _ = d.drawsCells()
	if t.Bytes == 0 && d.Remote() {
		t.Bytes = RemoteBytes
	}
	if p := d.Profile(); p != colorprofile.Unknown && p < colorprofile.TrueColor {
		t.Colors = Colors256
		if p == colorprofile.ANSI {
			t.Colors = Colors16
		}
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
	if d.graphics && !d.row.Quirks.Between && (m == ModeKitty || !m.pixels() && d.free()) {
		return ModeKitty, !d.placeholders()
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
func (d *Detector) Sixel() bool { return slices.Contains(d.evidence.Primary, sixelAttribute) }

func (d *Detector) decide() (Mode, string) {
	forced := d.setting
	if forced == ModeAuto {
		forced = d.wished
	}
	profile := d.Profile()
	if forced.Cells() && (profile == colorprofile.Unknown || profile > colorprofile.ASCII) {
		return forced, "set in the config"
	}
	if d.colourless() {
		return ModeNone, "the terminal shows no colours, or NO_COLOR is set"
	}
	// A kitty picture is told from others by a colour that fewer would mix up.
	few := profile != colorprofile.Unknown && profile < colorprofile.ANSI256
	can := func(m Mode) bool { return m != ModeAuto && (m != ModeKitty || !few) }
	if can(forced) {
		return forced, "set in the config"
	}
	if mode, why := d.drawsPixels(); can(mode) {
		return mode, why
	}
	return d.drawsCells()
}

// drawsCells returns the finest characters that can be trusted.
func (d *Detector) drawsCells() (Mode, string) {
	switch {
	case d.around.Pictures.Sextants.In(d.around.Version):
		return ModeSextant, d.called() + " draws sextants itself"
	case d.row.Quirks.Between:
		return ModeHalf, d.row.Name + " hides what the terminal around it can draw"
	case d.row.Known():
		return ModeHalf, "every font has half blocks, and nothing better is known of " + d.called()
	}
	return ModeHalf, "every font has half blocks, and nothing better is known of this terminal"
}

// placeholders tells whether the terminal draws kitty's placeholders. That it
// answers the question is not enough: some do, and show boxes.
func (d *Detector) placeholders() bool {
	return d.graphics && d.around.Sure && d.around.Pictures.Placeholders.In(d.around.Version)
}

// drawsPixels returns how the terminal draws the pixels of pictures, ModeAuto
// if it does not, or cannot be trusted to.
func (d *Detector) drawsPixels() (Mode, string) {
	cell := d.Terminal().Cell
	switch {
	case d.placeholders():
		return ModeKitty, d.called() + " draws pictures through placeholders"
	case d.row.Quirks.Between:
		// Its answers are not those of the terminal around it.
	case d.takesFiles():
		return ModeITerm2, d.called() + " draws pictures sent as files"
	case d.Sixel() && d.row.Pictures.Sixel.In(d.row.Version) && cell != (CellSize{}) && cell == cell.orDefault():
		return ModeSixel, d.called() + " says that it draws sixels"
	}
	return ModeAuto, ""
}

// takesFiles tells whether a terminal draws pictures sent the way iTerm2 made
// up. What only its surroundings say counts when it has answered nothing else.
func (d *Detector) takesFiles() bool {
	p := d.row.Pictures
	return (d.row.Sure || d.Done()) && p.Files.In(d.row.Version) && (!p.FilesBySixel || d.Sixel())
}

// called is how the terminal is called in a sentence.
func (d *Detector) called() string {
	switch {
	case d.Name() != "":
		return d.Name()
	case d.around.Known():
		return terminal.Called(d.around.Name, d.around.Version)
	}
	return "the terminal"
}

func (d *Detector) colourless() bool {
	if p := d.Profile(); p != colorprofile.Unknown {
		return p <= colorprofile.ASCII
	}
	return d.env["NO_COLOR"] != "" || d.env["TERM"] == "dumb"
}
