package recover

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/event"
)

// entryEvent is one entry of the journal, in JSON.
type entryEvent struct {
	Event   string        `json:"event"` // recovered, unknown, rendering, failed or forgotten
	ID      string        `json:"id"`    // as --drop takes it
	State   string        `json:"state"`
	Request event.Request `json:"request"`
	Key     string        `json:"key"`
	Time    time.Time     `json:"time"`
	event.Path
	Job     string `json:"job,omitempty"`
	Problem string `json:"problem,omitempty"`
	// Complete says of what is unknown that the whole picture is here, and only
	// its place is missing. Kept is the file with what arrived.
	Complete   bool   `json:"complete,omitempty"`
	Kept       string `json:"kept,omitempty"`
	KeptBase64 string `json:"kept_base64,omitempty"` // as path_base64
}

// eventOf describes an entry. Of what is complete, programs have always been told
// as unknown.
func eventOf(e history.Recovered) entryEvent {
	told := entryEvent{
		Event: e.Event, ID: clean.Line(e.ID), State: string(e.State), Request: event.RequestOf(e.Request), Key: clean.Line(e.Key), Time: e.Time,
		Path: event.PathOf(e.Path), Job: clean.Line(e.Job), Kept: e.Kept, KeptBase64: event.Bytes(e.Kept), Problem: clean.Line(e.Problem),
	}
	if e.Event == history.EventComplete {
		told.Event, told.Complete = history.EventUnknown, true
	}
	return told
}

func (o *Options) tell(entries []history.Recovered) error {
	unknown, rendering := 0, 0
	var complete wording.Made
	for _, e := range entries {
		switch e.Event {
		case history.EventUnknown:
			unknown++
		case history.EventRendering:
			rendering++
		case history.EventComplete:
			complete.Add(e.Request.Operation.MakesVideo())
		}
		var err error
		if o.JSON {
			err = o.Console.JSON(eventOf(e))
		} else {
			_, err = fmt.Fprintln(o.Console.Out, line(e))
		}
		if err != nil {
			return err
		}
	}
	if len(entries) == 0 {
		o.Console.Say("Nothing was left unfinished.")
	}
	if complete.Len() > 0 {
		o.Console.Say("%s complete but not in place yet. %s recover saves it once there is room, recover --out FOLDER saves it elsewhere, at no cost.", complete, app.Name)
	}
	if rendering > 0 {
		o.Console.Say("%s requested and not here yet. %s recover checks again, at no cost.", wording.Count(rendering, "video"), app.Name)
	}
	if unknown > 0 {
		o.Console.Say("%s sent and never answered: may have been charged. The same command with --unknown send sends again, and may pay twice.", wording.Count(unknown, "request"))
	}
	return nil
}

// line is one entry for people: what, when, with which key, of which
// request, and where its bytes are.
func line(e history.Recovered) string {
	where := e.Path
	if where == "" {
		where = e.Kept
	}
	if where == "" {
		where = e.Job
	}
	if e.Problem != "" {
		where = wording.Paragraph(where, "("+e.Problem+")")
	}
	seed := "no seed"
	if e.Request.Seed > 0 {
		seed = fmt.Sprintf("seed %d", e.Request.Seed)
	}
	return strings.Join([]string{
		e.Event, e.Time.Local().Format("2006-01-02 15:04:05"), clean.Line(e.Key), cmp.Or(clean.Line(e.Request.Style), string(e.Request.Operation)),
		seed, clean.Short(e.Request.Prompt, 60), clean.Line(where), clean.Line(e.ID),
	}, "\t")
}
