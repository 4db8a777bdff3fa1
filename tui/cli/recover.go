package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// recoveredEvent is one entry of the journal, in JSON.
type recoveredEvent struct {
	Event   string      `json:"event"` // recovered, unknown, rendering or failed
	ID      string      `json:"id"`    // as --drop takes it
	State   string      `json:"state"`
	Request requestJSON `json:"request"`
	Key     string      `json:"key"`
	Time    time.Time   `json:"time"`
	Path    string      `json:"path,omitempty"`
	Job     string      `json:"job,omitempty"`
	Problem string      `json:"problem,omitempty"`
}

func (a *program) recoverCommand() *cobra.Command {
	var asJSON bool
	var out string
	var drop []string
	command := &cobra.Command{
		Use:   "recover",
		Short: "Settle what an interrupted run left unfinished",
		Long: `Finish what costs nothing: pictures that had arrived and were not saved, and
videos that are ready now at the service. List the rest: videos that are still
being made, and requests that were sent and never answered. Those may have been
charged, so they are never sent again by themselves; --drop forgets one for
good, by the id at the end of its line.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.setup.Settings()
			if err != nil {
				return err
			}
			library, err := a.setup.OpenLibrary(s, "")
			if err != nil {
				return err
			}
			if len(drop) > 0 {
				return a.dropUnknown(c.Context(), library, drop)
			}
			var options []history.RecoverOption
			if out != "" {
				folder, err := app.ExpandHome(out)
				if err != nil {
					return usageError(err)
				}
				options = append(options, history.Into(folder))
			}
			entries, err := history.Recover(c.Context(), library, options...)
			if err == nil {
				err = a.recoverVideos(c.Context(), s, library, entries, options)
			}
			return errors.Join(a.tellRecovered(entries, asJSON), err)
		},
	}
	command.Flags().StringVarP(&out, "out", "o", "", "save into this `folder` instead of the one that was meant")
	command.Flags().StringArrayVar(&drop, "drop", nil, "forget the request with this `ID`, and what arrived of it; may be repeated")
	command.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return command
}

// dropUnknown forgets requests without an answer, which the person named one by
// one. Others are left alone: what can still be finished is not thrown away.
func (a *program) dropUnknown(ctx context.Context, library *history.Library, ids []string) error {
	var errs []error
	for _, id := range ids {
		found, err := history.Recover(ctx, library, history.Only(id))
		switch {
		case err != nil:
			errs = append(errs, err)
		case len(found) == 0:
			errs = append(errs, fmt.Errorf("there is nothing unfinished with the id %s: %s recover lists what there is", clean.Line(id), app.Name))
		case found[0].Event == history.EventRecovered:
			a.say("%s was finished instead: %s", clean.Line(id), clean.Line(found[0].Path))
		case found[0].Event != history.EventUnknown:
			errs = append(errs, fmt.Errorf("%s is a video that is still being made: %s video delete takes it away", clean.Line(id), app.Name))
		default:
			if err := library.Forget(id); err != nil {
				errs = append(errs, err)
				continue
			}
			a.say("%s is forgotten.", clean.Line(id))
		}
	}
	return errors.Join(errs...)
}

// recoverVideos asks once for each video that was ordered, and saves those that
// are ready. Their entries are changed to say what became of them.
func (a *program) recoverVideos(ctx context.Context, s app.Settings, library *history.Library, entries []history.Recovered, options []history.RecoverOption) (err error) {
	unfinished, err := library.Unfinished(options...)
	if err != nil || len(unfinished) == 0 {
		return err
	}
	e, err := a.setup.OpenEngine(ctx, s, app.EngineOptions{Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	a.sayProblems(e.Keys)
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
		return sentence(run.Err)
	}
	return ""
}

func (a *program) tellRecovered(entries []history.Recovered, asJSON bool) error {
	unknown, rendering := 0, 0
	for _, e := range entries {
		switch e.Event {
		case history.EventUnknown:
			unknown++
		case history.EventRendering:
			rendering++
		}
		var err error
		if asJSON {
			err = writeJSON(a.stdout, recoveredEvent{
				Event: e.Event, ID: clean.Line(e.ID), State: string(e.State), Request: requestOf(e.Request), Key: clean.Line(e.Key), Time: e.Time, Path: clean.Line(e.Path),
				Job: clean.Line(e.Job), Problem: clean.Line(e.Problem),
			})
		} else {
			_, err = fmt.Fprintln(a.stdout, recoveredLine(e))
		}
		if err != nil {
			return err
		}
	}
	if len(entries) == 0 {
		a.say("Nothing was left unfinished.")
	}
	if rendering > 0 {
		a.say("%s ordered and not here yet. %s recover asks again, at no cost.", wording.Count(rendering, "video"), app.Name)
	}
	if unknown > 0 {
		a.say("%s sent and never answered: may have been charged. The same generate command sends again, and may pay twice.", wording.Count(unknown, "request"))
	}
	return nil
}

// recoveredLine is one entry for people: what, when, with which key, of which
// request, and where its bytes are.
func recoveredLine(e history.Recovered) string {
	where := e.Path
	if where == "" {
		where = e.Kept
	}
	if where == "" {
		where = e.Job
	}
	if e.Problem != "" {
		where = join(where, "("+e.Problem+")")
	}
	seed := "no seed"
	if e.Request.Seed > 0 {
		seed = fmt.Sprintf("seed %d", e.Request.Seed)
	}
	return strings.Join([]string{
		e.Event, e.Time.Local().Format("2006-01-02 15:04:05"), clean.Line(e.Key), orNone(clean.Line(e.Request.Style), string(e.Request.Operation)),
		seed, clean.Width(e.Request.Prompt, 60), clean.Line(where), clean.Line(e.ID),
	}, "\t")
}
