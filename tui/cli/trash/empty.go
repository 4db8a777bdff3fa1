package trash

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"imagine-tui/api/budget"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/cli/exit"
)

// emptiedEvent is a trash that was emptied, in JSON.
type emptiedEvent struct {
	Event   string `json:"event"`
	Results int    `json:"results"`
	Bytes   int64  `json:"bytes"`
}

func empty(ctx context.Context, o *Options) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, err := library.Trashed()
	if err != nil {
		return err
	}
	if len(found) == 0 {
		o.Console.Say("The trash is empty.")
		return nil
	}
	if err := o.confirm(ctx, found); err != nil {
		return err
	}
	gone, err := library.EmptyTrash(ctx)
	o.Console.Say("%s removed for good, %s.", gone.Results, wording.Bytes(gone.Bytes))
	if o.JSON {
		err = errors.Join(err, o.Console.JSON(emptiedEvent{"emptied", gone.Results.Len(), gone.Bytes}))
	}
	return err
}

// confirm asks before pictures are removed for good.
func (o *Options) confirm(ctx context.Context, found []history.Trashed) error {
	if o.Yes {
		return nil
	}
	size, paid := int64(0), budget.Sum{}
	for _, one := range found {
		if info, err := os.Stat(one.Path); err == nil {
			size += info.Size()
		}
		if s := one.Sidecar; s.Tokens != nil && !s.Sandbox {
			paid.Add(*s.Tokens, true)
		} else if !s.Sandbox && s.Request.Operation != "" {
			paid.Add(0, false)
		}
	}
	what := fmt.Sprintf("%s, %s", wording.MadeOf(found, func(t history.Trashed) bool { return t.IsVideo() }), wording.Bytes(size))
	switch {
	case paid.Tokens > 0:
		what += ", made for " + paid.Words()
	case paid.Unpriced > 0:
		what += ", made at an unknown price"
	}
	if !o.Console.Attended() {
		return exit.Misusef("%s would be removed for good, and there is nobody to ask. Nothing was removed; --yes removes without asking", what)
	}
	answer, err := o.Console.Ask(ctx, "%s: this cannot be undone.\nType yes and press enter to remove: ", what)
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != "yes" {
		return exit.Misusef("the answer was not yes, so nothing was removed")
	}
	return nil
}
