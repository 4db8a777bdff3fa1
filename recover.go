package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
)

// recoveredEvent is one entry of the journal, in JSON.
type recoveredEvent struct {
	Event   string      `json:"event"` // recovered, unknown or rendering
	State   string      `json:"state"`
	Request requestJSON `json:"request"`
	Key     string      `json:"key"`
	Time    time.Time   `json:"time"`
	Path    string      `json:"path,omitempty"`
}

func (a *app) recoverCommand() *cobra.Command {
	var asJSON bool
	var out string
	command := &cobra.Command{
		Use:   "recover",
		Short: "Settle what an interrupted run left unfinished",
		Long: `Finish what costs nothing: pictures that had arrived and were not saved. List the
rest: requests that were sent and never answered may have been charged, so they
are never sent again by themselves.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.config()
			if err != nil {
				return err
			}
			library, err := a.openLibrary(s, "")
			if err != nil {
				return err
			}
			var options []history.RecoverOption
			if out != "" {
				folder, err := expandHome(out)
				if err != nil {
					return usageError(err)
				}
				options = append(options, history.Into(folder))
			}
			entries, err := history.Recover(c.Context(), library, options...)
			return errors.Join(a.tellRecovered(entries, asJSON), err)
		},
	}
	command.Flags().StringVarP(&out, "out", "o", "", "save into this `folder` instead of the one that was meant")
	command.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return command
}

func (a *app) tellRecovered(entries []history.Recovered, asJSON bool) error {
	unknown := 0
	for _, e := range entries {
		if e.Event == history.EventUnknown {
			unknown++
		}
		var err error
		if asJSON {
			err = writeJSON(a.stdout, recoveredEvent{
				Event: e.Event, State: string(e.State), Request: requestOf(e.Request), Key: clean.Line(e.Key), Time: e.Time, Path: clean.Line(e.Path),
			})
		} else {
			_, err = fmt.Fprintln(a.stdout, recoveredLine(e))
		}
		if err != nil {
			return err
		}
	}
	switch {
	case len(entries) == 0:
		a.say("Nothing was left unfinished.")
	case unknown > 0:
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
	if e.Problem != "" {
		where = join(where, "("+e.Problem+")")
	}
	return strings.Join([]string{
		e.Event, e.Time.Local().Format("2006-01-02 15:04:05"), clean.Line(e.Key), orNone(clean.Line(e.Request.Style), string(e.Request.Operation)),
		fmt.Sprintf("seed %d", e.Request.Seed), clean.Width(e.Request.Prompt, 60), clean.Line(where),
	}, "\t")
}
