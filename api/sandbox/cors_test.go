package sandbox

import (
	"net/http"
	"testing"
)

// TestPagesOfAnyOrigin: a browser's question is answered without a key, and
// every answer may be read by the page that asked, the refusals too.
func TestPagesOfAnyOrigin(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32})
	for _, tt := range []struct {
		method, path, bearer string
		status               int
	}{
		{http.MethodOptions, "/image/generations", "", 204},
		{http.MethodOptions, "/video/x/status", "", 204},
		{http.MethodOptions, "/nothing", "", 204},
		{http.MethodPost, "/image/generations", "", 400},
		{http.MethodPost, "/image/generations", good, 400},
		{http.MethodGet, "/video/x/status", good, 404},
		{http.MethodGet, "/image/generations", good, 405},
		{http.MethodGet, "/nothing", good, 404},
		{http.MethodPost, "/image/generations", "vk-test-limited", 429},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, s.BaseURL()+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Origin", "https://page.example")
		if tt.method == http.MethodOptions {
			req.Header.Set("Access-Control-Request-Method", http.MethodPost)
			req.Header.Set("Access-Control-Request-Headers", "authorization,content-type,x-own")
		}
		if tt.bearer != "" {
			req.Header.Set("Authorization", "Bearer "+tt.bearer)
		}
		a, err := do(req)
		if err != nil {
			t.Fatal(err)
		}
		if a.status != tt.status || a.head.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s %s: %d, for %q", tt.method, tt.path, a.status, a.head.Get("Access-Control-Allow-Origin"))
		}
		if tt.method != http.MethodOptions {
			continue
		}
		if a.head.Get("Access-Control-Allow-Headers") != "authorization,content-type,x-own" ||
			a.head.Get("Access-Control-Allow-Methods") != "GET, POST, DELETE, OPTIONS" || len(a.body) != 0 {
			t.Errorf("%s: %v %q", tt.path, a.head, a.body)
		}
	}
	if n := s.Stats(); n.Requests[""] != 1 {
		t.Errorf("questions of browsers are counted: %+v", n)
	}
}

// TestNoPageGetsIntoAProgramsOwnSandbox: it takes one key, which no page has.
func TestNoPageGetsIntoAProgramsOwnSandbox(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, Bearer: "vk-test-own"})
	a := request(t, http.MethodOptions, s.BaseURL()+"/image/generations", "")
	if a.status == http.StatusNoContent || a.head.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%d %v", a.status, a.head)
	}
}
