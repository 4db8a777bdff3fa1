package app

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
)

// studioLine is the sandbox at the end of a connection in virtual time, on which
// things go wrong as a test says.
type studioLine struct {
	handler http.Handler
	start   time.Time
	orders  int
	asked   int
	fetched int
	// trouble, if it returns anything, is what happens instead of an answer.
	// what is "order", "status" or "film".
	trouble func(l *studioLine, what string, r *http.Request) (*http.Response, error)
}

func (l *studioLine) RoundTrip(r *http.Request) (*http.Response, error) {
	what := "film"
	switch {
	case r.Method == http.MethodPost:
		what = "order"
		l.orders++
	case r.Header.Get("Authorization") != "": // which links never get
		what = "status"
		l.asked++
	default:
		l.fetched++
	}
	if resp, err := l.trouble(l, what, r); resp != nil || err != nil {
		return resp, err
	}
	served := httptest.NewRecorder()
	in := r.Clone(r.Context())
	in.RequestURI = ""
	if in.Body == nil {
		in.Body = http.NoBody
	}
	in.Host = r.URL.Host
	l.handler.ServeHTTP(served, in)
	resp := served.Result()
	resp.Request = r
	return resp, nil
}

// filming runs a test with the whole engine in virtual time: one video is
// ordered, which takes the sandbox 40 s.
func filming(t *testing.T, trouble func(*studioLine, string, *http.Request) (*http.Response, error), check func(w *works, l *studioLine, run queue.Run)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &studioLine{handler: sandbox.New(sandbox.Options{VideoTime: 40 * time.Second}), start: time.Now(), trouble: trouble}
		w := newWorks(t, "http://127.0.0.1:1/v2", l)
		w.orderVideo()
		run := w.end()[0]
		if l.orders != 1 {
			t.Errorf("%d orders were paid", l.orders)
		}
		check(w, l, run)
	})
}

func (w *works) orderVideo() {
	w.queue.Submit(plan.Plan{Items: []plan.Item{{Request: api.Request{
		Operation: api.TextToVideo, Prompt: "a boat", Style: api.Styles(api.TextToVideo)[0].ID, AspectRatio: "16:9",
	}}}}, w.account, queue.SubmitOptions{})
}

// saved wants one whole video in the library, and nothing left to do.
func (w *works) saved(run queue.Run) {
	w.t.Helper()
	if run.State != queue.StateSaved || filepath.Ext(run.Saved.Path) != ".mp4" || w.pictures() != 1 {
		w.t.Errorf("%s, %v, %v: %q", run.State, run.Err, run.LocalErr, run.Saved.Path)
	}
	if left := w.left(); len(left) != 0 {
		w.t.Errorf("left %+v", left)
	}
}

// wantJob wants the order in the journal with its job, to be asked for later.
func (w *works) wantJob(run queue.Run) {
	w.t.Helper()
	if run.State != queue.StateUnknown || !run.Resumes() || w.pictures() != 0 {
		w.t.Errorf("%+v", run)
	}
	if left := w.left(); len(left) != 1 || left[0].Event != history.EventRendering || left[0].Job != run.Job || run.Job == "" {
		w.t.Errorf("left %+v", left)
	}
}

// resume takes up the one video that was left, as the next start does, and returns
// how that ended.
func (w *works) resume() queue.Run {
	w.t.Helper()
	list, err := w.library.Unfinished()
	if err != nil || len(list) != 1 {
		w.t.Fatalf("%+v, %v", list, err)
	}
	ctx := context.WithoutCancel(w.t.Context())
	q := queue.New(ctx, queue.Options{Store: w.library})
	go func() {
		for range q.Events() {
		}
	}()
	q.Resume(list, func(string) (queue.Account, error) { return w.account, nil }, queue.ResumeOptions{})
	if err := q.Wait(ctx); err != nil {
		w.t.Fatal(err)
	}
	runs := q.Snapshot()
	if err := q.Close(ctx); err != nil {
		w.t.Error(err)
	}
	return runs[0]
}

func status(r *http.Request, code int, body string) (*http.Response, error) {
	return answer(r, code, strings.NewReader(body)), nil
}

// An order answered without an id: it may be paid, and what came is all that
// can be shown to the vendor.
func TestCase49VideoWithoutID(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no id":       `{"status":"processing","hint":"look-77"}`,
		"null":        `{"id":null,"hint":"look-77"}`,
		"wrong types": `{"id":{"a":[]},"hint":"look-77"}`,
		"not a video": `["look-77"]`,
		"NaN":         `{"id":NaN,"hint":"look-77"}`,
		"the key":     `{"id":"","hint":"look-77 ` + engineCanary + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			filming(t, func(_ *studioLine, what string, r *http.Request) (*http.Response, error) {
				if what != "order" {
					t.Error("a video without an id was asked for")
				}
				_, _ = io.Copy(io.Discard, r.Body)
				return status(r, http.StatusOK, body)
			}, func(w *works, _ *studioLine, run queue.Run) {
				left := w.left()
				if run.State != queue.StateUnknown || run.Err == nil || run.Err.Outcome != api.Unknown || len(left) != 1 || left[0].Event != history.EventUnknown {
					t.Fatalf("%+v, left %+v", run, left)
				}
				if kept := left[0].Problem; !strings.Contains(kept, "look-77") || strings.Contains(kept, "CANARY") {
					t.Errorf("kept of the answer: %q", kept)
				}
			})
		})
	}
}

func TestCase50FlappingVideo(t *testing.T) {
	t.Parallel()
	filming(t, func(l *studioLine, what string, r *http.Request) (*http.Response, error) {
		switch {
		case what != "status":
			return nil, nil
		case time.Since(l.start) < 10*time.Second:
			return status(r, http.StatusNotFound, "Page not found")
		case l.asked%2 == 0:
			return status(r, http.StatusInternalServerError, "oops")
		}
		return nil, nil
	}, func(w *works, l *studioLine, run queue.Run) {
		w.saved(run)
		if l.fetched != 1 || run.Polls < 3 {
			t.Errorf("fetched %d times, asked %d times", l.fetched, run.Polls)
		}
	})
}

// A finished video that is no video is fetched once, and never again while it is
// asked for: its bytes are kept with the reason. The next start asks once more, at
// no cost.
func TestCase50FinishedVideoThatIsNone(t *testing.T) {
	t.Parallel()
	const page = "<html><body>Your video will be here soon.</body></html>"
	broken := true
	trouble := func(_ *studioLine, what string, r *http.Request) (*http.Response, error) {
		if what == "film" && broken {
			return status(r, http.StatusOK, page)
		}
		return nil, nil
	}
	filming(t, trouble, func(w *works, l *studioLine, run queue.Run) {
		wantKept := func(fetched int) {
			t.Helper()
			left := w.left()
			if l.fetched != fetched || len(left) != 1 || left[0].Event != history.EventRendering || left[0].Job == "" {
				t.Fatalf("fetched %d times, left %+v", l.fetched, left)
			}
			if kept, err := os.ReadFile(left[0].Kept); err != nil || string(kept) != page {
				t.Errorf("kept %q, %v", kept, err)
			}
			if !strings.Contains(left[0].Problem, "video") || !strings.Contains(left[0].Problem, "fetched later, at no cost") {
				t.Errorf("the reason: %q", left[0].Problem)
			}
		}
		if run.State != queue.StateUnknown || !run.Resumes() || w.pictures() != 0 {
			t.Errorf("%+v", run)
		}
		wantKept(1)
		wantKept(1) // looking changes nothing
		w.resume()
		wantKept(2)
		broken = false
		w.saved(w.resume())
		if l.orders != 1 {
			t.Errorf("%d orders", l.orders)
		}
	})
}

func TestCase50NeverEndingVideo(t *testing.T) {
	t.Parallel()
	endless := true
	trouble := func(_ *studioLine, what string, r *http.Request) (*http.Response, error) {
		if what == "status" && endless {
			return status(r, http.StatusOK, `{"video":{"status":"processing"}}`)
		}
		return nil, nil
	}
	filming(t, trouble, func(w *works, l *studioLine, run queue.Run) {
		if took := time.Since(l.start); took < 25*time.Minute || took > 30*time.Minute {
			t.Errorf("it was asked for for %v", took)
		}
		w.wantJob(run)
		// The next start takes it up again; nothing is paid for that.
		endless = false
		w.saved(w.resume())
		if l.orders != 1 {
			t.Errorf("%d orders", l.orders)
		}
	})
}

func TestCase51NetworkOffForTenMinutes(t *testing.T) {
	t.Parallel()
	filming(t, func(l *studioLine, what string, _ *http.Request) (*http.Response, error) {
		if since := time.Since(l.start); what != "order" && since > 6*time.Second && since < 10*time.Minute {
			return nil, &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}
		}
		return nil, nil
	}, func(w *works, l *studioLine, run queue.Run) {
		w.saved(run)
		if took := time.Since(l.start); took < 10*time.Minute || took > 11*time.Minute {
			t.Errorf("it took %v", took)
		}
	})
}

func TestCase52ExpiredLink(t *testing.T) {
	t.Parallel()
	const expired = "<Error><Message>Request has expired</Message></Error>"
	t.Run("once", func(t *testing.T) {
		t.Parallel()
		filming(t, func(l *studioLine, what string, r *http.Request) (*http.Response, error) {
			if what == "film" && l.fetched == 1 {
				return status(r, http.StatusForbidden, expired)
			}
			return nil, nil
		}, func(w *works, l *studioLine, run queue.Run) {
			w.saved(run)
			if l.fetched != 2 {
				t.Errorf("fetched %d times", l.fetched)
			}
		})
	})
	t.Run("for ever", func(t *testing.T) {
		t.Parallel()
		filming(t, func(_ *studioLine, what string, r *http.Request) (*http.Response, error) {
			if what == "film" {
				return status(r, http.StatusForbidden, expired)
			}
			return nil, nil
		}, func(w *works, l *studioLine, run queue.Run) {
			w.wantJob(run)
			if l.fetched != 2 || !strings.Contains(run.LocalErr.Error(), "It can be fetched later, at no cost.") {
				t.Errorf("fetched %d times, says %v", l.fetched, run.LocalErr)
			}
		})
	})
	t.Run("cut", func(t *testing.T) {
		t.Parallel()
		filming(t, func(l *studioLine, what string, r *http.Request) (*http.Response, error) {
			if what == "film" && l.fetched == 1 {
				return answer(r, http.StatusOK, bytes.NewReader([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))), nil
			}
			return nil, nil
		}, func(w *works, _ *studioLine, run queue.Run) { w.saved(run) })
	})
}
