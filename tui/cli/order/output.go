package order

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// Stdout is standard output as a place for a result.
const Stdout = "-"

// output is where results go beside the library: to files that a person named, by
// the hash of the request, or to standard output.
type output struct {
	paths  map[string]string
	stdout bool
}

// Aim says where results go beside the library: a path, which for several requests
// holds placeholders, or Stdout for one. What is there already is a request's own
// result, or keeps the plan from being sent. It comes after Choose, before Price.
func (o *Order) Aim(ctx context.Context, to string) error {
	if to == Stdout {
		return o.aimAtStdout()
	}
	paths := map[string]string{}
	by := map[string]int{}
	width := len(strconv.Itoa(len(o.Plan.Items)))
	for i, item := range o.Plan.Items {
		name, unknown := history.NameOf(to, item.Request, fmt.Sprintf("%0*d", width, i+1))
		if unknown != "" {
			return exit.Misusef("--output %s: %w", clean.Line(to), noPlaceholder(unknown))
		}
		path, err := app.ExpandHome(name)
		if err != nil {
			return exit.Misuse(err)
		}
		if _, taken := by[path]; taken {
			return exit.Misusef("--output %s: %s would go there: {hash}, {seed}, {style} or {n} in the name tells them apart", clean.Line(to), wording.Count(len(o.Plan.Items), "picture"))
		}
		by[path], paths[item.Request.Hash()] = i, path
	}
	o.output = output{paths: paths}
	for path, i := range by {
		saved, own, err := o.vacant(ctx, path, o.Account.Origin, o.Plan.Items[i].Request)
		if err != nil {
			return exit.Misusef("--output %s: %w", clean.Line(path), err)
		}
		if own {
			if o.delivered == nil {
				o.delivered = map[int]queue.Saved{}
			}
			o.delivered[i] = saved
		}
	}
	return nil
}

func noPlaceholder(name string) error {
	return fmt.Errorf("nothing is known of %s: use {hash}, {seed}, {style}, {n}, {prompt}, {slug}, {ratio} or {operation}", clean.Line(name))
}

func (o *Order) aimAtStdout() error {
	switch {
	case o.JSON:
		return exit.Misusef("-o - writes the picture to standard output, where --json writes events: use one of them, or --output FILE")
	case console.IsTerminal(o.Console.Out):
		return exit.Misusef("-o - would write the picture to the terminal: redirect it with | or >")
	case o.size() != 1:
		return exit.Misusef("-o - writes one picture, and this plan has %d: give one prompt, one style and one seed", o.size())
	}
	o.output = output{stdout: true}
	return nil
}

// vacant looks at the place that is meant for the picture of a request. own says that
// it is there already.
func (o *Order) vacant(ctx context.Context, path, origin string, r api.Request) (saved queue.Saved, own bool, err error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		folder := filepath.Dir(path)
		if into, err := os.Stat(folder); err != nil || !into.IsDir() {
			return saved, false, fmt.Errorf("there is no folder %s: create it first", clean.Line(folder))
		}
		return saved, false, nil
	case err != nil:
		return saved, false, errors.New(app.Reason(err))
	case info.IsDir():
		return saved, false, errors.New("that is a folder: name a file, or use --out for a library folder")
	}
	if saved, own = history.Delivered(ctx, o.Engine.Library, path, origin, r); own && !o.Again {
		return saved, true, nil
	}
	return saved, false, errors.New("another file is there, and nothing is ever overwritten: move it, or choose another name")
}

// deliver puts a result where else it was asked for, and returns that place: "" for
// none and for standard output.
func (o *Order) deliver(ctx context.Context, run queue.Run) (string, error) {
	if o.output.stdout {
		data, err := os.ReadFile(run.Saved.Path)
		if err == nil {
			_, err = o.Console.Out.Write(data)
		}
		return "", err
	}
	path := o.output.paths[run.Item.Request.Hash()]
	if path == "" || path == run.Saved.Path {
		return path, nil
	}
	err := history.Deliver(ctx, run.Saved.Path, path)
	if errors.Is(err, fs.ErrExist) {
		if _, own := history.Delivered(ctx, o.Engine.Library, path, o.Account.Origin, run.Item.Request); own {
			return path, nil
		}
	}
	return path, err
}
