package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan"
)

// server is a generator that does what the test says.
type server struct {
	mu    sync.Mutex
	calls []api.Request
	now   int
	peak  int
	do    func(ctx context.Context, n int, r api.Request) error
}

func (s *server) Generate(ctx context.Context, r api.Request, dst io.Writer, tr *api.Trace) (api.Image, error) {
	s.mu.Lock()
	s.calls = append(s.calls, r)
	n := len(s.calls)
	s.now++
	s.peak = max(s.peak, s.now)
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.now--; s.mu.Unlock() }()
	if err := tr.Sending(); err != nil {
		return api.Image{}, err
	}
	tr.Sent()
	if s.do != nil {
		if err := s.do(ctx, n, r); err != nil {
			return api.Image{}, err
		}
	}
	body := []byte("picture of " + r.Prompt)
	tr.Receiving(int64(len(body)))
	if _, err := dst.Write(body); err != nil {
		return api.Image{}, err
	}
	tr.Progress(int64(len(body)), int64(len(body)))
	return api.Image{Bytes: int64(len(body)), MediaType: "image/jpeg", Ext: ".jpg"}, nil
}

func (s *server) count() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.calls) }

// shelf is a store in memory.
type shelf struct {
	mu                            sync.Mutex
	saved                         map[string]Saved
	batches                       map[string]Batch // by prompt
	begun, sent, dropped, unknown int
	accepted                      string
	failBegin, failSave, failSent error
	// elsewhere says what Begin tells of others, by how often it was asked.
	elsewhere func(n int, o Others) error
	asked     int
	// hooks are run, where there are any, while the journal is marked as sent
	// and while the picture is saved.
	sentHook, saveHook chan func()
}

func (s *shelf) run(hook chan func()) {
	if hook != nil {
		(<-hook)()
	}
}

func (s *shelf) Find(origin string, r api.Request) (Saved, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.saved[origin+r.Hash()]
	return v, ok
}

func (s *shelf) Begin(_ context.Context, r api.Request, a AccountInfo, o Others) (Ticket, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked++; s.elsewhere != nil {
		if err := s.elsewhere(s.asked, o); err != nil {
			return nil, err
		}
	}
	if s.failBegin != nil {
		return nil, s.failBegin
	}
	if s.batches == nil {
		s.batches = map[string]Batch{}
	}
	s.batches[r.Prompt] = a.Batch
	s.begun++
	return &slip{shelf: s, key: a.Origin + r.Hash()}, nil
}

type slip struct {
	*shelf
	key string
	buf bytes.Buffer
}

func (t *slip) Sent() error {
	t.run(t.sentHook)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent++
	return t.failSent
}

func (t *slip) Accepted(job string, _ Meta) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.accepted = job
	return nil
}

func (t *slip) Receiving(int64) (io.Writer, error) { return &t.buf, nil }
func (t *slip) Drop() error                        { t.mu.Lock(); defer t.mu.Unlock(); t.dropped++; return nil }

func (t *slip) Unknown(error) error { t.mu.Lock(); defer t.mu.Unlock(); t.unknown++; return nil }

func (t *slip) Save(ctx context.Context, img api.Image, m Meta) (Saved, error) {
	t.run(t.saveHook)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failSave != nil {
		return Saved{}, t.failSave
	}
	if err := ctx.Err(); err != nil {
		return Saved{}, err
	}
	s := Saved{Path: "/" + t.key, Bytes: img.Bytes, Tokens: m.Tokens, Priced: m.Priced}
	if t.saved == nil {
		t.saved = map[string]Saved{}
	}
	t.saved[t.key] = s
	return s, nil
}

func refuse(kind api.Kind, status int) *api.Error {
	return &api.Error{Kind: kind, Status: status, Outcome: api.Refused}
}

func somePlan(n int) plan.Plan {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{
			Request: api.Request{Operation: api.TextToImage, Prompt: fmt.Sprint("p", i), Style: "anime", Seed: int64(i + 1)}, Tokens: 5, Priced: true,
		})
	}
	return p
}

func account(g Generator) Account {
	return Account{Name: "work", Origin: "https://api.example:443", Parallel: 3, Connect: func(context.Context) (Generator, error) { return g, nil }}
}

var errNoDisk = errors.New("disk full")

// read collects events until the queue closes, in a goroutine of its own.
func read(q *Queue) func() []Event {
	var got []Event
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range q.Events() {
			got = append(got, e)
		}
	}()
	return func() []Event { <-done; return got }
}

func states(q *Queue) map[State]int {
	out := map[State]int{}
	for _, r := range q.Snapshot() {
		out[r.State]++
	}
	return out
}

func wait(t *testing.T, q *Queue) {
	t.Helper()
	if err := q.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// stopped tells whether a run was stopped, by what Cancel returns.
func stopped(unsent, running int) bool { return unsent+running == 1 }
