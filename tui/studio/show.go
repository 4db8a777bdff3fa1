package studio

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
)

// shownPicture is what the preview shows or waits for.
type shownPicture struct {
	row    string // id of the row the preview is about
	key    picture.Key
	seq    int // number of the newest request; older answers are dropped
	cancel context.CancelFunc
	images []int // terminal image ids in use, to be freed

	sidecar history.Sidecar // of the picture shown, zero until read
	problem string
}

// pictureMsg carries a finished preview, or why there is none.
type pictureMsg struct {
	seq      int
	key      picture.Key
	rendered picture.Rendered
	entry    history.Entry
	err      error
}

// transmittedMsg says that a picture's bytes were sent to the terminal, so
// that its cells may be painted now: painted earlier they would stay blank.
type transmittedMsg struct{ pictureMsg }

// redraw draws all pictures again: the terminal does better or worse than was
// thought, or its background is another.
func (m *Model) redraw() tea.Cmd {
	m.shown.key = picture.Key{}
	m.overview.DropPictures()
	m.comparison.DropPictures()
	return m.refreshPreview()
}

// pictured returns the frame, in which the terminal may draw the picture over
// its cells; where something lies over the picture it is drawn in cells.
func (m *Model) pictured() []string {
	m.preview.ShowCells(m.dialogs.top() != nil || m.accounts.Listed())
	lines, whole := m.display.Place(m.frame(), m.preview.Graphic())
	if whole {
		return lines
	}
	m.preview.ShowCells(true)
	return m.frame()
}

// ListChanged shows what is selected now, and looks up anew what of the plan is
// saved: results came or went.
func (m *Model) ListChanged() tea.Cmd {
	m.send.Changed()
	return m.refreshPreview()
}

// refreshPreview makes the preview say what the selected row is. Nothing is
// read or decoded here: that happens in the command it returns.
func (m *Model) refreshPreview() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		m.shown.row = ""
		m.preview.Clear()
		return nil
	}
	if m.shown.row != row.ID {
		m.pace.move(m.clock.Now())
		if before, ok := m.gallery.Row(m.shown.row); ok && before.State == gallery.Saved {
			m.lookedAt = before.ID
		}
		m.shown.row, m.shown.sidecar, m.shown.problem = row.ID, history.Sidecar{}, ""
		if row.New && row.State == gallery.Saved {
			m.gallery.Seen(row.ID)
		}
	}
	if row.State != gallery.Saved {
		m.stopLoading()
		m.shown.key = picture.Key{}
		m.previewRun(row)
		return nil
	}
	hidden := len(m.screens) > 0 || m.lay.panes[panePreview].w == 0
	if hidden && !m.OnScreen(fullScreen) {
		return m.readDetails(row)
	}
	cols, rows := m.preview.Room()
	if cols < 1 || rows < 1 {
		return nil
	}
	return m.loadPicture(row, cols, rows)
}

// previewRun says in the preview where an unfinished run stands.
func (m *Model) previewRun(row gallery.Row) {
	if row.State.Moving() || row.State == gallery.Waiting || row.State == gallery.Held {
		m.preview.Wait(row.Standing())
		return
	}
	m.preview.Say(m.runs.Trouble(row)...)
}

func (m *Model) loadPicture(row gallery.Row, cols, rows int) tea.Cmd {
	key := picture.Key{Path: row.Path, Cols: cols, Rows: rows, Mode: m.display.Mode(), Zoom: m.preview.Zoom()}
	if key == m.shown.key {
		return nil
	}
	m.stopLoading()
	ctx, cancel := context.WithCancel(m.ctx)
	m.shown.key, m.shown.cancel = key, cancel
	seq, cache, library := m.shown.seq, m.display.Cache(), m.o.Library
	// A saved picture never changes, so its drawing needs no look at the disk.
	if r, seen := cache.Get(key); seen && r.Transmit == "" {
		m.preview.ShowPicture(r)
		cancel()
		return tea.Batch(m.readDetails(row), m.prepare())
	}
	m.preview.Wait("…")
	wait := m.pace.wait()
	return func() tea.Msg {
		defer cancel()
		if !pause(ctx, wait) {
			return nil
		}
		msg := pictureMsg{seq: seq, key: key}
		msg.entry, _ = library.Entry(key.Path)
		msg.rendered, msg.err = cache.Load(ctx, key)
		msg.err = gallery.Gone(key.Path, msg.err)
		return msg
	}
}

// stopLoading gives up the picture on its way to the preview, and those
// prepared beside it.
func (m *Model) stopLoading() {
	m.pace.stop()
	if m.shown.cancel != nil {
		m.shown.cancel()
	}
	m.shown.seq++ // what is done already comes too late
}

// readDetails reads what the details pane shows where no picture is drawn.
func (m *Model) readDetails(row gallery.Row) tea.Cmd {
	if m.o.Library == nil {
		return nil
	}
	library, id, path := m.o.Library, row.ID, row.Path
	return later(func() func(*Model) tea.Cmd {
		entry, err := library.Entry(path)
		return func(m *Model) tea.Cmd {
			if err == nil && m.shown.row == id {
				m.shown.sidecar, m.shown.problem = entry.Sidecar, entry.Problem
			}
			return nil
		}
	})
}

func (m *Model) onPicture(msg pictureMsg) tea.Cmd {
	if msg.seq != m.shown.seq || errors.Is(msg.err, context.Canceled) {
		return nil
	}
	m.shown.sidecar, m.shown.problem = msg.entry.Sidecar, msg.entry.Problem
	if msg.err != nil {
		m.preview.Say(sentence(msg.err), "", m.WithKeys("{result.open} opens the file."))
		return nil
	}
	if msg.rendered.Transmit != "" {
		return tea.Sequence(tea.Raw(msg.rendered.Transmit), func() tea.Msg { return transmittedMsg{msg} })
	}
	m.showPicture(msg)
	return m.prepare()
}

func (m *Model) onTransmitted(msg transmittedMsg) tea.Cmd {
	id := msg.rendered.ImageID
	m.shown.images = append(slices.DeleteFunc(m.shown.images, func(x int) bool { return x == id }), id)
	if msg.seq != m.shown.seq {
		return nil
	}
	m.showPicture(msg.pictureMsg)
	return tea.Batch(m.freeImages(4), m.prepare())
}

func (m *Model) showPicture(msg pictureMsg) { m.preview.ShowPicture(msg.rendered) }

// freeImages takes all but the newest keep pictures out of the terminal's memory.
func (m *Model) freeImages(keep int) tea.Cmd {
	if len(m.shown.images) <= keep {
		return nil
	}
	old := m.shown.images[:len(m.shown.images)-keep]
	m.shown.images = m.shown.images[len(m.shown.images)-keep:]
	if keep == 0 {
		return tea.Raw(m.display.Cache().ForgetAll())
	}
	return tea.Raw(m.display.Cache().Forget(old...))
}

// ticker is the one clock of the studio: it runs while something moves in
// view, and not at all otherwise.
type ticker struct {
	running bool
	frame   int
	away    bool // the terminal says it has not the focus
}

type tickMsg struct{}

const tickEvery = 100 * time.Millisecond

// keepTicking starts the clock when something in view changes with time.
func (m *Model) keepTicking() tea.Cmd {
	if m.tick.running || !m.moving() {
		return nil
	}
	m.tick.running = true
	return tea.Tick(tickEvery, func(time.Time) tea.Msg { return tickMsg{} })
}

func (m *Model) moving() bool {
	if m.overview.Moving() || m.runs.Moving() {
		return true
	}
	if m.results.MovingInView() {
		return true
	}
	row, ok := m.results.Selected()
	return ok && row.State.Moving()
}

// onTick turns the spinner, counts down what waits, and shows the elapsed
// time of the selected run.
func (m *Model) onTick(tickMsg) tea.Cmd {
	m.tick.running = false
	m.tick.frame++
	m.results.SetFrame(m.tick.frame)
	m.overview.Tick(m.tick.frame)
	m.runs.Tick(m.tick.frame)
	m.timeLeftWords = m.timeLeft()
	selected, _ := m.results.Selected()
	for _, id := range m.results.MovingIDs() {
		r, followed := m.gallery.Run(id)
		if !followed || (r.State != queue.StateRetrying && r.Job == "" && id != selected.ID) {
			continue
		}
		m.gallery.Tick(id, m.clock.Now(), id == selected.ID)
		if id == selected.ID {
			selected, _ = m.gallery.Row(id)
			m.previewRun(selected)
		}
	}
	return nil
}
