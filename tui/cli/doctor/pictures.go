package doctor

import (
	"context"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/inorder"
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
		{left.Complete, "picture", " complete but not in place"},
		{left.Rendering, "video", " being made"},
		{left.Unknown, "request", " with no answer"},
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
		d.say("note", "journal", "%s: %s recover resolves them", strings.Join(parts, ", "), app.Name)
	default:
		d.say("ok", "journal", "nothing was left unfinished")
	}
}

// checked is a result and what is known of it after its file was read.
type checked struct {
	entry history.Entry
	found history.Soundness
}

// pictures compares every saved picture with its recipe. Nothing is mended:
// a file that differs may have been edited on purpose.
func (d *examination) pictures(ctx context.Context) error {
	library, err := d.Setup.OpenLibrary(d.settings, "")
	if err != nil {
		return err
	}
	var sound, unproved wording.Made
	odd, done := 0, 0
	progress, all := d.Console.Progress(), library.Count()
	defer progress.End()
	results := func(yield func(history.Entry) bool) { err = library.Load(ctx, 0, yield) }
	for one := range inorder.Map(ctx, inorder.Cores(), results, func(e history.Entry) checked { return checked{e, history.Check(ctx, e)} }) {
		done++
		progress.Count(done, max(all, done), "picture")
		switch {
		case one.found.Problem != "":
			odd++
			progress.Clear()
			d.say("WRONG", "picture", "%s: %s", one.entry.Path, one.found.Problem)
		case one.found.Unproved:
			unproved.Add(one.entry.IsVideo())
		default:
			sound.Add(one.entry.IsVideo())
		}
	}
	progress.Clear()
	if err != nil {
		return err
	}
	if unproved.Len() > 0 {
		d.say("note", "check", "%s complete, but with no hash in the recipe to compare with", unproved)
	}
	switch {
	case odd > 0:
		d.say("note", "check", "%s as saved, %d to check; nothing was changed", sound, odd)
	case sound.Len() > 0 || unproved.Len() == 0:
		d.say("ok", "check", "%s, each as it was saved", sound)
	}
	d.strays(library)
	return ctx.Err()
}

// fewPaths is how many paths of a kind are told.
const fewPaths = 5

// strays tells what else lies in the library.
func (d *examination) strays(library *history.Library) {
	found, err := library.Strays()
	if err != nil {
		d.say("WRONG", "library", "%s", api.Explain(err))
	}
	for _, kind := range []struct {
		paths []string
		words string
	}{
		{found.Parts, "was never finished; the studio removes it when it is a day old"},
		{found.Others, "is not a result; it is left alone"},
	} {
		for i, path := range kind.paths {
			if i == fewPaths {
				d.say("note", "library", "and %d more like it", len(kind.paths)-i)
				break
			}
			d.say("note", "library", "%s %s", path, kind.words)
		}
	}
	if found.Trash > 0 {
		d.say("note", "trash", "%s, %s: %s trash lists and empties it", wording.Count(found.Trash, "result"), wording.Bytes(found.TrashBytes), app.Name)
	}
}
