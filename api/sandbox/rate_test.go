package sandbox

import (
	"net/http"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/rate"
)

// TestRateIsKept: a key that made as many requests as it may is told how long
// to wait, whatever it asks for, and no other key is.
func TestRateIsKept(t *testing.T) {
	t.Parallel()
	var c clock
	s := start(t, Options{MaxSide: 32, Now: c.now, Rate: rate.Rate{Requests: 3, In: time.Minute}})
	ok := fields{"prompt": "a tree", "style": "anime", "seed": "1"}
	url := s.BaseURL() + "/image/generations"
	say := func(bearer string) answer { return ask(t, url, bearer, ok) }
	for n := range 3 {
		if a := say(good); a.status != http.StatusOK || a.head.Get("X-Ratelimit-Limit") != "3" {
			t.Fatalf("request %d: %d, limit %q", n+1, a.status, a.head.Get("X-Ratelimit-Limit"))
		}
		c.pass(10 * time.Second)
	}
	a := say(good)
	checkError(t, a, http.StatusTooManyRequests, codeTooMany, "TooManyRequests")
	if a.head.Get("Retry-After") != "30" || a.head.Get("X-Ratelimit-Limit") != "3" {
		t.Errorf("headers %v", a.head)
	}
	if a := request(t, http.MethodGet, s.BaseURL()+"/video/x/status", good); a.status != http.StatusTooManyRequests {
		t.Errorf("status of a video: %d", a.status)
	}
	if a := say("vk-test-another"); a.status != http.StatusOK {
		t.Errorf("another key: %d", a.status)
	}
	if a := say("not-a-key"); a.status != http.StatusUnauthorized {
		t.Errorf("no key: %d", a.status)
	}
	if a := request(t, http.MethodOptions, url, ""); a.status != http.StatusNoContent {
		t.Errorf("a browser's question: %d", a.status)
	}
	c.pass(29*time.Second + time.Millisecond)
	if a := say(good); a.status != http.StatusTooManyRequests || a.head.Get("Retry-After") != "1" {
		t.Errorf("too early: %d %v", a.status, a.head)
	}
	c.pass(time.Second)
	if a := say(good); a.status != http.StatusOK {
		t.Errorf("in time: %d", a.status)
	}
	if n := s.Stats(); n.Billed != 5 {
		t.Errorf("stats %+v", n)
	}
}

// TestNoRateIsKeptUnasked: the limit is stated as the API states it.
func TestNoRateIsKeptUnasked(t *testing.T) {
	t.Parallel()
	var c clock
	s := start(t, Options{MaxSide: 32, Now: c.now})
	for n := range stated + 10 {
		if a := request(t, http.MethodGet, s.BaseURL()+"/video/x/status", good); a.status != http.StatusNotFound || a.head.Get("X-Ratelimit-Limit") != "50" {
			t.Fatalf("request %d: %d %v", n+1, a.status, a.head)
		}
	}
	if n := s.Stats(); n.Requests[api.VideoStatus] != stated+10 {
		t.Errorf("stats %+v", n)
	}
}
