package studio

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// askDeleteVideo asks before a video is deleted at the service, which is for
// good. The file here stays.
func (m *Model) askDeleteVideo() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || !isVideo(row.Operation) {
		return m.Say("Select a video first: only those stay at the service.")
	}
	job := m.live[row.ID].Job
	switch {
	case row.State == gallery.Saved:
	case job == "":
		return m.Say("The service has no video of this one.")
	case row.State.Moving():
		return m.Say("It is still being asked for: x stops that, then D deletes it at the service.")
	default:
		return m.confirmDelete(row, job, "")
	}
	library, path := m.o.Library, row.Path
	return later(func() func(*Model) tea.Cmd {
		e, err := library.Entry(path)
		return func(m *Model) tea.Cmd {
			switch {
			case err != nil:
				return m.Warn(sentence(err))
			case e.Sidecar.Job == "":
				return m.Say("This video's recipe does not say what the service calls it, so it cannot be deleted there.")
			}
			return m.confirmDelete(row, e.Sidecar.Job, e.Sidecar.Origin)
		}
	})
}

func (m *Model) confirmDelete(row gallery.Row, job, origin string) tea.Cmd {
	lines := []string{
		fmt.Sprintf("The service deletes video %s for good. It cannot be brought back there.", clean.Width(job, 40)), "",
		"Type delete to go on.",
	}
	if row.Path != "" {
		lines[1] = "The file here, " + baseName(row.Path) + ", stays."
		lines = append(lines[:2], "", lines[2])
	}
	answers := flow.Answers{Yes: func() tea.Cmd { return m.deleteVideo(row, job, origin) }}
	return m.Open(dialog.NewConfirm(m.st, "Delete the video at the service?", lines, "delete"), answers)
}

// deleteVideo asks the service that made the video; origin is where that is,
// "" for a video of this session.
func (m *Model) deleteVideo(row gallery.Row, job, origin string) tea.Cmd {
	account, err := m.o.Accounts(row.Key)
	if err == nil && origin != "" && account.Origin != origin {
		err = fmt.Errorf("key %s belongs to another address than the one that made this video", row.Key)
	}
	if err != nil {
		return m.Warn(sentence(err))
	}
	ctx, q := m.ctx, m.o.Queue
	return tea.Batch(m.Say("Asking the service to delete it…"), later(func() func(*Model) tea.Cmd {
		err := q.DeleteVideo(ctx, account, job)
		return func(m *Model) tea.Cmd {
			var refused *api.Error
			switch {
			case errors.As(err, &refused):
				return m.Warn(sentence(err) + " " + refused.Remedy())
			case err != nil:
				return m.Warn(sentence(err))
			}
			return m.Say("Deleted at the service.")
		}
	}))
}
