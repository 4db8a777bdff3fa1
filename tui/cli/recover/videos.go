package recover

import (
	"context"
	"errors"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// videos asks once for each video that was ordered, and saves those that
// are ready. Their entries are changed to say what became of them.
func (o *Options) videos(ctx context.Context, s app.Settings, library *history.Library, entries []history.Recovered, options []history.RecoverOption) (err error) {
	unfinished, err := library.Unfinished(options...)
	if err != nil || len(unfinished) == 0 {
		return err
	}
	e, err := o.Setup.OpenEngine(ctx, s, app.EngineOptions{Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	o.Console.Tell(e.Keys.Problems()...)
	_, runs := e.Queue.Resume(unfinished, e.Account, queue.ResumeOptions{Once: true})
	ids := map[string]string{} // of runs, to those of the journal
	for i, run := range runs {
		ids[run.ID] = unfinished[i].ID
	}
	stop := ctx.Done()
	for len(ids) > 0 {
		select {
		case event := <-e.Queue.Events():
			run := event.Run
			if entry := ids[run.ID]; entry != "" && run.State.Ended() {
				delete(ids, run.ID)
				settled(entries, entry, run)
			}
		case <-stop:
			stop = nil
			e.Queue.CancelAll()
		}
	}
	return nil
}

// eventFailed says that the service gave a video up.
const eventFailed = "failed"

// settled notes what became of a video.
func settled(entries []history.Recovered, id string, run queue.Run) {
	for i := range entries {
		e := &entries[i]
		if e.ID != id {
			continue
		}
		switch run.State {
		case queue.StateSaved:
			e.Event, e.Path, e.Kept, e.Problem = history.EventRecovered, run.Saved.Path, "", ""
		case queue.StateFailed:
			e.Event, e.Problem = eventFailed, clean.Line(failure(run))
		default:
			e.Event, e.Problem = history.EventRendering, clean.Line(failure(run))
		}
	}
}

// failure says why a run ended without a result.
func failure(run queue.Run) string {
	switch {
	case run.LocalErr != nil:
		return clean.Scrub(run.LocalErr.Error())
	case run.Err != nil:
		return api.Explain(run.Err)
	}
	return ""
}
