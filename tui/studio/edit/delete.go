package edit

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// videoFoundMsg is what the recipe of a saved video says of where it was made.
type videoFoundMsg struct {
	row         gallery.Row
	job, origin string
	err         error
}

// AskDeleteVideo asks before a video is deleted at the service, which is for
// good. The file here stays.
func (f *Flow) AskDeleteVideo(row gallery.Row) tea.Cmd {
	if !gallery.IsVideo(row.Operation) {
		return f.host.Say("Select a video first: only videos stay on the service.")
	}
	run, _ := f.o.Queue.Run(row.ID)
	switch {
	case row.State == gallery.Saved:
	case run.Job == "":
		return f.host.Say("The service has no video for this one.")
	case row.State.Moving():
		return f.host.Say(f.host.WithKeys("It is still being made: {result.drop} stops waiting for it, then {video.delete} deletes it from the service."))
	default:
		return f.confirmDelete(row, run.Job, "")
	}
	library := f.o.Library
	return func() tea.Msg {
		e, err := library.Entry(row.Path)
		return videoFoundMsg{row, e.Sidecar.Job, e.Sidecar.Origin, err}
	}
}

func (f *Flow) videoFound(msg videoFoundMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return f.problem(msg.err)
	case msg.job == "":
		return f.host.Say("This video's recipe lacks the service's ID for it, so it cannot be deleted there.")
	}
	return f.confirmDelete(msg.row, msg.job, msg.origin)
}

func (f *Flow) confirmDelete(row gallery.Row, job, origin string) tea.Cmd {
	lines := []string{
		fmt.Sprintf("The service deletes video %s for good.", clean.Short(job, 40)), "",
		"Type delete to go on.",
	}
	if row.Path != "" {
		lines[1] = "The file here, " + gallery.FileName(row.Path) + ", stays."
		lines = append(lines[:2], "", lines[2])
	}
	answers := flow.Answers{Yes: func() tea.Cmd { return f.deleteVideo(row, job, origin) }}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, "Delete the video from the service?", lines, "delete"), answers)
}

// videoDeletedMsg says whether the service deleted a video.
type videoDeletedMsg struct{ err error }

// deleteVideo asks the service that made the video; origin is where that is,
// "" for a video of this session.
func (f *Flow) deleteVideo(row gallery.Row, job, origin string) tea.Cmd {
	account, err := f.o.Account(row.Key)
	if err == nil && origin != "" && account.Origin != origin {
		err = fmt.Errorf("key %s is for a different address than the one that made this video", row.Key)
	}
	if err != nil {
		return f.problem(err)
	}
	ctx, q, library := f.o.Context, f.o.Queue, f.o.Library
	return tea.Batch(f.host.Say("Deleting it from the service…"), func() tea.Msg {
		err := q.DeleteVideo(ctx, account, job)
		if err == nil && row.Path != "" {
			err = library.ForgetVideo(context.WithoutCancel(ctx), job) // its description says so from now on
		}
		return videoDeletedMsg{err}
	})
}

func (f *Flow) videoDeleted(msg videoDeletedMsg) tea.Cmd {
	var refused *api.Error
	switch {
	case errors.As(msg.err, &refused):
		return f.host.Warn(wording.Problem(msg.err) + " " + refused.Remedy())
	case msg.err != nil:
		return f.problem(msg.err)
	}
	return f.host.Say("Deleted from the service.")
}
