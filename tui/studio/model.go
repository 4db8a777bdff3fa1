package studio

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/leaving"
	"imagine-tui/tui/studio/listing"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/progress"
	"imagine-tui/tui/studio/recovery"
	"imagine-tui/tui/studio/runs"
	"imagine-tui/tui/studio/send"
	"imagine-tui/tui/studio/sets"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/studio/unsent"
	"imagine-tui/tui/widget/theme"
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
	waiting action.Waiting // for the second key of a pair

	compose    *compose.Flow
	send       *send.Flow
	unsent     *unsent.Flow
	runs       *runs.Flow
	edit       *edit.Flow
	keep       *keep.Flow
	sets       *sets.Flow
	recovery   *recovery.Flow
	external   *external.Flow
	overview   *overview.Flow
	comparison *comparison.Flow
	show       *show.Flow
	appearance *appearance.Flow
	accounts   *accounts.Flow
	progress   *progress.Flow
	leaving    *leaving.Flow
	listing    *listing.Flow

	undo      flow.Undo
	steps     *steps
	tips      *tips
	stateFile *stateFile

	display *display.Display
	tick    ticker

	rand *rand.Rand
}

func newModel(ctx context.Context, o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	ctx, cancel := context.WithCancel(ctx)
	st := theme.New(o.Config.Background != "light")
	acts, _ := action.New(o.Keymap) // what is wrong with it is among the notices
	known, now := gallery.New(), &clock{o.Now}
	m := &Model{
		o: o, ctx: ctx, cancel: cancel, clock: now, st: st, acts: acts,
		dialogs: &dialogs{acts: acts, clock: now}, notices: &notices{clock: now}, tips: &tips{}, stateFile: stateIn(o.StateDir),
		gallery: known, panes: newPanes(st, acts, known, o.Size),
		rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), // #nosec G404 -- seeds of pictures, not secrets
	}
	before := display.Options{
		Out: o.Out, Environ: o.Environ, Setting: o.Config.Graphics, Bytes: o.Config.PictureBytes, Background: st.Checker[:],
	}
	if o.StateDir != "" {
		before.Thumbs = filepath.Join(o.StateDir, "thumbs")
	}
	m.display = display.New(before)
	m.screens = &screens{notices: m.notices, w: o.Size[0], h: o.Size[1], uncovered: m.panes.arrange}
	m.panes.arranged = m.screens.fitAll
	m.fillPanes()
	m.restore()
	m.compose.Settled()
	m.panes.arrange()
	m.PlanChanged()
	return m
}

// fillPanes gives every pane what the catalogue, the key store and the
// configuration say.
func (m *Model) fillPanes() {
	m.steps = &steps{undo: &m.undo, notices: m.notices, gallery: m.gallery, results: m.panes.results}
	m.startFlows()
	m.compose.Preset(presetOf(m.o.Defaults))
	m.bind()
	m.panes.results.SetEmpty(m.emptyWords())
	for _, n := range m.o.Notices {
		m.notices.Warn(n)
	}
}

// Init starts what the studio listens to. Nothing here waits for the
// terminal: the first frame is drawn before any answer.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.progress.Listen(), m.display.Ask(), tea.RequestBackgroundColor, m.afterFirstFrame())
}

// firstFrame is how long the first frame has the computer to itself, before
// earlier results are read.
const firstFrame = 50 * time.Millisecond

// firstFrameMsg says that the first frame was drawn.
type firstFrameMsg struct{}

// afterFirstFrame waits until the first frame was drawn.
func (m *Model) afterFirstFrame() tea.Cmd {
	return tea.Tick(firstFrame, func(time.Time) tea.Msg { return firstFrameMsg{} })
}

// readEarlier reads what earlier sessions left.
func (m *Model) readEarlier() tea.Cmd {
	return tea.Batch(m.listing.Start(), m.progress.ReadSpent(), tea.Sequence(m.recovery.Find(), m.unsent.Offer()), m.compose.ReadLists(), m.sets.Load())
}

// stop ends every command that still reads or draws.
func (m *Model) stop() { m.cancel() }

// Update routes a message: to the dialog on top if it takes keys, to what
// works everywhere, to the focused pane.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var better tea.Cmd
	if m.display.Feed(msg) {
		better = m.redraw()
	}
	cmd := m.route(msg)
	return m, tea.Batch(better, cmd, m.tick.keep(m.overview.Moving() || m.runs.Moving() || m.show.Moving()), m.send.Want(), m.overview.Want())
}

func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.panes.setSize(msg.Width, msg.Height)
		m.screens.setSize(msg.Width, msg.Height)
		m.PlanChanged()
		return m.show.Refresh()
	case tea.KeyPressMsg:
		return m.keyPress(msg)
	case tea.PasteMsg:
		return m.paste(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.ResumeMsg:
		return tea.ClearScreen
	case tickMsg:
		return m.onTick()
	case noticeEndMsg:
		m.notices.end(msg)
		return nil
	case firstFrameMsg:
		return m.readEarlier()
	case stateDueMsg:
		return m.stateFile.due(msg, m.state())
	case answeredMsg:
		return m.dialogs.answer(msg)
	}
	if handled, cmd := m.flowMessage(msg); handled {
		return cmd
	}
	if handled, cmd := m.paneMessage(msg); handled {
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
	if !ok {
		m.compose.Begin(presetOf(m.o.Defaults))
		return
	}
	m.compose.Restore(s.Kept)
	m.sets.Mark(s.Sets)
	m.recovery.SetAnnounced(s.Told)
	m.tips.done = s.Tips
	m.panes.results.SetGridSize(s.Cells)
	m.panes.results.SetGrid(s.Grid)
}

// state is what is to be remembered.
func (m *Model) state() state {
	return state{
		Kept: m.compose.Kept(), Sets: m.sets.Names(), Told: m.recovery.Announced(), Tips: m.tips.done,
		Grid: m.panes.results.Grid(), Cells: m.panes.results.GridSize(),
	}
}
