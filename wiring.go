package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
)

// closeWithin bounds how long the end of the program waits for work in
// flight: a picture that is being received is saved first.
const closeWithin = 30 * time.Second

// config loads the settings; a broken config is a usage error.
func (a *app) config() (settings, error) {
	s, err := loadSettings(a.places)
	return s, usageError(err)
}

// openKeys opens the key store, and takes the variables that hold keys out of
// the process environment. onlySandbox leaves every other key out, for when
// the config cannot be trusted.
func (a *app) openKeys(s settings, onlySandbox bool) (*key.Store, error) {
	options := key.Options{ConfigDir: a.places.ConfigDir, StateDir: a.places.StateDir, Configured: s.Keys, Environ: a.env.lookup}
	if onlySandbox {
		options = key.Options{Environ: func(string) (string, bool) { return "", false }}
	}
	store, err := key.Open(options)
	if err != nil {
		return nil, usageError(err)
	}
	for _, k := range store.List() {
		if k.Source.Kind == key.KindEnv {
			a.env.hide(k.Source.Name)
		}
	}
	return store, nil
}

// openLibrary opens the results folder; out, if given, wins over the config.
func (a *app) openLibrary(s settings, out string) (*history.Library, error) {
	folder := s.Library.Folder
	if out != "" {
		folder = out
	}
	folder, err := expandHome(folder)
	if err != nil {
		return nil, usageError(err)
	}
	return history.Open(history.Options{
		Folder: folder, StateDir: a.places.StateDir, Embed: s.Library.Embed, Name: s.Library.Name, Version: version(), Warn: a.warn,
	})
}

// engine is everything that makes pictures, wired once for the studio and for
// generate.
type engine struct {
	keys    *key.Store
	library *history.Library
	queue   *queue.Queue
	sandbox sandboxHost
	// operations mends the catalogue for the real service.
	operations api.Operations

	// parallel, if set, wins over what the keys say.
	parallel int
}

// engineOptions are what differs between the commands that make pictures.
type engineOptions struct {
	Out      string // results folder of this call, "" for the configured one
	Latency  string // of the built-in sandbox
	Parallel int    // requests in flight, 0 for what the key says

	OnlySandbox bool // leave every other key out
	Unattended  bool // nobody is there to solve what holds runs up
}

// openEngine wires an engine. Its work goes on when ctx ends, until close:
// what was sent is seen through.
func (a *app) openEngine(ctx context.Context, s settings, o engineOptions) (*engine, error) {
	latency, err := sandbox.ParseLatency(o.Latency)
	if err != nil {
		return nil, usageError(err)
	}
	e := &engine{parallel: o.Parallel, operations: s.Operations, sandbox: sandboxHost{options: sandbox.Options{
		// Videos go on being made when the program ends, as they do at the API.
		Latency: latency, Log: a.log, Folder: filepath.Join(a.places.StateDir, "sandbox-videos"),
	}}}
	if e.keys, err = a.openKeys(s, o.OnlySandbox); err != nil {
		return nil, err
	}
	if e.library, err = a.openLibrary(s, o.Out); err != nil {
		return nil, err
	}
	e.queue = queue.New(context.WithoutCancel(ctx), queue.Options{Store: e.library, Unattended: o.Unattended})
	return e, nil
}

// close ends all work and waits for it: requests not yet answered are given
// up (and noted as such), pictures being received are saved.
func (e *engine) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	return errors.Join(e.queue.Close(ctx), e.sandbox.close(ctx))
}

// account returns the key as the queue needs it. Nothing is resolved yet: a
// keyring may ask, a helper may take its time.
func (e *engine) account(name string) (queue.Account, error) {
	k, ok := e.keys.Get(name)
	if !ok {
		return queue.Account{}, fmt.Errorf("there is no key %q", clean.Line(name))
	}
	account := queue.Account{Name: k.Name, Parallel: k.Parallel}
	if e.parallel > 0 {
		account.Parallel = e.parallel
	}
	if k.Source.Kind == key.KindSandbox {
		account.Origin, account.Sandbox, account.Connect = sandbox.Origin, true, e.sandbox.connect
		account.Polling = nearPolling
		return account, nil
	}
	account.Origin = api.Origin(k.BaseURL)
	if api.IsLocal(k.BaseURL) {
		account.Polling = nearPolling
	}
	account.Connect = func(ctx context.Context) (queue.Generator, error) {
		secret, err := e.keys.Secret(ctx, k.Name)
		if err != nil {
			return nil, err
		}
		return newClient(k, secret, api.WithOperations(e.operations))
	}
	return account, nil
}

// nearPolling is how often a service on this computer is asked for a video.
var nearPolling = queue.Polling{First: time.Second / 2, Most: time.Second / 2, Gap: -1}

// newClient returns a client for a key, which trusts what the key says.
func newClient(k key.Key, secret key.Secret, more ...api.Option) (*api.Client, error) {
	options := append([]api.Option{api.WithUserAgent(appName + "/" + version())}, more...)
	if k.CAFile != "" {
		pool, err := loadCAFile(k.CAFile)
		if err != nil {
			return nil, err
		}
		options = append(options, api.WithCertificates(pool))
	}
	return api.NewClient(k.BaseURL, secret, options...)
}

// loadCAFile reads a file of certificates named in the config.
func loadCAFile(name string) (*x509.CertPool, error) {
	path, err := expandHome(name)
	if err != nil {
		return nil, err
	}
	return api.LoadCAFile(path)
}

// sandboxHost runs the built-in sandbox inside this process, from the first
// request on.
type sandboxHost struct {
	options sandbox.Options

	mu     sync.Mutex
	server *sandbox.Server
}

// connect starts the sandbox unless it runs and returns a client of it.
func (h *sandboxHost) connect(ctx context.Context) (queue.Generator, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.server == nil {
		// It serves until close, not only while this request is prepared.
		server, err := sandbox.Start(context.WithoutCancel(ctx), "127.0.0.1:0", h.options)
		if err != nil {
			return nil, fmt.Errorf("the sandbox does not start: %w", err)
		}
		h.server = server
	}
	secret, err := key.NewSecret("vk-test-sandbox")
	if err != nil {
		return nil, err
	}
	return newClient(key.Key{BaseURL: h.server.BaseURL()}, secret)
}

func (h *sandboxHost) close(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.server == nil {
		return nil
	}
	return h.server.Close(ctx)
}
