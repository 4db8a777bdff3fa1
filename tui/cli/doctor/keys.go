package doctor

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/tui/app"
)

// reachWithin bounds each question of the doctor to something outside.
const reachWithin = 10 * time.Second

func (d *examination) keys(ctx context.Context) {
	store, err := d.Setup.OpenKeys(d.settings, false)
	if err != nil {
		d.say("WRONG", "keys", "%s", api.Explain(err))
		return
	}
	for _, problem := range store.Problems() {
		d.say("WRONG", "keys", "%s", api.Explain(problem))
	}
	asked := map[string]bool{}
	for _, k := range store.List() {
		if k.Doubt != "" {
			d.say("note", "key", "%s: %s. It works as before; %s keys rename, or the config, gives it another name", k.Name, k.Doubt, app.Name)
		}
		if k.Free() {
			d.say("ok", "key", "%s: offline and free, always works", k.Name)
			continue
		}
		d.key(ctx, store, k)
		if origin := api.Origin(k.BaseURL); !asked[origin] {
			asked[origin] = true
			d.reach(ctx, k)
		}
	}
	if len(asked) == 0 {
		d.say("note", "network", "only the sandbox, which needs no network; %s keys add NAME saves a key", app.Name)
	}
}

// key tells whether the secret of a key can be had. Helper commands may ask
// the person something, so they are left alone.
func (d *examination) key(ctx context.Context, store *key.Store, k key.Key) {
	if k.Source.Kind == key.KindCommand {
		d.say("note", "key", "%s: from a helper command, which was not run; %s keys check %s does", k.Name, app.Name, k.Name)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reachWithin)
	defer cancel()
	secret, err := store.Secret(ctx, k.Name)
	switch {
	case err != nil:
		d.say("WRONG", "key", "%s: %s", k.Name, api.Explain(err))
	case k.State.Health == key.OK || k.State.Health == key.Unused:
		d.say("ok", "key", "%s %s: %s, %s", k.Name, secret.Tail(), k.Source, k.State.Health)
	default:
		d.say("WRONG", "key", "%s %s: %s when last used; %s keys check %s asks again", k.Name, secret.Tail(), k.State.Health, app.Name, k.Name)
	}
}

// reach tells whether an API answers at all. No key goes along: any answer
// will do.
func (d *examination) reach(ctx context.Context, k key.Key) {
	address, err := api.CheckBaseURL(k.BaseURL)
	if err != nil {
		d.say("WRONG", "network", "%s", api.Explain(err))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reachWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		d.say("WRONG", "network", "%s", api.Explain(err))
		return
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if k.CAFile != "" {
		pool, err := app.LoadCAFile(k.CAFile)
		if err != nil {
			d.say("WRONG", "network", "%s", api.Explain(err))
			return
		}
		trusting := api.TransportTrusting(pool)
		defer trusting.CloseIdleConnections()
		client.Transport = trusting
	}
	answer, err := client.Do(request)
	if err != nil {
		var inner *url.Error
		if errors.As(err, &inner) {
			err = inner.Err
		}
		d.say("WRONG", "network", "cannot reach %s: %v", address.Host, err)
		return
	}
	_ = answer.Body.Close() // nobody reads it
	d.say("ok", "network", "%s answers", address.Host)
}
