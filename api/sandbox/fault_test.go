package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

var tree = fields{"prompt": "a tree", "style": "anime", "seed": "1"}

// TestFaults lets each fault happen, by bearer and by option.
func TestFaults(t *testing.T) {
	s := start(t, Options{MaxSide: 200, Slow: 60 * time.Millisecond})
	url := s.BaseURL() + "/image/generations"
	whole := ask(t, url, good, tree).body
	read := func(t *testing.T, name string) (answer, error) {
		t.Helper()
		return post(t.Context(), url, faultPrefix+name, tree)
	}
	t.Run("cut", func(t *testing.T) {
		a, err := read(t, "cut")
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(a.body) >= len(whole) {
			t.Errorf("%d of %d bytes, %v", len(a.body), len(whole), err)
		}
	})
	t.Run("short", func(t *testing.T) {
		a, err := read(t, "short")
		if err != nil || len(a.body) != len(whole)/2 {
			t.Errorf("%d of %d bytes, %v", len(a.body), len(whole), err)
		}
	})
	t.Run("slow", func(t *testing.T) {
		a, err := read(t, "slow")
		if err != nil || !bytes.Equal(a.body, whole) {
			t.Errorf("%d of %d bytes, %v", len(a.body), len(whole), err)
		}
	})
	t.Run("html", func(t *testing.T) {
		a, err := read(t, "html")
		if err != nil || a.status != http.StatusOK || !bytes.Contains(a.body, []byte("<html>")) {
			t.Errorf("%v: %s", err, a.body)
		}
	})
	t.Run("empty", func(t *testing.T) {
		a, err := read(t, "empty")
		if err != nil || a.status != http.StatusOK || len(a.body) != 0 {
			t.Errorf("%v: %s", err, a.body)
		}
	})
	t.Run("reset", func(t *testing.T) {
		if a, err := read(t, "reset"); err == nil {
			t.Errorf("answered %d bytes", len(a.body))
		}
	})
	for _, status := range []int{302, 307, 418, 500, 502, 503, 504} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			a, err := read(t, strconv.Itoa(status))
			if err != nil || a.status != status || bytes.Contains(a.body, []byte("{")) {
				t.Errorf("%v, %v", err, a)
			}
			if (status < 400) != (a.head.Get("Location") != "") {
				t.Errorf("Location %q", a.head.Get("Location"))
			}
		})
	}
	t.Run("unknown", func(t *testing.T) {
		checkError(t, ask(t, url, faultPrefix+"nonsense", tree), 401, 1001, "Unauthorized")
	})
	if got := s.Stats(); got.Billed != 7 || got.Faults["cut"] != 1 || got.Faults["reset"] < 1 {
		t.Errorf("stats %+v", got)
	}
}

// TestHang: the client gives up, and a server that closes does not wait.
func TestHang(t *testing.T) {
	t.Parallel()
	hung := make(chan struct{}, 2)
	s := start(t, Options{MaxSide: 64, Faults: []Fault{{Name: "hang", Rate: 1}}})
	inner := s.http.Handler
	s.http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hung <- struct{}{}
		inner.ServeHTTP(w, r)
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 2)
	send := func(ctx context.Context) {
		_, err := post(ctx, s.BaseURL()+"/image/generations", good, tree)
		done <- err
	}
	go send(ctx)
	<-hung
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("a client that gives up: %v", err)
	}
	go send(t.Context())
	<-hung
	if err := s.Close(t.Context()); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := <-done; err == nil {
		t.Error("a request that hung was answered")
	}
}

// TestRate: the same seed hits the same requests, in any order, about as many
// as asked, and a request that is sent again gets a new draw.
func TestRate(t *testing.T) {
	t.Parallel()
	const n = 120
	run := func(seed int64, backwards bool) map[int]bool {
		s := start(t, Options{MaxSide: 16, FaultSeed: seed, Faults: []Fault{{Name: "503", Rate: 0.3}}})
		hit := map[int]bool{}
		for i := range n {
			if backwards {
				i = n - 1 - i
			}
			f := maps.Clone(tree)
			f["seed"] = strconv.Itoa(i + 1)
			hit[i] = ask(t, s.BaseURL()+"/image/generations", good, f).status == http.StatusServiceUnavailable
		}
		return hit
	}
	a, b, c := run(1, false), run(1, true), run(2, false)
	if !maps.Equal(a, b) {
		t.Error("the order of the requests changed who is hit")
	}
	if maps.Equal(a, c) {
		t.Error("another seed hit the same requests")
	}
	count := 0
	for _, hit := range a {
		if hit {
			count++
		}
	}
	if count < n*15/100 || count > n*45/100 {
		t.Errorf("%d of %d hit, want about 30 %%", count, n)
	}
	f := Fault{Name: "503", Rate: 0.5}
	again := 0
	for i := range 64 {
		if f.hits(1, 42, i) {
			again++
		}
	}
	if again == 0 || again == 64 {
		t.Errorf("sent 64 times: hit %d times", again)
	}
}

func TestParseFault(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Fault{
		"cut": {"cut", 1}, "1202:0.25": {"1202", 0.25}, "503:10%": {"503", 0.1}, "html:0": {"html", 0}, "1101:1": {"1101", 1},
	} {
		got, err := ParseFault(in)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
		if back, err := ParseFault(got.String()); err != nil || back != got {
			t.Errorf("%q: written as %q, read as %v", in, got, back)
		}
	}
	for _, in := range []string{"", "nonsense", "200", "999", "1208", "cut:", "cut:2", "cut:-1", "cut:x", "cut:NaN", "0503"} {
		if f, err := ParseFault(in); err == nil {
			t.Errorf("%q was read as %v", in, f)
		}
	}
}

// FuzzForm posts anything as a form: the handler must answer, with a picture
// or an error of the API.
func FuzzForm(f *testing.F) {
	f.Add("--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na tree\r\n--x--\r\n", "multipart/form-data; boundary=x")
	f.Add("prompt=a", "application/x-www-form-urlencoded")
	f.Add("--x\r\n\r\n--x--", "multipart/form-data; boundary=\"x\"")
	h := New(Options{MaxSide: 16})
	f.Fuzz(func(t *testing.T, body, kind string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v2/image/generations", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer "+good)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest && w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	})
}

func FuzzParseFault(f *testing.F) {
	f.Add("cut:0.5")
	f.Add("503:10%")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := ParseFault(s); err == nil && !(got.Rate >= 0 && got.Rate <= 1) {
			t.Errorf("%q: rate %v", s, got.Rate)
		}
	})
}
