package studio

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/terminal"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/voice"
)

// Model is the root and the only tea.Model of the studio.
type Model struct {
	o   Options
	ctx context.Context
	// cancel ends the commands that read and draw; the queue is the caller's.
	cancel context.CancelFunc
	clock  *clock

	st   *theme.Styles
	acts *action.Table // what keys mean, and what is done then

	gallery *gallery.Gallery // what is known of every result
	panes   *panes
	screens *screens
	dialogs *dialogs
	notices *notices

	desk     *desk
	flows    *flows
	keyboard *keyboard
	pointer  *pointer
	commands *commands
	frame    *frame

	undo      *flow.Undo
	steps     *steps
	tips      *tips
	stateFile *stateFile

	display *display.Display
	last    lastFrame
	tick    ticker

	spoken *spoken // for who hears the studio

	rand *rand.Rand
}

func newModel(ctx context.Context, o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Hooks == nil {
		o.Hooks = noHooks{}
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	ctx, cancel := context.WithCancel(ctx)
	st := theme.New(!appearance.BeginsLight(o.Config.Background, o.Environ))
	acts, _ := action.New(o.Keymap, Shortcuts(o.Commands)...) // what is wrong with it is among the notices
	known, now := gallery.New(), &clock{o.Now}
	m := &Model{
		o: o, ctx: ctx, cancel: cancel, clock: now, st: st, acts: acts, gallery: known,
		panes: newPanes(st, acts, known, o.Size), dialogs: &dialogs{acts: acts, clock: now}, notices: &notices{clock: now}, tips: &tips{},
		stateFile: stateIn(o.projectDir(), o.StateDir), flows: &flows{}, undo: &flow.Undo{}, display: newDisplay(ctx, o, st),
		rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), // #nosec G404 -- seeds of pictures, not secrets
	}
	m.spoken = &spoken{on: o.Config.ScreenReader, voice: voice.New(now.Now)}
	m.panes.single = m.spoken.on
	m.screens = &screens{notices: m.notices, w: o.Size[0], h: o.Size[1], uncovered: m.panes.arrange}
	m.panes.arranged = m.screens.fitAll
	m.furnish()
	m.acts.Take(m.display.Taken())
	m.startFlows()
	m.commands.bind()
	m.begin()
	return m
}

// newDisplay returns what pictures are drawn for.
func newDisplay(ctx context.Context, o Options, st *theme.Styles) *display.Display {
	before := display.Options{
		Out: o.Out, Environ: o.Environ, Setting: o.Config.Graphics, Bytes: o.Config.PictureBytes, Background: st.Checker[:], Context: ctx,
		Spoken: o.Config.ScreenReader,
	}
	if o.Keys != nil {
		before.Children = func() []string { return o.Keys.CleanEnviron(os.Environ()) }
	}
	if o.Environ != nil {
		before.Owner = terminal.Owner()
	}
	if o.StateDir != "" {
		before.Thumbs, before.Stills = filepath.Join(o.StateDir, "thumbs"), history.StillsIn(o.StateDir)
	}
	return display.New(before)
}

// furnish puts what the person works with together.
func (m *Model) furnish() {
	m.notices.spoken = m.spoken.say
	m.keyboard = &keyboard{spoken: m.spoken, acts: m.acts, panes: m.panes, screens: m.screens, dialogs: m.dialogs, notices: m.notices, flows: m.flows}
	m.pointer = &pointer{panes: m.panes, screens: m.screens, dialogs: m.dialogs}
	m.desk = &desk{
		notices: m.notices, dialogs: m.dialogs, screens: m.screens, tips: m.tips,
		acts: m.acts, gallery: m.gallery, panes: m.panes, keyboard: m.keyboard, flows: m.flows,
	}
	m.steps = &steps{undo: m.undo, notices: m.notices, gallery: m.gallery, results: m.panes.results, look: m.flows.look}
	menus := &menus{st: m.st, acts: m.acts, dialogs: m.dialogs, notices: m.notices, keyboard: m.keyboard}
	m.commands = &commands{
		acts: m.acts, desk: m.desk, flows: m.flows, gallery: m.gallery, panes: m.panes, screens: m.screens, keyboard: m.keyboard,
		menus: menus, steps: m.steps, spoken: m.spoken, queue: m.o.Queue, stateFile: m.stateFile, onwards: m.o.Config.Advance,
	}
	m.desk.resettler = &resettler{m}
	m.desk.settle()
	m.frame = &frame{
		st: m.st, acts: m.acts, gallery: m.gallery, panes: m.panes, screens: m.screens, dialogs: m.dialogs, notices: m.notices,
		tips: m.tips, keyboard: m.keyboard, flows: m.flows, display: m.display,
	}
	m.spoken.frame = m.frame
}

// begin shows what the configuration and the last session say.
func (m *Model) begin() {
	m.flows.compose.Preset(presetOf(m.o.Defaults))
	m.desk.ListedAll()
	for _, n := range m.o.Notices {
		m.notices.Warn(n)
	}
	m.restore()
	m.panes.arrange()
	m.flows.compose.Settled()
}

// Init starts what the studio listens to. Nothing here waits for the
// terminal: the first frame is drawn before any answer.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.flows.listing.Start(), m.flows.progress.Listen(), m.display.Ask(), tea.RequestBackgroundColor, m.afterFirstFrame(), m.listenAside())
}

// firstFrame is how long the first frame has the computer to itself, but for the
// newest results in it, before all else is read.
const firstFrame = 50 * time.Millisecond

// firstFrameMsg says that the first frame was drawn.
type firstFrameMsg struct{}

// afterFirstFrame waits until the first frame was drawn.
func (m *Model) afterFirstFrame() tea.Cmd {
	return tea.Tick(firstFrame, func(time.Time) tea.Msg { return firstFrameMsg{} })
}

// readLastSession reads what sessions before this one left.
func (m *Model) readLastSession() tea.Cmd {
	m.flows.listing.Rest()
	return tea.Batch(m.flows.progress.ReadSpent(), m.flows.progress.Midnight(), tea.Sequence(m.flows.recovery.Find(), m.flows.unsent.Look()), m.flows.compose.ReadLists(), m.flows.sets.Load(), m.flows.finding.Load(), m.flows.reload.Start())
}

// stop ends every command that still reads or draws.
func (m *Model) stop() { m.cancel() }

// Update routes a message: to the dialog on top if it takes keys, to what
// works everywhere, to the focused pane.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.gallery.Trim() // nobody is in the middle of anything
	var better tea.Cmd
	rule := cells.Now()
	anew, more := m.display.Feed(msg)
	if cells.Now() != rule {
		m.panes.repaint()
		m.screens.repaint()
		m.panes.arrange()
		anew = true
	}
	if anew {
		better = m.flows.redraw()
	}
	if m.acts.Take(m.display.Taken()) {
		m.panes.repaint()
		m.screens.repaint()
	}
	cmd := m.route(msg)
	return m, tea.Batch(more, better, cmd, m.flows.reload.Heed(msg), m.panes.fitPrompt(), m.tick.keep(m.pace()), m.flows.send.Want(), m.flows.overview.Want(), m.flows.edit.Want(), m.flows.play.Want(), m.panes.results.Search(), m.spoken.attend())
}

// pace is how fast what is in view changes with time: what is heard does not.
func (m *Model) pace() gallery.Pace {
	if m.spoken.on {
		return gallery.Still
	}
	return m.flows.pace()
}

func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.panes.setSize(msg.Width, msg.Height)
		m.screens.setSize(msg.Width, msg.Height)
		m.desk.PlanChanged()
		return m.flows.show.Refresh()
	case tea.KeyPressMsg:
		return m.keyboard.key(msg)
	case tea.PasteMsg:
		return m.keyboard.paste(msg)
	case tea.MouseMsg:
		return m.pointer.mouse(msg)
	case uv.UnknownEvent:
		return m.notices.unread(msg)
	case tea.ResumeMsg:
		// Whoever had the terminal may have reset it: pictures go again.
		return tea.Batch(tea.ClearScreen, m.flows.redraw())
	case continuedMsg:
		return tea.Sequence(m.flows.play.Halt(), m.flows.external.Again())
	case tickMsg:
		if frame, ok := m.tick.beat(msg); ok {
			m.flows.tick(frame)
		}
		return nil
	case noticeEndMsg:
		m.notices.end(msg)
		return nil
	case asideMsg:
		return tea.Batch(m.notices.Warn(string(msg)), m.listenAside())
	case external.ConfigEditedMsg:
		return m.flows.reload.Look()
	case flow.OutcomeMsg:
		return m.notices.outcome(msg)
	case spokenDueMsg:
		m.spoken.due = false
		return nil
	case firstFrameMsg:
		return m.readLastSession()
	case stateDueMsg:
		return m.stateFile.due(msg, m.state())
	case answeredMsg:
		return m.dialogs.answer(msg)
	}
	if handled, cmd := m.flows.update(msg); handled {
		return cmd
	}
	if handled, cmd := m.commands.heard(msg); handled {
		return cmd
	}
	// Anything else belongs to whoever takes text now: blink and clipboard
	// messages of the text fields.
	if d := m.dialogs.top(); d != nil {
		return d.Update(msg)
	}
	if !m.screens.none() {
		return m.screens.update(msg)
	}
	return m.panes.focused().Update(msg)
}

// presetOf is what the configuration says of new plans.
func presetOf(d app.Defaults) compose.Preset {
	return compose.Preset{Style: d.Style, AspectRatio: d.AspectRatio, Seed: d.Seed}
}

// restore puts back what the last session left, or the sample prompt on the very
// first one.
func (m *Model) restore() {
	s, ok := m.stateFile.read()
	if notice := m.flows.appearance.Begin(s.Chosen); notice != "" {
		m.notices.Warn(notice)
	}
	if !ok {
		m.flows.compose.Begin(presetOf(m.o.Defaults))
		return
	}
	m.flows.compose.Restore(s.Kept)
	m.flows.sets.Mark(s.Sets)
	m.flows.recovery.SetAnnounced(s.Announced)
	m.tips.done = s.Tips
	m.panes.results.SetGridSize(s.Cells)
	m.panes.results.SetGrid(s.Grid)
	m.panes.share(known(s.Layout))
}

// state is what is to be remembered.
func (m *Model) state() state {
	return state{
		Kept: m.flows.compose.Kept(), Sets: m.flows.sets.Names(), Announced: m.flows.recovery.Announced(), Tips: m.tips.done,
		Grid: m.panes.gridElsewhere(), Layout: string(m.panes.scene), Cells: m.panes.results.GridSize(), Chosen: m.flows.appearance.Chosen(),
	}
}
