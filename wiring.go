package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
)

// closeWithin is how long the end of the program waits for work in flight: a
// picture that is arriving is saved, the rest stays in the journal.
const closeWithin = 10 * time.Second

// engine is what studio and commands share: keys, library, queue, and the
// built-in sandbox, which starts when it is first used.
type engine struct {
	ctx     context.Context
	keys    *key.Store
	library *history.Library
	queue   *queue.Queue

	mu      sync.Mutex
	latency sandbox.Latency
	painter *sandbox.Server
}

// openKeys opens the key store of these settings.
func (a *app) openKeys(s settings) (*key.Store, error) {
	return key.Open(key.Options{
		ConfigDir: a.places.ConfigDir, StateDir: a.places.StateDir, Configured: s.Keys, Environ: a.env.lookup,
	})
}

// openLibrary opens the results folder; out wins over the settings.
func (a *app) openLibrary(s settings, out string) (*history.Library, error) {
	folder := s.Library.Folder
	if out != "" {
		folder = out
	}
	folder, err := expandHome(folder)
	if err != nil {
		return nil, err
	}
	return history.Open(history.Options{
		Folder: folder, StateDir: a.places.StateDir, Embed: s.Library.Embed, Name: s.Library.Name, Version: version(),
		Warn: func(err error) { a.log.Warn("saving", "problem", err.Error()) },
	})
}

// openEngine opens everything. unattended says that nobody can solve trouble
// while it runs. The caller closes it.
func (a *app) openEngine(ctx context.Context, s settings, out string, latency sandbox.Latency, unattended bool) (*engine, error) {
	keys, err := a.openKeys(s)
	if err != nil {
		return nil, err
	}
	library, err := a.openLibrary(s, out)
	if err != nil {
		return nil, err
	}
	// Work in flight is ended by close, which awaits it, and not by ctx.
	q := queue.New(context.WithoutCancel(ctx), queue.Options{Store: library, Unattended: unattended})
	return &engine{ctx: ctx, keys: keys, library: library, queue: q, latency: latency}, nil
}

// close ends and awaits everything that was opened, however the program ends.
func (e *engine) close() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), closeWithin)
	defer cancel()
	err := e.queue.Close(ctx)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.painter != nil {
		err = errors.Join(err, e.painter.Close(ctx))
	}
	return err
}

// account is a key as the queue needs it. Its secret is read when the first
// request is about to be sent, and not before.
func (e *engine) account(name string) (queue.Account, error) {
	k, ok := e.keys.Get(name)
	if !ok {
		return queue.Account{}, fmt.Errorf("there is no key %q: imagine-tui keys lists them", clean.Line(name))
	}
	a := queue.Account{Name: k.Name, Parallel: k.Parallel}
	if k.Source.Kind == key.KindSandbox {
		a.Origin, a.Sandbox = history.SandboxOrigin, true
		a.Connect = e.connectSandbox
		return a, nil
	}
	if _, err := api.CheckBaseURL(k.BaseURL); err != nil {
		return queue.Account{}, fmt.Errorf("key %s: %w", k.Name, err)
	}
	a.Origin = api.Origin(k.BaseURL)
	a.Connect = func(ctx context.Context) (queue.Generator, error) {
		secret, err := e.keys.Secret(ctx, name)
		if err != nil {
			return nil, err
		}
		return api.NewClient(k.BaseURL, secret, api.WithUserAgent(appName+"/"+version()))
	}
	return a, nil
}

// connectSandbox starts the built-in sandbox on a free loopback port and gives
// a client of the ordinary kind for it.
func (e *engine) connectSandbox(context.Context) (queue.Generator, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.painter == nil {
		s, err := sandbox.Start(context.WithoutCancel(e.ctx), "127.0.0.1:0", sandbox.Options{Latency: e.latency})
		if err != nil {
			return nil, err
		}
		e.painter = s
	}
	secret, err := key.NewSecret("vk-test-sandbox")
	if err != nil {
		return nil, err
	}
	return api.NewClient(e.painter.BaseURL(), secret)
}
