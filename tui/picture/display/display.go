// Package display is the terminal as far as pictures go: how it can draw them,
// how the person wants them drawn, and what was drawn for it so far. It belongs
// to the update loop; what it hands out may be used anywhere.
package display

import (
	"context"
	"image/color"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/cells/ruler"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/player"
	"imagine-tui/tui/terminal"
	"imagine-tui/tui/terminal/letters"
	"imagine-tui/tui/terminal/outlet"
)

// cacheBytes is how much memory drawn pictures may take.
const cacheBytes = 24 << 20

// Options say what a display stands before.
type Options struct {
	Out     io.Writer
	Environ []string
	// Setting is the name of the mode that the person set, "auto" or "" for what
	// the terminal does best.
	Setting string
	// Bytes is how much may be sent for one picture, 0 for what suits the line.
	Bytes int
	// Thumbs is the folder that keeps small pictures, "" for none.
	Thumbs string
	// Stills is the folder of pictures of videos, "" for none.
	Stills string
	// Children is the environment of programs that decode videos; nil for none of
	// them.
	Children func() []string
	// Background are the colours behind transparent parts.
	Background []color.Color
	// Owner is the process that the session belongs to.
	Owner string
	// Spoken says that the screen is heard: nothing is drawn on it, or asked of it.
	Spoken bool
	// Context ends what is asked of other programs.
	Context context.Context
}

// Display is a terminal that pictures are drawn on.
type Display struct {
	ctx      context.Context
	setting  string
	profile  colorprofile.Profile // what the screen is written in
	mode     picture.Mode
	tmux     bool                 // it was asked what it runs in
	ascii    bool                 // the terminal takes no UTF-8, so pictures neither
	spoken   bool                 // the screen is heard
	seen     colorprofile.Profile // what it was written in when it was seen last
	detector *picture.Detector
	cache    *picture.Cache
	overlay  *picture.Overlay
	outlet   *outlet.Outlet // nil where nothing ever keeps a writer waiting
	ruler    *ruler.Ruler   // how wide its characters are
	// around asks tmux what it runs in.
	around func(context.Context) string
}

// New returns a display of which no more is known than the environment says.
func New(o Options) *Display {
	d := &Display{
		ctx: o.Context, setting: o.Setting, profile: colorprofile.TrueColor,
		detector: picture.NewDetector(o.Environ), cache: picture.NewCache(cacheBytes),
	}
	d.around = func(ctx context.Context) string { return terminal.Around(ctx, d.detector.Getenv) }
	out := o.Out
	if _, waits := out.(outlet.Device); waits {
		d.outlet = outlet.New(out)
		out = outlet.Through(out, d.outlet)
	}
	set := terminal.Charset(d.detector.Getenv)
	d.ascii = set != ""
	// Characters that are measured would be controls where the terminal takes no UTF-8.
	d.ruler = ruler.New(out, d.ascii || o.Spoken || d.detector.Queries() == "")
	d.overlay = picture.NewOverlay(d.ruler.Output())
	d.cache.SetBackground(o.Background...)
	d.detector.SetPixels(d.overlay.Pixels)
	d.detector.SetBytes(o.Bytes)
	d.detector.SetOwner(o.Owner)
	d.ruler.Between(d.detector.Row().Quirks.Between) // nobody follows anything yet
	if o.Thumbs != "" {
		d.cache.SetThumbs(picture.NewThumbs(o.Thumbs))
	}
	d.cache.SetStills(o.Stills)
	if o.Children != nil {
		d.cache.SetPoster(poster(player.Find, o.Children, player.Patience))
	}
	d.cache.SetViewer(func(ctx context.Context) string { return terminal.Viewer(ctx, d.detector.Getenv) })
	if d.ascii {
		d.overlay.ASCII(letters.Of(set))
	}
	d.spoken, d.seen = o.Spoken, d.profile
	d.overlay.Spoken(d.spoken)
	d.mode = d.wanted()
	d.overlay.Suit(false, false, d.mode)
	return d
}

func (d *Display) wanted() picture.Mode {
	if d.ascii || d.spoken || d.profile <= colorprofile.ASCII {
		return picture.ModeNone
	}
	if mode, err := picture.ParseMode(d.setting); err == nil {
		d.detector.Force(mode)
	}
	return d.detector.Mode()
}

// Ask asks the terminal what it is. The answers come as messages; nothing waits
// for them.
func (d *Display) Ask() tea.Cmd {
	var ask tea.Cmd
	if q := d.detector.Queries(); q != "" && !d.spoken {
		ask = tea.Raw(q)
	}
	return tea.Batch(ask, d.follow())
}

// aroundMsg is what tmux says of the terminal around it.
type aroundMsg string

// Feed takes any message of the program, and tells whether pictures are to be
// drawn anew: the terminal does better or worse than was thought. more asks what
// is worth asking now, and passes on what was learnt of colours.
func (d *Display) Feed(msg tea.Msg) (anew bool, more tea.Cmd) {
	var learnt bool
	switch msg := msg.(type) {
	case cameBackMsg:
		d.cache.Lost()
		return d.mode == picture.ModeKitty, d.follow()
	case restedMsg:
		return false, d.follow()
	case readyMsg:
		return d.outlet.Missed(), d.follow()
	case tea.WindowSizeMsg:
		d.cache.Shaken()
		learnt = d.detector.Feed(msg)
	case aroundMsg:
		learnt = d.detector.Around(string(msg))
	default:
		learnt = d.detector.Feed(msg)
	}
	profile := d.detector.Profile()
	if told, is := msg.(tea.ColorProfileMsg); is {
		d.profile, learnt = told.Profile, true
	}
	var cmds []tea.Cmd
	if profile != d.profile && profile != colorprofile.Unknown && !d.spoken {
		d.profile = profile
		cmds = append(cmds, func() tea.Msg { return tea.ColorProfileMsg{Profile: profile} })
	}
	cells.Isolate(d.detector.Reorders())
	cells.Drift(d.detector.Drifts())
	cmds = append(cmds, d.ruler.Between(d.detector.Row().Quirks.Between), d.ruler.Feed(msg))
	if q := d.detector.More(); q != "" && !d.spoken {
		cmds = append(cmds, tea.Raw(q))
	}
	if row := d.detector.Row(); row.Sure && row.Name == "tmux" && !d.tmux {
		d.tmux = true
		ctx, around := d.ctx, d.around
		cmds = append(cmds, func() tea.Msg { return aroundMsg(around(ctx)) })
	}
	return learnt && d.update(), tea.Batch(cmds...)
}

// Row is the row of the table of terminals that applies, as far as is known.
func (d *Display) Row() terminal.Match { return d.detector.Row() }

// Taken are the keys that do not arrive in this terminal.
func (d *Display) Taken() []string { return d.detector.Taken() }

// Profile is how many colours there are, as far as is known.
func (d *Display) Profile() colorprofile.Profile { return d.profile }

// update tells whether the terminal, or the mode for it, is another one now.
func (d *Display) update() (anew bool) {
	before := d.mode
	d.mode = d.wanted()
	row := d.detector.Row()
	d.overlay.Suit(row.Quirks.KeepsScreen, d.mode == picture.ModeKitty && !row.Quirks.Between, d.mode)
	if d.mode == before && !d.mode.Cells() && d.cache.Recolour(d.detector.Terminal()) {
		return false
	}
	return d.cache.SetTerminal(d.detector.Terminal()) || d.mode != before
}

// Set draws in the mode of a name from now on. It tells whether pictures are to
// be drawn anew.
func (d *Display) Set(name string) (anew bool, err error) {
	if _, err := picture.ParseMode(name); err != nil {
		return false, err
	}
	d.setting = name
	return d.update(), nil
}

// SetBackground sets the colours behind transparent parts: pictures are to be
// drawn anew then.
func (d *Display) SetBackground(colors ...color.Color) { d.cache.SetBackground(colors...) }

// Mode is how pictures are drawn now.
func (d *Display) Mode() picture.Mode { return d.mode }

// CellMode is how pictures are drawn of which nothing is to be sent but the cells
// themselves.
func (d *Display) CellMode() picture.Mode {
	if d.mode >= picture.ModeKitty {
		return d.detector.CellMode()
	}
	return d.mode
}

// PlainSigns has signs of ASCII written for those of the studio.
func (d *Display) PlainSigns(on bool) { d.overlay.PlainSigns(on) }

// Spoken has the screen heard from now on, or seen. Heard, it has no colours, no
// pictures, and none of the characters that are never said. The command has the
// renderer follow; pictures are to be drawn anew.
func (d *Display) Spoken(on bool) tea.Cmd {
	profile := d.seen
	if on {
		if !d.spoken {
			d.seen = d.profile
		}
		profile = colorprofile.ASCII
	}
	d.spoken, d.profile = on, profile
	d.overlay.Spoken(on)
	d.update()
	return func() tea.Msg { return tea.ColorProfileMsg{Profile: profile} }
}

// Plain tells whether the terminal has no colours.
func (d *Display) Plain() bool { return d.profile <= colorprofile.ASCII }

// Cache holds what was drawn, and draws.
func (d *Display) Cache() *picture.Cache { return d.cache }

// Output is what the program writes to, so that pictures stay in step with the
// cells under them.
func (d *Display) Output() io.Writer { return d.overlay.Output() }

// Place returns the frame to show, in which the terminal may draw pictures over the
// cells.
func (d *Display) Place(frame []string) []string { return d.overlay.Place(frame) }

// Hold keeps a drawing at hand whose lines are shown from here on, until Forget.
func (d *Display) Hold(r picture.Rendered) {
	if r.Graphic != nil {
		d.overlay.Hold(r.ImageID, r.Graphic)
	}
}

// Forget forgets drawings that are shown no more, by their ImageID, and returns the
// bytes that make the terminal forget them.
func (d *Display) Forget(ids ...int) string {
	if len(ids) > 0 {
		d.overlay.Drop(ids...)
	}
	return d.cache.Forget(ids...)
}

// Free is Forget as a command, nil where nothing is to be sent.
func (d *Display) Free(ids ...int) tea.Cmd { return raw(d.Forget(ids...)) }

// FreeAll is ForgetAll as a command.
func (d *Display) FreeAll() tea.Cmd { return raw(d.ForgetAll()) }

func raw(bytes string) tea.Cmd {
	if bytes == "" {
		return nil
	}
	return tea.Raw(bytes)
}

// ForgetAll forgets every drawing.
func (d *Display) ForgetAll() string {
	d.overlay.Drop()
	return d.cache.ForgetAll()
}

// Keeps tells whether pictures that are shown are kept here, and not in the memory
// of the terminal.
func (d *Display) Keeps() bool { return d.mode != picture.ModeKitty }

// Limit is how many bytes may be sent for a second of a film, 0 for any number: on
// slow lines as many as for one picture.
func (d *Display) Limit() int { return d.detector.Terminal().Bytes }

// EndFilm forgets the frames of a film, and returns the bytes that make the
// terminal forget them.
func (d *Display) EndFilm(r *picture.Reel) string {
	d.overlay.Drop(r.IDs()...)
	return r.Forget()
}

// Letters are those that the terminal sends and shows beside ASCII, nil where it
// takes UTF-8 or they are not known.
func (d *Display) Letters() *letters.Table { return letters.Of(terminal.Charset(d.detector.Getenv)) }

// Cell is how many pixels a cell has.
func (d *Display) Cell() (w, h int) {
	cell := d.detector.Terminal().Cell.Known()
	return cell.Width, cell.Height
}

// Pixels is how many pixels so many cells have.
func (d *Display) Pixels(cols, rows int) int {
	cell := d.detector.Terminal().Cell.Known()
	return cols * cell.Width * rows * cell.Height
}
