package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"imagine-tui/api/key"
)

// canary is the key of all tests. It must not turn up in any error.
const canary = "vk-test-CANARY0123456789abcdef"

func secret(tb testing.TB) key.Secret {
	tb.Helper()
	s, err := key.NewSecret(canary)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// service is a fake of the API that keeps what it was asked.
type service struct {
	*httptest.Server
	mu   sync.Mutex
	seen []*http.Request
	form []*multipart.Form
}

func newService(tb testing.TB, answer http.HandlerFunc) *service {
	tb.Helper()
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if kind == "multipart/form-data" {
			if err := r.ParseMultipartForm(1 << 20); err != nil {
				http.Error(w, err.Error(), http.StatusTeapot)
				return
			}
		}
		s.mu.Lock()
		s.seen = append(s.seen, r)
		s.form = append(s.form, r.MultipartForm)
		s.mu.Unlock()
		answer(w, r)
	}))
	tb.Cleanup(s.Close)
	return s
}

func (s *service) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.seen)
}

func (s *service) client(tb testing.TB, opts ...Option) *Client {
	tb.Helper()
	c, err := NewClient(s.URL+"/v2", secret(tb), opts...)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.CloseIdle)
	return c
}

func answering(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may have gone
	}
}

var params = Request{Operation: TextToImage, Prompt: "a red bicycle", Style: "flux-dev", AspectRatio: "16:9", Seed: 7}

// generate asks for a picture and wants an *Error of the given kind.
func generate(tb testing.TB, c *Client, kind Kind, outcome Outcome) (*Error, []byte) {
	tb.Helper()
	var dst bytes.Buffer
	img, err := c.Generate(tb.Context(), params, &dst, nil)
	if img != (Image{}) {
		tb.Errorf("an image came with the error: %+v", img)
	}
	e := wantError(tb, err, kind, outcome)
	if bytes.Contains(dst.Bytes(), []byte("CANARY")) {
		tb.Errorf("the key got into what is kept: %q", dst.Bytes())
	}
	return e, dst.Bytes()
}

// wantError wants an *Error, and no key in any form of it.
func wantError(tb testing.TB, err error, kind Kind, outcome Outcome) *Error {
	tb.Helper()
	var e *Error
	if !errors.As(err, &e) {
		tb.Fatalf("got %v, want an *Error", err)
	}
	if e.Kind != kind || e.Outcome != outcome {
		tb.Errorf("kind %d, outcome %d, want %d, %d: %v", e.Kind, e.Outcome, kind, outcome, e)
	}
	for _, s := range []string{
		e.Error(), e.Remedy(), fmt.Sprintf("%v %+v %#v", *e, e, *e), fmt.Sprintf("%v %#v", e.Err, e.Err), e.Proxy, e.Target,
	} {
		if strings.Contains(s, "CANARY") {
			tb.Errorf("the key is in %q", s)
		}
	}
	return e
}

func TestTextToImage(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 40, 30)
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "req-1")
		w.Header().Set("Content-Length", fmt.Sprint(len(picture)))
		_, _ = w.Write(picture) // the client may have gone
	})
	var events []string
	note := func(s string) { events = append(events, s) }
	tr := &Trace{
		Sending:   func() error { note(fmt.Sprintf("sending %d", s.count())); return nil },
		Sent:      func() { note("sent") },
		Receiving: func(total int64) { note(fmt.Sprintf("receiving %v", total == int64(len(picture)))) },
		Progress: func(done, total int64) {
			if done == total {
				note("done")
			}
		},
	}
	var dst bytes.Buffer
	img, err := s.client(t, WithUserAgent("imagine-tui/1.0")).Generate(t.Context(), params, &dst, tr)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(picture)
	want := Image{
		MediaType: "image/jpeg", Ext: ".jpg", Bytes: int64(len(picture)), SHA256: hex.EncodeToString(sum[:]),
		Width: 40, Height: 30, ServerID: "req-1",
	}
	if img != want || !bytes.Equal(dst.Bytes(), picture) {
		t.Errorf("image = %+v, want %+v", img, want)
	}
	if want := []string{"sending 0", "sent", "receiving true", "done"}; !reflect.DeepEqual(events, want) {
		t.Errorf("events = %q, want %q", events, want)
	}
	r, form := s.seen[0], s.form[0]
	if r.Method != http.MethodPost || r.URL.String() != "/v2/image/generations" {
		t.Errorf("%s %s", r.Method, r.URL)
	}
	if h := r.Header; h.Get("Authorization") != "Bearer "+canary || h.Get("User-Agent") != "imagine-tui/1.0" || h.Get("Idempotency-Key") != "" {
		t.Errorf("header = %v", h)
	}
	if want := map[string][]string{"prompt": {"a red bicycle"}, "style": {"flux-dev"}, "aspect_ratio": {"16:9"}, "seed": {"7"}}; !reflect.DeepEqual(form.Value, want) {
		t.Errorf("form = %v, want %v", form.Value, want)
	}
}

func TestTextToPNGAndGenerate(t *testing.T) {
	t.Parallel()
	picture := pngSample(t, scene(9, 7))
	s := newService(t, answering(http.StatusOK, "text/html", string(picture))) // the header lies
	c := s.client(t)
	long := strings.Repeat("夜の街 \"neon\"\n\t'x' --b", 4000)
	img, err := c.Generate(t.Context(), Request{Operation: TextToPNG, Prompt: long, Seed: 3}, nil, nil)
	if err != nil || img.Ext != ".png" || img.Width != 9 {
		t.Fatalf("%+v, %v", img, err)
	}
	if want := map[string][]string{"prompt": {long}, "seed": {"3"}}; !reflect.DeepEqual(s.form[0].Value, want) {
		t.Error("the form differs from what was given")
	}
	if _, err := c.Generate(t.Context(), Request{Operation: TextToPNG, Prompt: "x", Seed: 3}, io.Discard, nil); err != nil {
		t.Error(err)
	}
	if got := s.seen[1].URL.Path; got != "/v2/image/generations/transparent" {
		t.Error(got)
	}
	var wrong *RequestError
	for _, r := range []Request{{}, {Operation: Upscale}, {Operation: TextToPNG, Prompt: "x"}} {
		if _, err := c.Generate(t.Context(), r, io.Discard, nil); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if s.count() != 2 {
		t.Error("a wrong request was sent")
	}
}

// TestDocumentedErrors has the service answer with every row of the table.
func TestDocumentedErrors(t *testing.T) {
	t.Parallel()
	for _, doc := range CodeInfo() {
		t.Run(fmt.Sprint(doc.Code), func(t *testing.T) {
			t.Parallel()
			body := fmt.Sprintf(`{"status":"error","code":%d,"error":%q,"message":"Its words about %s."}`, doc.Code, doc.Name, canary)
			s := newService(t, answering(doc.Status, "application/json", body))
			kind, outcome := classify(doc.Status, serverError{code: fmt.Sprint(doc.Code)}, false)
			e, kept := generate(t, s.client(t), kind, outcome)
			if e.Status != doc.Status || e.Code != fmt.Sprint(doc.Code) || e.Name != doc.Name || e.Message != "Its words about …." ||
				e.Remedy() != doc.Remedy || e.Host == "" || e.SentAt.IsZero() {
				t.Errorf("%+v", e)
			}
			if s.count() != 1 || len(kept) != 0 {
				t.Errorf("%d requests, kept %q", s.count(), kept)
			}
		})
	}
}

func TestRetryAfterReachesTheError(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"2": "2s true", "999999999": "5m0s true", "-1": "0s false", "": "0s false", "soon": "0s false"} {
		s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", value)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		e, _ := generate(t, s.client(t), KindTooMany, Refused)
		if got := fmt.Sprint(e.RetryAfter, " ", e.HasRetryAfter); got != want || !e.Retryable() {
			t.Errorf("Retry-After %q gives %s, want %s", value, got, want)
		}
	}
}

func TestErrorBodiesAreBounded(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(io.Writer){
		"long": func(w io.Writer) {
			for range 1600 {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 64<<10)); err != nil {
					return
				}
			}
		},
		"deep":    func(w io.Writer) { _, _ = io.WriteString(w, strings.Repeat("[", 100_000)) },
		"hostile": func(w io.Writer) { _, _ = io.WriteString(w, "\x1b]52;c;aGk=\x07\x9b2J\xff text \x1b[31m") },
		"empty":   func(io.Writer) {},
		"echo":    func(w io.Writer) { _, _ = io.WriteString(w, "<title>no "+canary+"</title>") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusBadGateway)
				write(w)
			})
			e, _ := generate(t, s.client(t), KindServer, Unknown)
			if n := len([]rune(e.Message)); n > maxWords+1 || strings.ContainsAny(e.Message, "\x1b\x07\u009b") {
				t.Errorf("message of %d characters: %q", n, e.Message)
			}
			if e.Retryable() || e.Charged() != "It may have been charged." {
				t.Error("a bad gateway would be asked again by itself")
			}
		})
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	other := newService(t, answering(http.StatusOK, "image/jpeg", string(jpegSample(t, 8, 8))))
	target := strings.TrimPrefix(other.URL, "http://")
	for status, outcome := range map[int]Outcome{301: Refused, 302: Unknown, 303: Unknown, 307: Refused, 308: Refused} {
		for location, want := range map[string]string{
			other.URL + "/v2/x?token=" + canary:           target,
			"https://evil.example/?k=1":                   "https://evil.example",
			"http://user:pw@sub.127.0.0.1.nip.io:99/a?b#": "sub.127.0.0.1.nip.io:99",
			"/elsewhere":     "/elsewhere",
			"":               "",
			"http://[broken": "",
		} {
			s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", location)
				w.WriteHeader(status)
			})
			e, _ := generate(t, s.client(t), KindRedirect, outcome)
			if !strings.HasSuffix(e.Target, want) || strings.Contains(e.Target, "pw") || (want == "") != (e.Target == "") {
				t.Errorf("%d to %q: target %q", status, location, e.Target)
			}
			if e.Target != "" && !strings.Contains(e.Error(), e.Target) {
				t.Errorf("%q does not name the target", e)
			}
			if err := s.client(t).CheckKey(t.Context()); err == nil {
				t.Error("CheckKey takes a redirect for a yes")
			}
		}
	}
	if other.count() != 0 {
		t.Errorf("the other server was asked %d times", other.count())
	}
}

func TestGuardSendsNothingElsewhere(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", "x"))
	g := s.client(t).guard
	for _, change := range []func(*http.Request){
		func(r *http.Request) { r.URL.Host = "example.org" },
		func(r *http.Request) { r.URL.Scheme = "https" },
		func(r *http.Request) { r.URL.Host = "127.0.0.1:1" },
		func(r *http.Request) { r.Host = "example.org" },
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		resp, err := g.RoundTrip(r)
		if err == nil {
			_ = resp.Body.Close()
		}
		if !errors.Is(err, errForeign) || r.Header.Get("Authorization") != "" {
			t.Errorf("%s: %v", r.URL, err)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := g.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.Request != r || r.Header.Get("Authorization") != "" {
		t.Error("the request that went out, with the key in it, is within reach")
	}
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestSendingDecides(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", ""))
	full := errors.New("disk full")
	_, err := s.client(t).Generate(t.Context(), params, nil, &Trace{Sending: func() error { return full }})
	e := wantError(t, err, KindLocal, NotSent)
	if !errors.Is(err, full) || e.Retryable() || e.Charged() != "Nothing was sent." || !e.SentAt.IsZero() {
		t.Errorf("%v", e)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.client(t).Generate(ctx, params, nil, &Trace{Sending: func() error { t.Error("sending after the end"); return nil }})
	if e := wantError(t, err, KindCancelled, NotSent); !errors.Is(e, context.Canceled) {
		t.Error(e)
	}
	c, err := NewClient(s.URL, key.Secret{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Generate(t.Context(), params, nil, nil)
	_ = wantError(t, err, KindKeyMissing, NotSent)
	if s.count() != 0 {
		t.Errorf("%d requests were sent", s.count())
	}
}

func TestNewClientRefuses(t *testing.T) {
	t.Parallel()
	for _, opt := range []Option{WithMaxImage(0), WithIdleTimeout(-1), WithHeaderTimeout(-1)} {
		if _, err := NewClient("https://api.vyro.ai/v2", key.Secret{}, opt); err == nil {
			t.Error("a client without limits")
		}
	}
	if _, err := NewClient("http://example.org", key.Secret{}); err == nil {
		t.Error("a client that sends the key in the clear")
	}
}
