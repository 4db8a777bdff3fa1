package keys

import (
	"context"
	"errors"

	"imagine-tui/api/key"
	"imagine-tui/tui/cli/exit"
)

func use(o *Options, name string) error {
	_, store, err := o.open()
	if err != nil {
		return err
	}
	if err := store.Use(name); err != nil {
		return notAKey(err)
	}
	o.Console.Say("Key in use: %s.", name)
	return o.changedNamed(store, name, "used")
}

func rename(o *Options, old, name string) error {
	_, store, err := o.open()
	if err != nil {
		return err
	}
	if err := store.Rename(old, name); err != nil {
		return notAKey(err)
	}
	o.Console.Say("Key %s is now called %s. Pictures made with it keep the old name.", old, name)
	return o.changedNamed(store, name, "renamed")
}

func remove(ctx context.Context, o *Options, name string) error {
	_, store, err := o.open()
	if err != nil {
		return err
	}
	removed, _ := store.Get(name)
	if err := store.Remove(ctx, name); err != nil {
		return notAKey(err)
	}
	o.Console.Say("Key %s and its secret are removed. Its pictures stay.", name)
	return o.changed(store, removed, "removed")
}

// notAKey makes errors about the name usage errors.
func notAKey(err error) error {
	if errors.Is(err, key.ErrUnknown) || errors.Is(err, key.ErrExists) {
		return exit.Misuse(err)
	}
	return err
}
