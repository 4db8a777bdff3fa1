package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan"
)

// studio is a service that makes videos. Asked for the n-th time, from 1, it
// answers as the test says; links lead where the test says.
type studio struct {
	server
	mu        sync.Mutex
	submitted int
	polls     []time.Time
	status    func(n int) (api.Video, error)
	fetch     func(n int, link string) error
	fetched   int
	submit    func(ctx context.Context) error
	deleted   []string
}

func (s *studio) Submit(ctx context.Context, _ api.Request, tr *api.Trace) (api.Job, error) {
	if err := tr.Sending(); err != nil {
		return api.Job{}, err
	}
	tr.Sent()
	s.mu.Lock()
	s.submitted++
	n := s.submitted
	s.mu.Unlock()
	if s.submit != nil {
		if err := s.submit(ctx); err != nil {
			return api.Job{}, err
		}
	}
	return api.Job{ID: fmt.Sprint("job-", n), ServerID: "srv"}, nil
}

func (s *studio) VideoStatus(ctx context.Context, _ string) (api.Video, error) {
	s.mu.Lock()
	s.polls = append(s.polls, time.Now())
	n := len(s.polls)
	s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return api.Video{}, &api.Error{Kind: api.KindCancelled, Outcome: api.Refused}
	}
	return s.status(n)
}

func (s *studio) DownloadVideo(_ context.Context, link string, dst io.Writer, tr *api.Trace) (api.Image, error) {
	s.mu.Lock()
	s.fetched++
	n := s.fetched
	s.mu.Unlock()
	if s.fetch != nil {
		if err := s.fetch(n, link); err != nil {
			return api.Image{}, err
		}
	}
	tr.Receiving(4)
	if _, err := dst.Write([]byte("film")); err != nil {
		return api.Image{}, err
	}
	return api.Image{Bytes: 4, MediaType: "video/mp4", Ext: ".mp4"}, nil
}

var (
	rendering = api.Video{State: api.VideoRendering, Word: "processing"}
	done      = api.Video{State: api.VideoDone, Links: []string{"https://store.example/film?sig=1"}}
)

// after answers that the video is there from the n-th question on.
func after(n int) func(int) (api.Video, error) {
	return func(i int) (api.Video, error) {
		if i < n {
			return rendering, nil
		}
		return done, nil
	}
}

func filmPlan(n int) plan.Plan {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.TextToVideo, Prompt: fmt.Sprint("p", i), Style: "veo2"}, Template: "p"})
	}
	return p
}

// half always draws the middle: waits are what the schedule says.
func half() float64 { return 0.5 }

// scene is a test in virtual time, with its queue and what that saves to.
type scene struct {
	*testing.T
	q     *Queue
	shelf *shelf
}

// filming runs a test with a queue in virtual time.
func filming(t *testing.T, check func(scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		shelf := &shelf{}
		q := New(t.Context(), Options{Store: shelf, Rand: half, Unattended: true})
		events := read(q)
		check(scene{t, q, shelf})
		if err := q.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
		events()
	})
}

func one(t *testing.T, q *Queue) Run {
	t.Helper()
	runs := q.Snapshot()
	if len(runs) != 1 {
		t.Fatalf("%d runs", len(runs))
	}
	return runs[0]
}

func TestVideoIsAskedForUntilItIsThere(t *testing.T) {
	s := &studio{status: after(8)}
	filming(t, func(t scene) {
		start := time.Now()
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{Parent: "a.png"})
		time.Sleep(12 * time.Second)
		if r := one(t.T, t.q); r.State != StateRendering || r.Job != "job-1" || r.Polls != 1 || r.NextPoll.Sub(start) != 12500*time.Millisecond || r.Started.IsZero() {
			t.Errorf("after 12 s: %+v", r)
		}
		wait(t.T, t.q)
		r := one(t.T, t.q)
		if r.State != StateSaved || r.Polls != 8 || !r.NextPoll.IsZero() || s.submitted != 1 || t.shelf.begun != 1 || t.shelf.accepted != "job-1" {
			t.Errorf("%+v, %d ordered", r, s.submitted)
		}
		var waits []string
		for _, at := range s.polls {
			waits = append(waits, at.Sub(start).String())
			start = at
		}
		if got := strings.Join(waits, " "); got != "5s 7.5s 11.25s 16.875s 25.3125s 30s 30s 30s" {
			t.Errorf("waits %s", got)
		}
	})
}

// TestCase50FlappingVideo is not found for ten seconds, and then fails again
// and again before it is there.
func TestCase50FlappingVideo(t *testing.T) {
	start := time.Time{}
	s := &studio{}
	s.status = func(n int) (api.Video, error) {
		switch {
		case time.Since(start) < 10*time.Second:
			return api.Video{}, &api.Error{Kind: api.KindNotServed, Outcome: api.Refused, Status: 404}
		case n < 9 && n%2 == 0:
			return api.Video{}, &api.Error{Kind: api.KindServer, Outcome: api.Refused, Status: 500}
		case n < 9:
			return rendering, nil
		}
		return done, nil
	}
	filming(t, func(t scene) {
		start = time.Now()
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateSaved || r.Err != nil || s.submitted != 1 || s.fetched != 1 {
			t.Errorf("%+v", r)
		}
	})
}

// TestCase50NeverEnding stops asking at the limit and can be taken up again.
func TestCase50NeverEnding(t *testing.T) {
	s := &studio{status: func(int) (api.Video, error) { return rendering, nil }}
	filming(t, func(t scene) {
		start := time.Now()
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		wait(t.T, t.q)
		r := one(t.T, t.q)
		if took := time.Since(start); took < 28*time.Minute || took > 30*time.Minute {
			t.Errorf("it was asked for for %s", took)
		}
		if r.State != StateUnknown || !r.Resumes() || r.LocalErr == nil || !strings.Contains(r.LocalErr.Error(), "no video arrived within 30m") || t.shelf.unknown != 1 || t.shelf.dropped != 0 {
			t.Errorf("%+v", r)
		}
		s.status = func(int) (api.Video, error) { return done, nil }
		if _, ok := t.q.Retry(r.ID); !ok {
			t.Fatal("it cannot be taken up again")
		}
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateSaved || s.submitted != 1 || t.shelf.begun != 1 || r.Started.IsZero() {
			t.Errorf("%+v, ordered %d times", r, s.submitted)
		}
	})
}

// TestCase51NetworkAway keeps asking through ten minutes without a network.
func TestCase51NetworkAway(t *testing.T) {
	var start time.Time
	s := &studio{}
	s.status = func(int) (api.Video, error) {
		if since := time.Since(start); since > time.Minute && since < 11*time.Minute {
			return api.Video{}, &api.Error{Kind: api.KindNetwork, Outcome: api.NotSent, Err: errors.New("away")}
		} else if since <= time.Minute {
			return rendering, nil
		}
		return done, nil
	}
	filming(t, func(t scene) {
		start = time.Now()
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		time.Sleep(5 * time.Minute)
		if r := one(t.T, t.q); r.State != StateRendering || r.Err == nil || r.Err.Kind != api.KindNetwork {
			t.Errorf("meanwhile: %+v", r)
		}
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateSaved || s.submitted != 1 {
			t.Errorf("%+v", r)
		}
	})
}

// TestCase52ExpiredLink asks once for a fresh link, and keeps the job when that
// one is no better.
func TestCase52ExpiredLink(t *testing.T) {
	expired := &api.Error{Kind: api.KindBadRequest, Outcome: api.Refused, Status: 403}
	for bad, want := range map[int]State{1: StateSaved, 99: StateUnknown} {
		s := &studio{status: after(1), fetch: func(n int, _ string) error {
			if n <= bad {
				return expired
			}
			return nil
		}}
		filming(t, func(t scene) {
			t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
			wait(t.T, t.q)
			r := one(t.T, t.q)
			if r.State != want || s.fetched != 2 || len(s.polls) != 2 || s.submitted != 1 {
				t.Errorf("%d bad links: %+v, fetched %d times, asked %d times", bad, r, s.fetched, len(s.polls))
			}
			if want == StateUnknown && (!r.Resumes() || t.shelf.dropped != 0 || r.Err != expired || !strings.Contains(r.LocalErr.Error(), "requested, but")) {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestVideoDownloadIsRepeated(t *testing.T) {
	s := &studio{status: after(1), fetch: func(n int, _ string) error {
		if n < 4 {
			return &api.Error{Kind: api.KindNoAnswer, Outcome: api.Refused, Err: io.ErrUnexpectedEOF}
		}
		return nil
	}}
	filming(t, func(t scene) {
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateSaved || s.fetched != 4 || s.submitted != 1 || len(t.shelf.saved) != 1 {
			t.Errorf("%+v, fetched %d times", r, s.fetched)
		}
	})
}

// What came whole and is no video is fetched once. A link that may not be followed,
// or leads to half a video of which all came that was announced, is asked for
// afresh once: none of them is any better the next time.
func TestCase50FetchingEndsForGood(t *testing.T) {
	for name, c := range map[string]struct {
		err     api.Error
		fetched int
	}{
		"no video":              {api.Error{Kind: api.KindNoAnswer, Outcome: api.Refused, Status: 200, Whole: true}, 1},
		"half a video":          {api.Error{Kind: api.KindNoAnswer, Outcome: api.Refused, Status: 200, Announced: true, Err: io.ErrUnexpectedEOF}, 2},
		"a link to be left out": {api.Error{Kind: api.KindNoAnswer, Outcome: api.NotSent}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s := &studio{status: after(1), fetch: func(int, string) error { return &c.err }}
			filming(t, func(t scene) {
				t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
				wait(t.T, t.q)
				if r := one(t.T, t.q); r.State != StateUnknown || r.LocalErr == nil || s.fetched != c.fetched || s.submitted != 1 || t.shelf.dropped != 0 {
					t.Errorf("%+v, fetched %d times", r, s.fetched)
				}
			})
		})
	}
}

// TestVideoGivenUpByTheService ends as failed, may have been charged, and is
// not ordered again together with others.
func TestVideoGivenUpByTheService(t *testing.T) {
	s := &studio{status: func(int) (api.Video, error) {
		return api.Video{ID: "job", State: api.VideoFailed, Word: "failed", Message: "No faces."}, nil
	}}
	filming(t, func(t scene) {
		p := filmPlan(2)
		_, runs := t.q.Submit(p, account(s), SubmitOptions{})
		wait(t.T, t.q)
		for _, r := range t.q.Snapshot() {
			if r.State != StateFailed || r.Resumes() || r.Err == nil || r.Err.Outcome != api.Unknown || !strings.Contains(r.Err.Error(), "No faces.") {
				t.Errorf("%+v", r)
			}
		}
		if t.shelf.dropped != 2 || s.submitted != 2 {
			t.Errorf("%d dropped, %d ordered", t.shelf.dropped, s.submitted)
		}
		if n := t.q.RetryAll(runs[0].ID, nil); n != 1 {
			t.Errorf("%d ordered again", n)
		}
		wait(t.T, t.q)
	})
}

func TestVideoOfARefusedKey(t *testing.T) {
	for _, tt := range []struct {
		err   *api.Error
		polls int
	}{
		{&api.Error{Kind: api.KindKeyRefused, Outcome: api.Refused, Status: 401}, 1},
		{&api.Error{Kind: api.KindNotServed, Outcome: api.Refused, Status: 404}, 4}, // the first is within the ten seconds
		{&api.Error{Kind: api.KindBadRequest, Outcome: api.Refused, Status: 403}, 3},
	} {
		s := &studio{status: func(int) (api.Video, error) { return api.Video{}, tt.err }}
		filming(t, func(t scene) {
			t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
			wait(t.T, t.q)
			if r := one(t.T, t.q); !r.Resumes() || r.Err != tt.err || len(s.polls) != tt.polls || t.shelf.dropped != 0 {
				t.Errorf("%v: %+v, asked %d times", tt.err, r, len(s.polls))
			}
		})
	}
}

// TestStopVideo ends runs at every stage. What was ordered keeps its id.
func TestStopVideo(t *testing.T) {
	s := &studio{status: func(int) (api.Video, error) { return rendering, nil }}
	filming(t, func(t scene) {
		_, runs := t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		time.Sleep(time.Minute)
		if !stopped(t.q.Cancel(runs[0].ID)) {
			t.Error("it cannot be stopped")
		}
		wait(t.T, t.q)
		if r := one(t.T, t.q); !r.Resumes() || !errors.Is(r.LocalErr, errStopped) || t.shelf.dropped != 0 || t.shelf.unknown != 1 {
			t.Errorf("%+v", r)
		}
	})
	// The answer with the id is waited for, but not for ever.
	for patience, ordered := range map[time.Duration]bool{time.Second: true, time.Minute: false} {
		s := &studio{status: after(1)}
		s.submit = func(ctx context.Context) error {
			select {
			case <-ctx.Done():
				return &api.Error{Kind: api.KindCancelled, Outcome: api.Unknown}
			case <-time.After(patience):
				return nil
			}
		}
		filming(t, func(t scene) {
			_, runs := t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
			synctest.Wait()
			t.q.Cancel(runs[0].ID)
			wait(t.T, t.q)
			if r := one(t.T, t.q); r.State != StateUnknown || r.Resumes() != ordered || t.shelf.dropped != 0 || len(s.polls) != 0 {
				t.Errorf("answer after %s: %+v", patience, r)
			}
		})
	}
}

// TestVideosTakeNoPlaces lets pictures and orders go on while videos are made,
// and never asks more often than the key may.
func TestVideosTakeNoPlaces(t *testing.T) {
	s := &studio{}
	s.status = func(int) (api.Video, error) { return rendering, nil }
	filming(t, func(t scene) {
		a := account(s)
		a.Parallel = 1
		t.q.Submit(filmPlan(20), a, SubmitOptions{})
		t.q.Submit(somePlan(3), a, SubmitOptions{})
		synctest.Wait()
		if c := t.q.Counts(); c.Saved != 3 || c.Running != 20 || s.submitted != 20 {
			t.Errorf("%+v, %d ordered", c, s.submitted)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		for i, at := range s.polls[1:] {
			if gap := at.Sub(s.polls[i]); gap < 1500*time.Millisecond {
				t.Fatalf("asked again after %s", gap)
			}
		}
		if len(s.polls) < 100 {
			t.Errorf("asked %d times for 20 videos", len(s.polls))
		}
		t.q.CancelAll()
		wait(t.T, t.q)
	})
}

func unfinished(shelf *shelf, r api.Request, adopt error) Unfinished {
	return Unfinished{
		ID: "entry", Job: "job-7", Sent: time.Now().Add(-time.Hour), Item: plan.Item{Request: r},
		Account: AccountInfo{KeyName: "work", Origin: "https://api.example:443"},
		Adopt: func() (Ticket, error) {
			if adopt != nil {
				return nil, adopt
			}
			return &slip{shelf: shelf, key: "entry"}, nil
		},
	}
}

func TestResume(t *testing.T) {
	r := filmPlan(1).Items[0].Request
	find := func(s *studio) func(string) (Account, error) {
		return func(name string) (Account, error) {
			if name != "work" {
				return Account{}, errors.New("no such key")
			}
			return account(s), nil
		}
	}
	s := &studio{status: after(3)}
	filming(t, func(t scene) {
		batch, runs := t.q.Resume([]Unfinished{unfinished(t.shelf, r, nil)}, find(s), ResumeOptions{})
		if batch == "" || len(runs) != 1 || runs[0].State != StateRendering || runs[0].Job != "job-7" || time.Since(runs[0].Started) != time.Hour {
			t.Fatalf("%+v", runs)
		}
		synctest.Wait()
		if len(s.polls) != 1 {
			t.Error("it is not asked for at once")
		}
		// The same video, wanted meanwhile, waits for that one.
		t.q.Submit(plan.Plan{Items: []plan.Item{{Request: r}}}, account(s), SubmitOptions{})
		wait(t.T, t.q)
		for _, r := range t.q.Snapshot() {
			if r.State != StateSaved {
				t.Errorf("%+v", r)
			}
		}
		if s.submitted != 0 || t.shelf.begun != 0 || len(t.shelf.saved) != 1 {
			t.Errorf("%d ordered, %d begun", s.submitted, t.shelf.begun)
		}
	})
	s = &studio{status: after(2)}
	filming(t, func(t scene) {
		t.q.Resume([]Unfinished{unfinished(t.shelf, r, nil)}, find(s), ResumeOptions{Once: true})
		wait(t.T, t.q)
		if r := one(t.T, t.q); !r.Resumes() || !errors.Is(r.LocalErr, errPending) || len(s.polls) != 1 {
			t.Errorf("once: %+v", r)
		}
	})
	other := unfinished(&shelf{}, r, nil)
	other.Account.Origin = "https://elsewhere.example:443"
	stranger := unfinished(&shelf{}, r, nil)
	stranger.Account.KeyName = "gone"
	for says, u := range map[string]Unfinished{
		"another address": other, "no such key": stranger, "taken": unfinished(&shelf{}, r, errors.New("taken")),
	} {
		s := &studio{status: after(1)}
		filming(t, func(t scene) {
			t.q.Resume([]Unfinished{u}, find(s), ResumeOptions{})
			wait(t.T, t.q)
			if r := one(t.T, t.q); !r.Resumes() || !strings.Contains(r.LocalErr.Error(), says) || len(s.polls) != 0 {
				t.Errorf("%s: %+v", says, r)
			}
		})
	}
	s = &studio{status: func(int) (api.Video, error) {
		return api.Video{}, &api.Error{Kind: api.KindNotServed, Outcome: api.Refused, Status: 404}
	}}
	filming(t, func(t scene) {
		u := unfinished(t.shelf, r, nil)
		u.Account = AccountInfo{KeyName: "sandbox", Origin: "sandbox", Sandbox: true}
		t.q.Resume([]Unfinished{u}, func(string) (Account, error) {
			a := account(s)
			a.Name, a.Origin, a.Sandbox = "sandbox", "sandbox", true
			return a, nil
		}, ResumeOptions{})
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateFailed || !errors.Is(r.LocalErr, errForgot) || t.shelf.dropped != 1 {
			t.Errorf("a sandbox that is new: %+v", r)
		}
	})
}

// VideoDelete counts what is deleted.
func (s *studio) VideoDelete(_ context.Context, job string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deleted = append(s.deleted, job)
	return nil
}

func TestDeleteVideo(t *testing.T) {
	s := &studio{status: func(int) (api.Video, error) { return rendering, nil }}
	filming(t, func(t scene) {
		_, runs := t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		time.Sleep(time.Minute)
		if err := t.q.DeleteVideo(t.Context(), account(s), "job-1"); !errors.Is(err, ErrBusy) || len(s.deleted) != 0 {
			t.Errorf("while it is asked for: %v", err)
		}
		t.q.Cancel(runs[0].ID)
		wait(t.T, t.q)
		if err := t.q.DeleteVideo(t.Context(), account(s), "job-1"); err != nil || len(s.deleted) != 1 {
			t.Errorf("%v, %q", err, s.deleted)
		}
		synctest.Wait()
		if r := one(t.T, t.q); r.State != StateFailed || r.Resumes() || !errors.Is(r.LocalErr, errDeleted) || t.shelf.dropped != 1 {
			t.Errorf("%+v", r)
		}
		if v, err := VideoStatus(t.Context(), account(s), "job-1"); err != nil || v.Word != "processing" {
			t.Errorf("%+v, %v", v, err)
		}
		if err := t.q.DeleteVideo(t.Context(), account(&server{}), "job-1"); err == nil {
			t.Error("a service without videos deletes one")
		}
	})
}

// TestVideoWantedTwice lets a second run wait for the first; when the service
// gives that up it is the person's to order again.
func TestVideoWantedTwice(t *testing.T) {
	s := &studio{status: func(int) (api.Video, error) { return api.Video{State: api.VideoFailed, Word: "failed"}, nil }}
	filming(t, func(t scene) {
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		wait(t.T, t.q)
		if s.submitted != 1 || states(t.q)[StateFailed] != 2 {
			t.Errorf("%d ordered, %v", s.submitted, states(t.q))
		}
	})
}

// stillStudio gives pictures of its videos, too.
type stillStudio struct{ *studio }

func (stillStudio) DownloadStill(_ context.Context, link string) ([]byte, error) {
	return []byte(link), nil
}

// The picture of a video is fetched from the first link there is, if there is one
// and it can be.
func TestStillOf(t *testing.T) {
	with := done
	with.Thumbnails = []string{"https://store.example/still", "https://store.example/other"}
	if stillOf(&studio{}, with) != nil || stillOf(stillStudio{}, done) != nil {
		t.Error("there is none")
	}
	if still, err := stillOf(stillStudio{}, with)(t.Context()); err != nil || string(still) != with.Thumbnails[0] {
		t.Errorf("%s, %v", still, err)
	}
}
