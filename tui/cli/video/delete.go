package video

import (
	"context"
	"fmt"

	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

func remove(ctx context.Context, o *Options, id string) error {
	return o.with(ctx, id, func(e *app.Engine, known history.Video, a queue.Account) error {
		if err := o.mayDelete(ctx, known); err != nil {
			return err
		}
		if err := e.Queue.DeleteVideo(ctx, a, id); err != nil {
			return exit.Refused(err)
		}
		event := o.event("deleted", known)
		event.State = videoDeleted
		if err := o.tell(event); err != nil {
			return err
		}
		return e.Library.ForgetVideo(ctx, id)
	})
}

// mayDelete asks, since there is no way back.
func (o *Options) mayDelete(ctx context.Context, known history.Video) error {
	if o.Yes {
		return nil
	}
	what := fmt.Sprintf("Deleting the video %s from the service is permanent. It is not saved here.", clean.Line(known.Job))
	if known.Path != "" {
		what = fmt.Sprintf("Deleting the video %s from the service is permanent. The copy saved here stays.", clean.Line(known.Job))
	}
	if !o.Console.Attended() {
		return exit.Misusef("%s There is nobody to ask, so nothing was deleted; --yes deletes without asking", what)
	}
	answer, err := o.Console.Ask(ctx, "%s\nType delete and press enter to continue: ", what)
	if err != nil {
		return err
	}
	if answer != "delete" {
		return exit.Misusef("the answer was not delete, so nothing was deleted")
	}
	return nil
}
