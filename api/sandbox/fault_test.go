package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"strconv"
	"testing"
	"time"
)

var tree = fields{"prompt": "a tree", "style": "anime", "seed": "1"}

// TestFaults lets each fault happen, by bearer and by option.
func TestFaults(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 200, Slow: 60 * time.Millisecond})
	url := s.BaseURL() + "/image/generations"
	_, whole := ask(t, url, good, tree)
	read := func(t *testing.T, name string) (*http.Response, []byte, error) {
		t.Helper()
		resp, err := post(t.Context(), url, faultPrefix+name, tree)
		if err != nil {
			return nil, nil, err
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		return resp, b, err
	}
	t.Run("cut", func(t *testing.T) {
		_, b, err := read(t, "cut")
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(b) >= len(whole) {
			t.Errorf("%d of %d bytes, %v", len(b), len(whole), err)
		}
	})
	t.Run("short", func(t *testing.T) {
		_, b, err := read(t, "short")
		if err != nil || len(b) != len(whole)/2 {
			t.Errorf("%d of %d bytes, %v", len(b), len(whole), err)
		}
	})
	t.Run("slow", func(t *testing.T) {
		_, b, err := read(t, "slow")
		if err != nil || !bytes.Equal(b, whole) {
			t.Errorf("%d of %d bytes, %v", len(b), len(whole), err)
		}
	})
	t.Run("html", func(t *testing.T) {
		resp, b, err := read(t, "html")
		if err != nil || resp.StatusCode != 200 || !bytes.Contains(b, []byte("<html>")) {
			t.Errorf("%v: %s", err, b)
		}
	})
	t.Run("empty", func(t *testing.T) {
		resp, b, err := read(t, "empty")
		if err != nil || resp.StatusCode != 200 || len(b) != 0 {
			t.Errorf("%v: %s", err, b)
		}
	})
	t.Run("reset", func(t *testing.T) {
		if _, b, err := read(t, "reset"); err == nil {
			t.Errorf("answered %d bytes", len(b))
		}
	})
	for _, status := range []int{302, 307, 418, 500, 502, 503, 504} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			resp, b, err := read(t, strconv.Itoa(status))
			if err != nil || resp.StatusCode != status || bytes.Contains(b, []byte("{")) {
				t.Errorf("%v, %v: %s", err, resp, b)
			}
			if (status < 400) != (resp.Header.Get("Location") != "") {
				t.Errorf("Location %q", resp.Header.Get("Location"))
			}
		})
	}
	t.Run("unknown", func(t *testing.T) {
		resp, b := ask(t, url, faultPrefix+"nonsense", tree)
		checkError(t, resp, b, 401, 1001, "Unauthorized")
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
		resp, err := post(ctx, s.BaseURL()+"/image/generations", good, tree)
		if err == nil {
			_ = resp.Body.Close()
		}
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
			resp, _ := ask(t, s.BaseURL()+"/image/generations", good, f)
			hit[i] = resp.StatusCode == http.StatusServiceUnavailable
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

func FuzzParseFault(f *testing.F) {
	f.Add("cut:0.5")
	f.Add("503:10%")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := ParseFault(s); err == nil && !(got.Rate >= 0 && got.Rate <= 1) {
			t.Errorf("%q: rate %v", s, got.Rate)
		}
	})
}
