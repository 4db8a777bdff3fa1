package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/api"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start serves a sandbox for one test.
func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), "127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return s
}

type fields map[string]string

// answer is an answer read to its end.
type answer struct {
	status int
	head   http.Header
	body   []byte
}

// do sends a request, follows no redirection and reads the whole answer.
func do(req *http.Request) (answer, error) {
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, body}, err
}

// post sends a form with a bearer.
func post(ctx context.Context, url, bearer string, f fields) (answer, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range f {
		if err := w.WriteField(k, v); err != nil {
			return answer{}, err
		}
	}
	if err := w.Close(); err != nil {
		return answer{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, &b)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	return do(req)
}

// ask posts and reads the whole answer.
func ask(t *testing.T, url, bearer string, f fields) answer {
	t.Helper()
	a, err := post(t.Context(), url, bearer, f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const good = "vk-test-sandbox"

// TestPictures asks for every style in every ratio. Under the race detector
// all but one are small.
func TestPictures(t *testing.T) {
	t.Parallel()
	full, small := start(t, Options{}), start(t, Options{MaxSide: 160})
	for i, style := range api.Styles(api.TextToImage) {
		for j, ratio := range api.AspectRatios(api.TextToImage) {
			t.Run(style.ID+" "+ratio, func(t *testing.T) {
				t.Parallel()
				s := full
				if racing && i+j > 0 {
					s = small
				}
				a := ask(t, s.BaseURL()+"/image/generations", good,
					fields{"prompt": "a harbour at dawn", "style": style.ID, "aspect_ratio": ratio, "seed": "12"})
				if a.status != http.StatusOK || a.head.Get("X-Ratelimit-Limit") != "50" {
					t.Fatalf("status %d, header %v: %s", a.status, a.head, a.body)
				}
				checkPicture(t, a.body, "jpeg", ratio, s == full)
			})
		}
	}
}

func checkPicture(t *testing.T, body []byte, format, ratio string, full bool) {
	t.Helper()
	img, got, err := image.Decode(bytes.NewReader(body))
	if err != nil || got != format {
		t.Fatalf("decoded as %q: %v", got, err)
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	want := map[string][2]int{"1:1": {1, 1}, "3:2": {3, 2}, "4:3": {4, 3}, "3:4": {3, 4}, "16:9": {16, 9}, "9:16": {9, 16}}[ratio]
	if d := w*want[1] - h*want[0]; d > 16 || d < -16 {
		t.Errorf("%d×%d is not %s", w, h, ratio)
	}
	if n := w * h; full && (n < 900_000 || n > 1_150_000) {
		t.Errorf("%d×%d are %d pixels", w, h, n)
	}
}

func TestTransparent(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 300})
	for _, ratio := range api.AspectRatios(api.TextToPNG) {
		a := ask(t, s.BaseURL()+"/image/generations/transparent", good,
			fields{"prompt": "a red apple", "aspect_ratio": ratio, "seed": "1"})
		if a.status != http.StatusOK || a.head.Get("Content-Type") != "application/octet-stream" {
			t.Fatalf("status %d, type %q", a.status, a.head.Get("Content-Type"))
		}
		checkPicture(t, a.body, "png", ratio, false)
		img, _, err := image.Decode(bytes.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
			t.Errorf("%s: the corner is not transparent", ratio)
		}
	}
}

// TestSameBytes: a request is repeatable, and each of its parts matters.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	a, b := start(t, Options{MaxSide: 120}), start(t, Options{MaxSide: 120})
	base := fields{"prompt": "a tree", "style": "anime", "aspect_ratio": "3:2", "seed": "9"}
	url := a.BaseURL() + "/image/generations"
	first := ask(t, url, good, base).body
	if !bytes.Equal(first, ask(t, b.BaseURL()+"/image/generations", "vk-test-other", base).body) {
		t.Error("the same request gave other bytes")
	}
	for k, v := range (fields{"prompt": "a trees", "style": "realistic", "aspect_ratio": "16:9", "seed": "10"}) {
		f := maps.Clone(base)
		f[k] = v
		if bytes.Equal(first, ask(t, url, good, f).body) {
			t.Errorf("%s %q made no difference", k, v)
		}
	}
	// Defaults, and fields of the first version of the API.
	x := ask(t, url, good, fields{"prompt": "a tree", "seed": "3", "style": "imagine-turbo", "cfg": "7.5"})
	y := ask(t, url, good, fields{"prompt": "a tree", "seed": "3", "style": "imagine-turbo", "aspect_ratio": "1:1"})
	if !bytes.Equal(x.body, y.body) {
		t.Error("the default is not 1:1")
	}
}

func TestErrors(t *testing.T) {
	s := start(t, Options{MaxSide: 64})
	ok := fields{"prompt": "a tree", "style": "anime", "seed": "1"}
	with := func(k, v string) fields {
		f := maps.Clone(ok)
		f[k] = v
		return f
	}
	tests := []struct {
		name, path, bearer string
		f                  fields
		status, code       int
		short              string
	}{
		{"no bearer", "/image/generations", "", ok, 400, 1000, "BadRequest"},
		{"no bearer, no such path", "/nothing", "", ok, 400, 1000, "BadRequest"},
		{"not a key", "/image/generations", "sk-other", ok, 401, 1001, "Unauthorized"},
		{"only a prefix", "/image/generations", "vk-", ok, 401, 1001, "Unauthorized"},
		{"expired", "/image/generations", "vk-test-expired", ok, 406, 1002, "NotAcceptable"},
		{"empty", "/image/generations", "vk-test-empty", ok, 402, 1101, "PaymentRequired"},
		{"limited", "/image/generations/transparent", "vk-test-limited", ok, 429, 1202, "TooManyRequests"},
		{"unknown style", "/image/generations", good, with("style", "flux_dev"), 400, 1100, "BadRequest"},
		{"unknown ratio", "/image/generations", good, with("aspect_ratio", "4:5"), 400, 1100, "BadRequest"},
		{"seed 0", "/image/generations", good, with("seed", "0"), 400, 1100, "BadRequest"},
		{"seed below 0", "/image/generations", good, with("seed", "-4"), 400, 1100, "BadRequest"},
		{"seed a word", "/image/generations/transparent", good, with("seed", "x"), 400, 1100, "BadRequest"},
		{"seed a fraction", "/image/generations", good, with("seed", "1.5"), 400, 1100, "BadRequest"},
		{"blank prompt", "/image/generations", good, with("prompt", " \n"), 400, 1100, "BadRequest"},
		{"no prompt", "/image/generations", good, fields{"style": "anime"}, 400, 1100, "BadRequest"},
		{"no style", "/image/generations", good, fields{"prompt": "a tree"}, 400, 1103, "InvalidBody"},
		{"blank style", "/image/generations", good, with("style", " "), 400, 1103, "InvalidBody"},
		{"no prompt and no style", "/image/generations", good, fields{"seed": "1"}, 400, 1100, "BadRequest"},
	}
	for _, c := range api.CodeInfo() {
		tests = append(tests, struct {
			name, path, bearer string
			f                  fields
			status, code       int
			short              string
		}{"fault " + c.Name, "/image/generations", faultPrefix + itoa(c.Code), ok, c.Status, c.Code, c.Name})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkError(t, ask(t, s.BaseURL()+tt.path, tt.bearer, tt.f), tt.status, tt.code, tt.short)
		})
	}
	if n := s.Stats(); n.Billed != 0 || n.Refused != len(tests) {
		t.Errorf("stats %+v after %d refusals", n, len(tests))
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// checkError wants exactly the documented form.
func checkError(t *testing.T, a answer, status, code int, name string) {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	var got map[string]any
	if err := json.Unmarshal(a.body, &got); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	message, _ := got["message"].(string)
	if len(got) != 4 || got["status"] != "error" || got["code"] != float64(code) || got["error"] != name || message == "" {
		t.Errorf("got %s, want code %d, error %q", a.body, code, name)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	for _, tt := range []struct {
		method, path string
		status       int
		text         string
	}{
		{http.MethodGet, "/image/generations", 405, "Method not allowed"},
		{http.MethodGet, "/models", 404, "Page not found"},
		{http.MethodPost, "/image/upscale", 404, "Page not found"},
		{http.MethodGet, "/video/text-to-video", 405, "Method not allowed"},
		{http.MethodPost, "/video/00000000-0000-0000-0000-000000000000/status", 405, "Method not allowed"},
		{http.MethodGet, "/video/a/b/status", 404, "Page not found"},
		{http.MethodGet, "/video//status", 404, "Page not found"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, s.BaseURL()+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "bearer vk-test-x") // the scheme's case does not matter
		a, err := do(req)
		if err != nil {
			t.Fatal(err)
		}
		if a.status != tt.status || strings.TrimSpace(string(a.body)) != tt.text {
			t.Errorf("%s %s: %d %q", tt.method, tt.path, a.status, a.body)
		}
	}
}

func TestNotMultipart(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 64})
	send := func(kind, body string) answer {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.BaseURL()+"/image/generations", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+good)
		req.Header.Set("Content-Type", kind)
		a, err := do(req)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, tt := range [][2]string{
		{"application/x-www-form-urlencoded", "prompt=a+tree&style=anime"},
		{"application/json", `{"prompt":"a tree"}`},
		{"", "prompt"},
		{"multipart/form-data", "no boundary"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\ncut off"},
	} {
		checkError(t, send(tt[0], tt[1]), 400, 1100, "BadRequest")
	}
	long := "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n" + strings.Repeat("a", maxText+2) + "\r\n--x--\r\n"
	checkError(t, send("multipart/form-data; boundary=x", long), 400, 1100, "BadRequest")
}

func TestStats(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 64})
	var wg sync.WaitGroup
	for _, style := range []string{"flux-dev", "anime", "sdxl-1.0", "imagine-turbo"} {
		for range 3 {
			wg.Go(func() {
				if _, err := post(t.Context(), s.BaseURL()+"/image/generations", good, fields{"prompt": "x", "style": style, "seed": "4"}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	got := s.Stats()
	if got.Requests[api.TextToImage] != 12 || got.Billed != 12 || got.Tokens != 3*(15+5+1) || got.Unpriced != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestLatency(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"real", "0s", "250ms", "2s", "1h0m0s"} {
		l, err := ParseLatency(s)
		if err != nil || l.String() != s {
			t.Errorf("%q: %v, %v", s, l, err)
		}
	}
	for _, s := range []string{"", "slow", "-1s", "2h", "5"} {
		if _, err := ParseLatency(s); err == nil {
			t.Errorf("%q was accepted", s)
		}
	}
	for i := range uint64(5000) {
		if d := Real.of(i * 7919); d < 400*time.Millisecond || d > 1500*time.Millisecond {
			t.Fatalf("real latency %v", d)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		if err := pause(t.Context(), Real.of(1)); err != nil || time.Since(begin) != 401*time.Millisecond {
			t.Errorf("paused %v: %v", time.Since(begin), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if err := pause(ctx, time.Hour); !errors.Is(err, context.Canceled) {
			t.Errorf("a client that went away: %v", err)
		}
	})
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	s, err := Start(t.Context(), "0.0.0.0:0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.BaseURL(), "http://127.0.0.1:") || !strings.HasSuffix(s.BaseURL(), "/v2") {
		t.Errorf("base URL %s", s.BaseURL())
	}
	if err := errors.Join(s.Close(t.Context()), s.Close(t.Context())); err != nil {
		t.Error(err)
	}
	if _, err := Start(t.Context(), "127.0.0.1:notaport", Options{}); err == nil {
		t.Error("a port that is none was accepted")
	}
}
