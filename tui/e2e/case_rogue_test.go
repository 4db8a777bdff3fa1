//go:build unix

package e2e

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// rogue is a server in place of the API that answers as a test says, and
// remembers what it was asked. Its key is a canary: wherever that turns up at
// the end of the test, the program let a key out.
type rogue struct {
	*httptest.Server
	h *home

	mu     sync.Mutex
	posts  int
	gets   int
	seeds  map[string]int // how often each seed was asked for
	bearer []string
}

// rogue starts a server and makes "work" a key for it.
func (h *home) rogue(answer http.HandlerFunc) *rogue {
	h.t.Helper()
	s := h.quietRogue(answer)
	s.Start()
	s.trust()
	return s
}

// quietRogue is rogue before it listens; trust makes a key for it.
func (h *home) quietRogue(answer http.HandlerFunc) *rogue {
	h.t.Helper()
	s := &rogue{h: h, seeds: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.note(r)
		answer(w, r)
	}))
	h.t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	h.t.Cleanup(h.noCanary)
	return s
}

// askedSeed is the header in which handlers find the seed of a request, whose
// body is still to be read.
const askedSeed = "Asked-Seed"

func (s *rogue) note(r *http.Request) {
	seed := ""
	if r.Method == http.MethodPost {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // it hung up
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(bytes.NewReader(body))
		seed = again.FormValue("seed")
		r.Header.Set(askedSeed, seed)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bearer = append(s.bearer, r.Header.Get("Authorization"))
	if r.Method == http.MethodPost {
		s.posts++
		s.seeds[seed]++
		return
	}
	s.gets++
}

// trust configures the key "work" for the server, with more settings.
func (s *rogue) trust(more ...string) {
	s.h.t.Helper()
	s.h.keyFor(s.URL+"/v2", more...)
}

// count tells how many paid requests came, and how many others.
func (s *rogue) count() (posts, gets int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.posts, s.gets
}

// twice lists the seeds that were asked for more than once.
func (s *rogue) twice() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []string
	for seed, n := range s.seeds {
		if n > 1 {
			list = append(list, seed)
		}
	}
	return list
}

// wantPosts fails the test unless so many paid requests came.
func (s *rogue) wantPosts(n int) {
	s.h.t.Helper()
	if posts, _ := s.count(); posts != n {
		s.h.t.Errorf("%d paid requests came, want %d", posts, n)
	}
}

// generate asks for one picture with the key "work", into the folder out.
func (h *home) generate(args ...string) result {
	h.t.Helper()
	all := append([]string{"generate", "a boat", "-k", "work", "--json", "--log-level", "debug", "-o", h.path("out")}, args...)
	if !strings.Contains(strings.Join(args, " "), "--seed") {
		all = append(all, "--seed", "1")
	}
	r := h.run(all...)
	h.keyless(r)
	return r
}

// keyless fails the test for a key in what a command said.
func (h *home) keyless(r result) {
	h.t.Helper()
	if strings.Contains(r.stdout+r.stderr, canary) {
		h.t.Errorf("imagine-tui %q shows a key:\n%s%s", r.args, r.stdout, r.stderr)
	}
}

// unknown lists what recovery keeps for the person to decide.
func (h *home) unknown(t *testing.T) []event {
	t.Helper()
	r := h.run("recover", "--json").want(t, 0)
	h.keyless(r)
	return only(r.events(t), "unknown")
}

// wantUnknown fails the test unless the request is in recovery, once, nothing
// of it is in the library, and of the answer is kept what came.
func (h *home) wantUnknown(t *testing.T, kept []byte) {
	t.Helper()
	if list := h.unknown(t); len(list) != 1 {
		t.Errorf("%d requests are kept for the person to decide, want 1", len(list))
	}
	h.wantOut(t, 0)
	var found [][]byte
	for _, path := range h.files(h.path("state", "imagine-tui", "inflight")) {
		if ext := filepath.Ext(path); ext == ".part" || ext == ".bin" {
			found = append(found, []byte(read(t, path)))
		}
	}
	if len(kept) == 0 {
		return
	}
	if len(found) != 1 || !bytes.Equal(found[0], kept) {
		t.Errorf("of the answer %d files are kept, want one of %d bytes", len(found), len(kept))
	}
}

// wantOut fails the test unless so many pictures are in the folder out, each
// with its sidecar and nothing else.
func (h *home) wantOut(t *testing.T, pictures int) {
	t.Helper()
	// What was worked on is kept in a folder of its own.
	list := slices.DeleteFunc(h.files(h.path("out")), func(path string) bool { return filepath.Base(filepath.Dir(path)) == ".inputs" })
	n := 0
	for _, path := range list {
		if ext := filepath.Ext(path); ext == ".png" || ext == ".jpg" || ext == ".webp" {
			n++
		}
	}
	if n != pictures || len(list) != 2*pictures {
		t.Errorf("%d pictures, want %d: %q", n, pictures, list)
	}
}

// jpegOf and pngOf are pictures of a side, with enough in them not to shrink
// to nothing.
func jpegOf(tb testing.TB, side int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, motley(side), nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(tb testing.TB, side int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, motley(side)); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func motley(side int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	state := uint32(side)
	for i := range m.Pix {
		state = state*1664525 + 1013904223
		m.Pix[i] = byte(state >> 24)
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

// answerWith answers every request the same way.
func answerWith(status int, contentType string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = w.Write(body) // the client may have gone
	}
}

// hangUp reads a request to its end and closes the connection, after writing
// what is given, as it is. reset closes it the hard way.
func hangUp(tb testing.TB, raw []byte, reset bool) http.HandlerFunc {
	tb.Helper()
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // it may have gone
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			tb.Error(err)
			return
		}
		if tcp, ok := c.(*net.TCPConn); ok && reset {
			_ = tcp.SetLinger(0)
		}
		_, _ = c.Write(raw)
		_ = c.Close()
	}
}
