package sandbox

import (
	"encoding/json"
	"net/http"
	"testing"

	"imagine-tui/api"
)

// TestEveryCallIsOffered: what the catalogue has is served.
func TestEveryCallIsOffered(t *testing.T) {
	t.Parallel()
	for _, spec := range api.Catalogue() {
		if made := spec.Answer == api.AnswerImage || spec.Answer == api.AnswerJob; made != (makers[spec.Operation] != nil) {
			t.Errorf("%s: made %v, but that is not what the sandbox does", spec.Operation, made)
		}
	}
}

// TestNotOffered: a call that the catalogue has and nothing here can make is
// refused like any other error, after the key was looked at, and costs
// nothing.
func TestNotOffered(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 64})
	tune, ok := api.Lookup(api.TextToImage)
	if !ok {
		t.Fatal("no text to image")
	}
	tune.Operation, tune.Title, tune.Paths = "text-to-tune", "Text to Tune", []string{"/audio/generations"}
	s.handler.routes = append(s.handler.routes, route{tune, tune.Paths[0]})
	f := fields{"prompt": fox, "style": "anime", "seed": "7"}
	for _, c := range []struct {
		bearer       string
		status, code int
		short        string
	}{
		{"", http.StatusBadRequest, 1000, "BadRequest"},
		{good, http.StatusNotFound, 1100, "NotFound"},
		{"vk-test-empty", http.StatusNotFound, 1100, "NotFound"},
		{"vk-test-fault-502", http.StatusNotFound, 1100, "NotFound"},
	} {
		a := ask(t, s.BaseURL()+tune.Paths[0], c.bearer, f)
		var got errorBody
		if err := json.Unmarshal(a.body, &got); err != nil {
			t.Fatalf("%q: %v: %s", c.bearer, err, a.body)
		}
		if a.status != c.status || got.Status != "error" || got.Code != c.code || got.Error != c.short || got.Message == "" {
			t.Errorf("%q: status %d, %+v", c.bearer, a.status, got)
		}
	}
	if a := ask(t, s.BaseURL()+"/image/generations", good, f); a.status != http.StatusOK {
		t.Errorf("afterwards a picture answers %d: %s", a.status, a.body)
	}
	if st := s.Stats(); st.Billed != 1 || st.Refused != 4 || st.Requests["text-to-tune"] != 3 {
		t.Errorf("the sandbox counted %+v", st)
	}
}
