package app

import (
	"context"
	"crypto/rand"
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
	"imagine-tui/api/rate"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/history/claim"
	"imagine-tui/history/pace"
)

// closeWithin bounds how long the end of the program waits for work in
// flight: a picture that is being received is saved first.
const closeWithin = 30 * time.Second

// Engine is everything that makes pictures, wired once for the studio and for
// generate.
type Engine struct {
	Keys    *key.Store
	Library *history.Library
	Queue   *queue.Queue
	sandbox sandboxHost
	// operations mends the catalogue for the real service.
	operations api.Operations
	addresses  addresses

	// parallel, if set, wins over what the keys say; most is what nothing passes, 0
	// for no such limit.
	parallel, most int
}

// EngineOptions are what differs between the commands that make pictures.
type EngineOptions struct {
	Out      string // results folder of this call, "" for the configured one
	Latency  string // of the built-in sandbox
	Parallel int    // requests in flight, 0 for what the key says

	Rate        rate.Rate // of requests, with all who send with the same key
	OnlySandbox bool      // leave every other key out
	Unattended  bool      // nobody is there to solve what holds runs up
}

// OpenEngine wires an engine. Its work goes on when ctx ends, until Close:
// what was sent is seen through.
func (u *Setup) OpenEngine(ctx context.Context, s Settings, o EngineOptions) (*Engine, error) {
	latency, err := sandbox.ParseLatency(o.Latency)
	if err != nil {
		return nil, invalid(err)
	}
	e := &Engine{parallel: o.Parallel, most: s.Project.Parallel, operations: s.Operations, addresses: addresses{dir: u.Places.StateDir}, sandbox: sandboxHost{options: sandbox.Options{
		// Videos go on being made when the program ends, as they do at the API.
		Latency: latency, Log: u.Log, Folder: filepath.Join(u.Places.StateDir, "sandbox-videos"),
	}}}
	if e.Keys, err = u.OpenKeys(s, o.OnlySandbox); err != nil {
		return nil, err
	}
	if e.Library, err = u.OpenLibrary(s, o.Out); err != nil {
		return nil, err
	}
	e.Queue = queue.New(context.WithoutCancel(ctx), queue.Options{
		Store: e.Library, Unattended: o.Unattended, SaveAside: history.ManyFiles(e.Library), Pace: u.pacing(e.Library, o.Rate),
	})
	return e, nil
}

// pacing keeps to a rate with all who share the library, and all who share the state
// folder; nil where there is none.
func (u *Setup) pacing(library *history.Library, r rate.Rate) func(context.Context, queue.Account) error {
	if r.Requests == 0 {
		return nil
	}
	folders := []string{filepath.Join(library.Folder(), claim.Folder, ".pace"), filepath.Join(u.Places.StateDir, "pace")}
	return func(ctx context.Context, a queue.Account) error {
		for _, folder := range folders {
			if err := pace.In(folder, a.Name, a.Origin).Wait(ctx, r); err != nil {
				return err
			}
		}
		return nil
	}
}

// Close ends all work and waits for it: requests not yet answered are given
// up (and noted as such), pictures being received are saved.
func (e *Engine) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	return errors.Join(e.Queue.Close(ctx), e.sandbox.close(ctx))
}

// Account returns the key as the queue needs it. Nothing is resolved yet: a
// keyring may ask, a helper may take its time.
func (e *Engine) Account(name string) (queue.Account, error) {
	k, ok := e.Keys.Get(name)
	if !ok {
		return queue.Account{}, fmt.Errorf("there is no key %q", clean.Line(name))
	}
	account := queue.Account{Name: k.Name, Parallel: k.Parallel}
	if e.parallel > 0 {
		account.Parallel = e.parallel
	}
	if e.most > 0 {
		account.Parallel = min(account.Parallel, e.most)
	}
	if k.Free() {
		account.Origin, account.Sandbox, account.Connect = sandbox.Origin, true, e.sandbox.connect
		account.Polling = nearPolling
		return account, nil
	}
	account.Origin = api.Origin(k.BaseURL)
	if api.IsLocal(k.BaseURL) {
		account.Polling = nearPolling
	}
	account.Connect = func(ctx context.Context) (queue.Generator, error) {
		secret, err := e.Keys.Secret(ctx, k.Name)
		if err != nil {
			return nil, err
		}
		options := []api.Option{api.WithOperations(e.operations)}
		if k.Source.Kind != key.KindSession { // nothing of it is kept
			options = append(options, e.addresses.option(k.Name, account.Origin))
		}
		return NewClient(k, secret, options...)
	}
	return account, nil
}

// nearPolling is how often a service on this computer is asked for a video: soon for
// one that takes some seconds, and not so often that one which takes long keeps an
// idle studio busy.
var nearPolling = queue.Polling{First: time.Second / 2, Most: 3 * time.Second, Gap: -1}

// NewClient returns a client for a key, which trusts what the key says.
func NewClient(k key.Key, secret key.Secret, more ...api.Option) (*api.Client, error) {
	options := append([]api.Option{api.WithUserAgent(Name + "/" + Version())}, more...)
	if k.CAFile != "" {
		pool, err := LoadCAFile(k.CAFile)
		if err != nil {
			return nil, err
		}
		options = append(options, api.WithCertificates(pool))
	}
	return api.NewClient(k.BaseURL, secret, options...)
}

// LoadCAFile reads a file of certificates named in the config.
func LoadCAFile(name string) (*x509.CertPool, error) {
	path, err := ExpandHome(name)
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
	secret key.Secret
}

// connect starts the sandbox unless it runs and returns a client of it.
func (h *sandboxHost) connect(ctx context.Context) (queue.Generator, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.server == nil {
		// Nobody else on this computer has a use for it.
		bearer := "vk-test-" + rand.Text()
		secret, err := key.NewSecret(bearer)
		if err != nil {
			return nil, err
		}
		h.options.Bearer, h.secret = bearer, secret
		// It serves until close, not only while this request is prepared.
		server, err := sandbox.Start(context.WithoutCancel(ctx), "127.0.0.1:0", h.options)
		if err != nil {
			return nil, fmt.Errorf("the sandbox cannot start: %w", err)
		}
		h.server = server
	}
	return NewClient(key.Key{BaseURL: h.server.BaseURL()}, h.secret)
}

func (h *sandboxHost) close(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.server == nil {
		return nil
	}
	return h.server.Close(ctx)
}
