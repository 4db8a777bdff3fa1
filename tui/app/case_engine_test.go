package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// works is the engine as the program wires it, queue, client and library, with
// a connection that the test gives.
type works struct {
	t       *testing.T
	library *history.Library
	queue   *queue.Queue
	account queue.Account
	folder  string

	mu   sync.Mutex
	last map[string]queue.Run // what was told last of each run
	more chan struct{}        // closed and replaced whenever something is told
}

// engineCanary is the key of these tests.
const engineCanary = "vk-test-CANARY-0123456789abcdef"

// newWorks wires an engine against a server at base, over rt unless that is
// nil. What happens is read, so that nothing is held up by it.
func newWorks(t *testing.T, base string, rt http.RoundTripper) *works {
	t.Helper()
	dir := t.TempDir()
	w := &works{t: t, folder: filepath.Join(dir, "pictures"), last: map[string]queue.Run{}, more: make(chan struct{})}
	var err error
	if w.library, err = history.Open(history.Options{Folder: w.folder, StateDir: filepath.Join(dir, "state"), Embed: true, Warn: func(err error) { t.Error(err) }}); err != nil {
		t.Fatal(err)
	}
	secret, err := key.NewSecret(engineCanary)
	if err != nil {
		t.Fatal(err)
	}
	w.queue = queue.New(t.Context(), queue.Options{Store: w.library, Rand: func() float64 { return 0.5 }})
	w.account = queue.Account{Name: "work", Origin: api.Origin(base), Parallel: 4, Connect: func(context.Context) (queue.Generator, error) {
		var options []api.Option
		if rt != nil {
			options = append(options, api.WithHTTPTransport(rt))
		}
		return api.NewClient(base, secret, options...)
	}}
	go func() {
		for event := range w.queue.Events() {
			w.mu.Lock()
			w.last[event.Run.ID] = event.Run
			close(w.more)
			w.more = make(chan struct{})
			w.mu.Unlock()
		}
	}()
	return w
}

// await waits until a run is as the test wants it.
func (w *works) await(id string, is func(queue.Run) bool) {
	w.t.Helper()
	for {
		w.mu.Lock()
		run, more := w.last[id], w.more
		w.mu.Unlock()
		if is(run) {
			return
		}
		select {
		case <-more:
		case <-time.After(time.Minute):
			w.t.Fatalf("waited in vain: %+v", run)
		}
	}
}

// submit asks for n pictures, seeds 1 to n.
func (w *works) submit(n int) []queue.Run {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{Request: api.Request{
			Operation: api.TextToImage, Prompt: "a boat", Style: "imagine-turbo", AspectRatio: "1:1", Seed: int64(i + 1),
		}, Tokens: 1, Priced: true})
	}
	_, runs := w.queue.Submit(p, w.account, queue.SubmitOptions{})
	return runs
}

// end waits until nothing is under way, closes the queue, and returns the runs.
func (w *works) end() []queue.Run {
	w.t.Helper()
	ctx := context.WithoutCancel(w.t.Context())
	err := w.queue.Wait(ctx)
	runs := w.queue.Snapshot()
	if err = errors.Join(err, w.queue.Close(ctx)); err != nil {
		w.t.Error(err)
	}
	return runs
}

// left lists what is unfinished in the journal.
func (w *works) left() []history.Recovered {
	w.t.Helper()
	list, err := history.Recover(context.WithoutCancel(w.t.Context()), w.library)
	if err != nil {
		w.t.Error(err)
	}
	return list
}

// pictures counts what is in the library.
func (w *works) pictures() int {
	w.t.Helper()
	n := 0
	err := w.library.Load(context.WithoutCancel(w.t.Context()), 0, func(e history.Entry) bool {
		if e.Problem != "" {
			w.t.Errorf("%s: %s", e.Path, e.Problem)
		}
		n++
		return true
	})
	if err != nil {
		w.t.Error(err)
	}
	return n
}

// tiny is a whole picture.
func tiny(tb testing.TB, side int) []byte {
	tb.Helper()
	m := image.NewGray(image.Rect(0, 0, side, side))
	for i := range m.Pix {
		m.SetGray(i%side, i/side, color.Gray{Y: uint8(i * i >> 3)})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// transport is a connection that the test makes up.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body) // from memory
	}
	return f(r)
}

func answer(r *http.Request, status int, body io.Reader) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: -1, Body: io.NopCloser(body), Request: r}
}

// What the service says about waiting, in virtual time.
func TestCase40RetryAfter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		header string // "%s" stands for a time 90 s from now
		wait   time.Duration
	}{
		{"2", 2 * time.Second},
		{"0", 0},
		{"%s", 90 * time.Second},
		{"Sat, 01 Jan 2000 00:00:00 GMT", 0}, // gone by
		{"999999999", 5 * time.Minute},
		{"99999999999999999999999999", 5 * time.Minute},
		{"-1", time.Second}, // nonsense: the ordinary wait
		{"soon", time.Second},
		{"2.5", time.Second},
		{"", time.Second},
	} {
		t.Run(c.header, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var asked []time.Time
				w := newWorks(t, "https://api.example.org/v2", transport(func(r *http.Request) (*http.Response, error) {
					asked = append(asked, time.Now())
					if len(asked) > 1 {
						return answer(r, http.StatusOK, bytes.NewReader(tiny(t, 16))), nil
					}
					refusal := answer(r, http.StatusTooManyRequests, strings.NewReader(""))
					header := c.header
					if header == "%s" {
						header = time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
					}
					refusal.Header.Set("Retry-After", header)
					return refusal, nil
				}))
				w.submit(1)
				if runs := w.end(); runs[0].State != queue.StateSaved || len(asked) != 2 {
					t.Fatalf("%+v, asked %d times", runs[0], len(asked))
				}
				if waited := asked[1].Sub(asked[0]); waited != c.wait {
					t.Errorf("waited %v, want %v", waited, c.wait)
				}
			})
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			asked := 0
			w := newWorks(t, "https://api.example.org/v2", transport(func(r *http.Request) (*http.Response, error) {
				asked++
				refusal := answer(r, http.StatusTooManyRequests, strings.NewReader(""))
				refusal.Header.Set("Retry-After", "200")
				return refusal, nil
			}))
			start := time.Now()
			runs := w.submit(1)
			time.Sleep(100 * time.Second)
			run, _ := w.queue.Run(runs[0].ID)
			if run.State != queue.StateRetrying || !run.RetryAt.Equal(start.Add(200*time.Second)) {
				t.Errorf("no countdown: %+v", run)
			}
			if unsent, running := w.queue.Cancel(run.ID); unsent+running != 1 {
				t.Error("it cannot be stopped")
			}
			if runs := w.end(); runs[0].State != queue.StateCancelled || asked != 1 || time.Since(start) != 100*time.Second {
				t.Errorf("%s after %v, asked %d times", runs[0].State, time.Since(start), asked)
			}
			if left := w.left(); len(left) != 0 {
				t.Errorf("left %+v", left)
			}
		})
	})
}

// drip gives a byte a second, and ends with its context.
type drip struct {
	ctx  context.Context //nolint:containedctx // lives as long as the answer
	rest []byte
}

func (d *drip) Read(p []byte) (int, error) {
	if len(d.rest) == 0 {
		return 0, io.EOF
	}
	select {
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	case <-time.After(time.Second):
		p[0], d.rest = d.rest[0], d.rest[1:]
		return 1, nil
	}
}

func TestCase42NoAnswerAndDrippingAnswer(t *testing.T) {
	t.Parallel()
	picture := tiny(t, 100)
	for _, c := range []struct {
		name, says string
		after      time.Duration
		answer     func(r *http.Request) (*http.Response, error)
	}{
		{"no headers", "no answer came within 3m", 180 * time.Second, func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, context.Cause(r.Context())
		}},
		{"a byte a second", "no more data arrived within 1m", 60 * time.Second, func(r *http.Request) (*http.Response, error) {
			return answer(r, http.StatusOK, &drip{r.Context(), picture}), nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				w := newWorks(t, "https://api.example.org/v2", transport(func(r *http.Request) (*http.Response, error) {
					asked++
					return c.answer(r)
				}))
				start := time.Now()
				w.submit(1)
				run := w.end()[0]
				if run.State != queue.StateUnknown || run.Err == nil || !strings.Contains(run.Err.Error(), c.says) {
					t.Errorf("%+v, want %q", run, c.says)
				}
				if took := time.Since(start).Round(time.Second); took != c.after || asked != 1 {
					t.Errorf("after %v, asked %d times", took, asked)
				}
				if left := w.left(); len(left) != 1 || left[0].Event != history.EventUnknown || w.pictures() != 0 {
					t.Errorf("left %+v", left)
				}
			})
		})
	}
}

// TestCase53Stopped stops a request on each part of its way, over real
// sockets. It looks for goroutines left over, so it is not run beside others.
func TestCase53Stopped(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	picture := tiny(t, 64)
	upload := filepath.Join(t.TempDir(), "large.jpg")
	// What follows a picture belongs to the file: more than sockets hold.
	if err := os.WriteFile(upload, append(bytes.Clone(picture), make([]byte, 32<<20)...), 0o600); err != nil {
		t.Fatal(err)
	}
	inputs, err := api.LoadInputs(api.Upscale, upload, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		state queue.State
		says  string
		kept  bool // a part of the picture is
	}{
		{"waiting", queue.StateCancelled, "", false},
		{"upload", queue.StateUnknown, "Stopped after it was sent; the service may still finish it", false},
		{"sent", queue.StateUnknown, "Stopped after it was sent; the service may still finish it", false},
		{"download", queue.StateUnknown, "Stopped after it was sent; the service may still finish it", true},
	} {
		t.Run(c.name, func(t *testing.T) { //nolint:paralleltest // goroutines are counted
			there, goOn := make(chan struct{}, 1), make(chan struct{})
			srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				defer func() { <-goOn }()
				if c.name == "upload" {
					there <- struct{}{} // and nothing of it is read
					return
				}
				_, _ = io.Copy(io.Discard, r.Body) // it may have gone
				if c.name == "download" {
					_, _ = rw.Write(picture[:len(picture)/2])
					_ = http.NewResponseController(rw).Flush()
				}
				there <- struct{}{}
			}))
			defer srv.Close()
			defer close(goOn)
			w := newWorks(t, srv.URL+"/v2", nil)
			w.account.Parallel = 1
			var runs []queue.Run
			if c.name == "upload" {
				_, runs = w.queue.Submit(plan.Plan{Items: []plan.Item{{Request: api.Request{Operation: api.Upscale, Inputs: inputs}}}}, w.account, queue.SubmitOptions{})
			} else {
				runs = w.submit(2)
			}
			id := runs[0].ID
			<-there
			if c.name == "waiting" {
				id = runs[1].ID
			}
			if c.name == "download" { // until what came is on its way to the disk
				w.await(id, func(r queue.Run) bool { return r.Done > 0 })
			}
			if unsent, running := w.queue.Cancel(id); unsent+running != 1 {
				t.Error("it cannot be stopped")
			}
			w.queue.CancelAll()
			w.end()
			run, _ := w.queue.Run(id)
			if run.State != c.state || (c.says != "") != (run.Err != nil) || (run.Err != nil && !strings.HasPrefix(run.Err.Error(), c.says)) {
				t.Errorf("%s, %v", run.State, run.Err)
			}
			for _, left := range w.left() {
				if left.Event != history.EventUnknown || (left.Kept != "") != c.kept {
					t.Errorf("left %+v", left)
				}
			}
			if w.pictures() != 0 {
				t.Error("half a picture is in the library")
			}
		})
	}
}

func TestCase59SourcePictures(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { requests.Add(1) }))
	t.Cleanup(srv.Close)
	w := newWorks(t, srv.URL+"/v2", nil)
	dir := t.TempDir()
	sparse := filepath.Join(dir, "2GB.png")
	if err := errors.Join(os.WriteFile(sparse, nil, 0o600), os.Truncate(sparse, 2<<30)); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty.png")
	secret := filepath.Join(dir, "secret.png")
	changed := filepath.Join(dir, "changed.jpg")
	gone := filepath.Join(dir, "gone.jpg")
	text := filepath.Join(dir, "text.png")
	for path, data := range map[string][]byte{empty: nil, secret: tiny(t, 8), changed: tiny(t, 8), gone: tiny(t, 8), text: []byte("hello")} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused := map[string]string{
		filepath.Join(dir, "none.png"): "no such file", dir: "it is a folder", empty: "it is empty", sparse: "larger than",
		text: "not a PNG", os.DevNull: "not a regular file",
	}
	if pipe := filepath.Join(dir, "pipe"); makePipe(pipe) == nil {
		refused[pipe] = "not a regular file" // and it does not hang
	}
	if os.Geteuid() == 0 {
		t.Log("running as root: a file without permission is not tried")
	} else if err := os.Chmod(secret, 0); err == nil {
		refused[secret] = "permission denied"
	}
	var p plan.Plan
	for path, says := range refused {
		if _, err := api.LoadInputs(api.Upscale, path, ""); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.Upscale, Inputs: []api.Input{{Field: "image", Path: path, SHA256: strings.Repeat("0", 64)}}}})
	}
	// Chosen, and then changed or taken away before it was sent.
	for _, path := range []string{changed, gone} {
		inputs, err := api.LoadInputs(api.Upscale, path, "")
		if err != nil {
			t.Fatal(err)
		}
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.Upscale, Inputs: inputs}})
	}
	if err := errors.Join(os.WriteFile(changed, tiny(t, 9), 0o600), os.Remove(gone)); err != nil {
		t.Fatal(err)
	}
	w.queue.Submit(p, w.account, queue.SubmitOptions{})
	for _, run := range w.end() {
		var wrong *api.RequestError
		if run.State != queue.StateFailed || !errors.As(run.LocalErr, &wrong) {
			t.Errorf("%s: %s, %v", run.Item.Request.Inputs[0].Path, run.State, fmt.Sprint(run.LocalErr, run.Err))
		}
	}
	if n := requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	if left := w.left(); len(left) != 0 {
		t.Errorf("left in the journal: %+v", left)
	}
}
