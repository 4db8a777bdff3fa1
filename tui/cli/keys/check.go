package keys

import (
	"context"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// checkWithin bounds one call that asks whether a key works.
const checkWithin = 30 * time.Second

func check(ctx context.Context, o *Options, name string) error {
	_, store, err := o.open()
	if err != nil {
		return err
	}
	k, ok := store.Get(name)
	if !ok {
		return exit.Misusef("there is no key %q; %s keys lists them", name, app.Name)
	}
	if k.Free() {
		o.Console.Say("The sandbox always works: it paints on this computer.")
		return o.changed(store, k, "checked")
	}
	return o.checkAndTell(ctx, store, k)
}

// checkAndTell asks the API about a key, keeps what it said, and tells.
func (o *Options) checkAndTell(ctx context.Context, store *key.Store, k key.Key) error {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	secret, err := store.Secret(ctx, k.Name)
	if err != nil {
		return err
	}
	client, err := app.NewClient(k, secret)
	if err != nil {
		return exit.Misuse(err)
	}
	err = client.CheckKey(ctx)
	if state, said := api.KeyState(err, time.Now()); said {
		o.keepState(store, k.Name, state)
	}
	if err != nil {
		return exit.Refused(err)
	}
	o.Console.Say("Key %s %s works. Nothing was charged.", k.Name, secret.Tail())
	return o.changedNamed(store, k.Name, "checked")
}

func (o *Options) keepState(store *key.Store, name string, state key.State) {
	if err := store.SetState(name, state); err != nil {
		o.Console.Tell(err)
	}
}
