package doctor

import (
	"context"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// unfinished tells what earlier runs left in the journal, or others in the
// library's claims.
func (d *examination) unfinished() {
	library, err := d.Setup.OpenLibrary(d.settings, "")
	var left history.Left
	if err == nil {
		left, err = library.Left()
	}
	var parts []string
	for _, kind := range []struct {
		n    int
		noun string
		is   string
	}{
		{left.Complete, "picture", " complete and not in its place"},
		{left.Rendering, "video", " being made"},
		{left.Unknown, "request", " without an answer"},
		{left.Over, "record", " of what is over"},
	} {
		if kind.n > 0 {
			parts = append(parts, wording.Count(kind.n, kind.noun)+kind.is)
		}
	}
	switch {
	case err != nil:
		d.say("WRONG", "journal", "%s", api.Explain(err))
	case len(parts) > 0:
		d.say("note", "journal", "%s: %s recover settles them", strings.Join(parts, ", "), app.Name)
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
			problem = compare(ctx, e)
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
func compare(ctx context.Context, e history.Entry) string {
	hash, err := history.FileHash(ctx, e.Path)
	if err != nil {
		return app.Reason(err)
	}
	if want := e.Sidecar.FileSHA256; want != "" && want != hash {
		return "the file was changed after it was saved"
	}
	return ""
}
