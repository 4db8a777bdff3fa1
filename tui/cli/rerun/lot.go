package rerun

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/inorder"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/selection"
)

// lot is what is made again with one key.
type lot struct {
	order  *order.Order
	report *order.Report
	of     []made // of each item of the order's plan
}

// made is what is known of a picture that is to be made again, when that is done.
type made struct {
	file, path string
	sum        string // of the picture as it came
	video      bool
}

// name is what a lot is called when something is wrong with all of it.
func (l *lot) name() string {
	if len(l.of) == 1 {
		return l.of[0].file
	}
	return fmt.Sprintf("%s with key %s", wording.Count(len(l.of), "picture"), clean.Line(l.order.Key.Name))
}

// unsettled is how many of how many were sent before and never answered.
func unsettled(lots []*lot) (n, of int) {
	for _, l := range lots {
		n, of = n+l.order.Unsettled(), of+len(l.of)
	}
	return n, of
}

// recipe is how a picture was made.
type recipe struct {
	made

	old history.Sidecar
	err error
}

// prepare reads the recipes, prices what can be made again, key by key, and tells of
// the rest; worst is the exit status that means.
func (o *Options) prepare(ctx context.Context, files []string, sent func() *order.Order) (lots []*lot, worst int, err error) {
	byKey := map[string]*lot{}
	library := sent().Engine.Library
	progress, done := o.Console.Progress(), 0
	defer progress.End()
	for r := range inorder.Map(ctx, inorder.Cores(), slices.Values(files), func(file string) recipe { return read(library, file) }) {
		if r.err == nil {
			r.err = o.add(byKey, &lots, r, sent)
		}
		if r.err != nil {
			progress.Clear()
			status := o.tell(r.file, r.err)
			if status == exit.Usage {
				return nil, status, nil
			}
			worst = exit.Worse(worst, status)
		}
		done++
		progress.Count(done, len(files), "recipe")
	}
	progress.Clear()
	for _, l := range lots {
		if err := errors.Join(ctx.Err(), l.order.Price(ctx)); err != nil {
			return nil, worst, err
		}
		l.report = order.NewReport(l.order)
	}
	return lots, worst, ctx.Err()
}

// read reads the recipe of a picture.
func read(library *history.Library, file string) recipe {
	path, err := filepath.Abs(file)
	r := recipe{made: made{file: file, path: path}, err: err}
	if err != nil {
		return r
	}
	var found bool
	r.old, found, err = selection.Recipe(library, path)
	switch {
	case err != nil:
		r.err = err
	case !found:
		r.err = errors.New("it has no recipe, so it cannot be made again")
	case r.old.Foreign != nil:
		r.err = fmt.Errorf("its recipe comes from another program (%s) and has no style of this service: load it in the studio, or use its prompt with generate", r.old.Foreign.Program)
	}
	r.sum, r.video = r.old.SHA256, r.old.Request.Operation.MakesVideo()
	return r
}

// add puts a picture into the lot of its key.
func (o *Options) add(byKey map[string]*lot, lots *[]*lot, r recipe, sent func() *order.Order) error {
	name, err := o.keyOf(r.old)
	if err != nil {
		return exit.Misuse(err)
	}
	l := byKey[name]
	if l == nil {
		l = &lot{order: sent()}
		if _, there := l.order.Engine.Keys.Get(name); !there && o.Key == "" {
			return exit.Misusef("its key %s is not here: choose another with --key", clean.Line(name))
		}
		if err := l.order.Choose(name, ""); err != nil {
			return exit.Misuse(err)
		}
	}
	r.old.Request = l.order.Engine.Library.Located(r.old.Request)
	item, err := again(r.old)
	if err != nil {
		return err
	}
	if byKey[name] == nil {
		byKey[name], *lots = l, append(*lots, l)
	}
	l.of = append(l.of, r.made)
	l.order.Plan.Items, l.order.Parents = append(l.order.Plan.Items, item), append(l.order.Parents, r.old.Parent)
	return nil
}

// keyOf is the key that is named, else that of the recipe. Never another one is
// taken instead: it might cost, and would paint something else.
func (o *Options) keyOf(old history.Sidecar) (string, error) {
	switch {
	case o.Key != "":
		return o.Key, nil
	case old.Key != "":
		return old.Key, nil
	case old.Sandbox:
		return key.SandboxName, nil
	}
	return "", errors.New("its recipe names no key: choose one with --key")
}

// again is what makes a picture once more.
func again(old history.Sidecar) (plan.Item, error) {
	request := old.Request
	if err := request.Validate(); err != nil {
		return plan.Item{}, err
	}
	if err := request.CheckFiles(); err != nil {
		return plan.Item{}, fmt.Errorf("its source is gone: %w", err)
	}
	item := plan.Item{Request: request, Template: old.Template}
	item.Tokens, item.Priced = api.Price(request.Operation, request.Style)
	return item, nil
}
