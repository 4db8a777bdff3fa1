package doctor

import (
	"context"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/journal"
	"imagine-tui/tui/app"
)

// unfinished tells what earlier runs left in the journal.
func (d *examination) unfinished() {
	found, err := journal.In(d.Setup.Places.StateDir).Scan()
	left := 0
	for _, f := range found {
		if f.Class != journal.Live {
			left++
		}
	}
	switch {
	case err != nil:
		d.say("WRONG", "journal", "%s", api.Explain(err))
	case left > 0:
		d.say("note", "journal", "%s left unfinished: %s recover settles them", wording.Count(left, "request"), app.Name)
	default:
		d.say("ok", "journal", "nothing was left unfinished")
	}
}

// pictures compares every saved picture with its recipe. Nothing is mended:
// a file that differs may have been edited on purpose.
func (d *examination) pictures(ctx context.Context) error {
	library, err := d.Setup.OpenLibrary(d.settings, "")
	if err != nil {
		return err
	}
	sound, odd := 0, 0
	err = library.Load(ctx, 0, func(e history.Entry) bool {
		problem := e.Problem
		if problem == "" {
			problem = compare(e)
		}
		if problem == "" {
			sound++
		} else {
			odd++
			d.say("WRONG", "picture", "%s: %s", e.Path, problem)
		}
		return ctx.Err() == nil
	})
	if err != nil {
		return err
	}
	if odd == 0 {
		d.say("ok", "check", "%s, each as it was saved", wording.Count(sound, "picture"))
	} else {
		d.say("note", "check", "%s as saved, %d to look at; nothing was changed", wording.Count(sound, "picture"), odd)
	}
	return ctx.Err()
}

// compare says what is wrong with a saved picture, "" for nothing.
func compare(e history.Entry) string {
	hash, err := history.FileHash(e.Path)
	if err != nil {
		return app.Reason(err)
	}
	if want := e.Sidecar.FileSHA256; want != "" && want != hash {
		return "the file was changed after it was saved"
	}
	return ""
}
