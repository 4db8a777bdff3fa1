package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"imagine-tui/api"
)

func TestVideoErrors(t *testing.T) {
	s := start(t, Options{MaxSide: 32})
	text, picture := s.BaseURL()+"/video/text-to-video", s.BaseURL()+"/video/image-to-video"
	for name, tt := range map[string]struct {
		url, bearer  string
		f            fields
		status, code int
		short        string
	}{
		"no prompt":     {text, good, changed(waves, "prompt", ""), 400, 1100, "BadRequest"},
		"no style":      {text, good, changed(waves, "style", ""), 400, 1100, "BadRequest"},
		"ratio":         {text, good, changed(waves, "aspect_ratio", "4:3"), 400, 1100, "BadRequest"},
		"no picture":    {picture, good, waves, 400, 1100, "BadRequest"},
		"not a picture": {picture, good, changed(waves, "file", "hello"), 400, 1100, "BadRequest"},
		"wrong field":   {picture, good, changed(waves, "image", "hello"), 400, 1100, "BadRequest"},
		"no tokens":     {text, "vk-test-empty", waves, 402, 1101, "PaymentRequired"},
	} {
		t.Run(name, func(t *testing.T) { checkError(t, ask(t, tt.url, tt.bearer, tt.f), tt.status, tt.code, tt.short) })
	}
	for _, c := range api.CodeInfo() {
		checkError(t, ask(t, text, faultPrefix+itoa(c.Code), waves), c.Status, c.Code, c.Name)
		a := request(t, http.MethodGet, s.BaseURL()+"/video/x/status", faultPrefix+itoa(c.Code))
		checkError(t, a, c.Status, c.Code, c.Name)
	}
	checkError(t, request(t, http.MethodGet, s.BaseURL()+"/video/x/status", good), 404, 1100, "NotFound")
	checkError(t, request(t, http.MethodDelete, s.BaseURL()+"/video/x", "vk-test-expired"), 406, 1002, "NotAcceptable")
	// No list of styles is complete: any is taken, the names of the platform's
	// pages too.
	for _, style := range []string{"fast-svd-text-to-video", "veo-2", "vidu", "kling-0.1"} {
		if a := ask(t, text, good, changed(waves, "style", style)); a.status != http.StatusOK {
			t.Errorf("%s: %d %s", style, a.status, a.body)
		}
	}
	if n := s.Stats(); n.Billed != 4 {
		t.Errorf("stats %+v", n)
	}
}

// TestVideoFaults lets each fault of a video's life happen, by bearer.
func TestVideoFaults(t *testing.T) {
	t.Parallel()
	var c clock
	s := start(t, Options{MaxSide: 32, Now: c.now, VideoTime: 30 * time.Second})
	state := func(id string) (int, told) {
		a := request(t, http.MethodGet, s.BaseURL()+"/video/"+id+"/status", good)
		var got told
		_ = json.Unmarshal(a.body, &got) // some are no JSON
		return a.status, got
	}
	dead, endless, late := submit(t, s, faultPrefix+"failed"), submit(t, s, faultPrefix+"forever"), submit(t, s, faultPrefix+"late")
	once, never := submit(t, s, faultPrefix+"expired-once"), submit(t, s, faultPrefix+"expired")
	if code, _ := state(late); code != http.StatusNotFound {
		t.Errorf("late at first: %d", code)
	}
	c.pass(12 * time.Second)
	var flapping []int
	for range 4 {
		code, _ := state(late)
		flapping = append(flapping, code)
	}
	if want := []int{200, 500, 200, 500}; !slices.Equal(flapping, want) {
		t.Errorf("late then: %v", flapping)
	}
	c.pass(time.Hour)
	if code, got := state(late); code != http.StatusOK || *got.Video.Code != 2 {
		t.Errorf("late at last: %d %+v", code, got)
	}
	if _, got := state(dead); *got.Video.Code != 3 || len(got.Video.URL.Generation.([]any)) != 0 || status(t, s, platform, dead).Video.Status != "failed" {
		t.Errorf("failed: %+v", got)
	}
	if _, got := state(endless); *got.Video.Code != 1 {
		t.Errorf("forever: %+v", got)
	}
	for i, want := range []int{403, 200, 200} {
		video, _ := links(t, s, once)
		if a := request(t, http.MethodGet, video, ""); a.status != want {
			t.Errorf("expired once, link %d: %d", i, a.status)
		}
		video, _ = links(t, s, never)
		if a := request(t, http.MethodGet, video, ""); a.status != http.StatusForbidden {
			t.Errorf("expired, link %d: %d", i, a.status)
		}
	}
	if n := s.Stats(); n.Billed != 5 || n.Faults["late"] != 1 {
		t.Errorf("stats %+v", n)
	}
}

// TestStatusAndDownloadFaults: the faults of every call, at one place only.
func TestStatusAndDownloadFaults(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, VideoTime: 1})
	for name, want := range map[string]int{"status-503": 503, "status-1202": 429, "status-1002": 406, "status-html": 200} {
		id := submit(t, s, faultPrefix+name)
		for _, bearer := range []string{good, faultPrefix + name} {
			if a := request(t, http.MethodGet, s.BaseURL()+"/video/"+id+"/status", bearer); a.status != want || (want == 200) != bytes.Contains(a.body, []byte("<html>")) {
				t.Errorf("%s: %d %.300s", name, a.status, a.body)
			}
		}
		if a := request(t, http.MethodDelete, s.BaseURL()+"/video/delete/"+id, faultPrefix+name); a.status != http.StatusOK {
			t.Errorf("%s: delete %d", name, a.status)
		}
	}
	for _, name := range []string{"download-404", "download-cut", "download-reset", "download-empty"} {
		video, thumbnail := links(t, s, submit(t, s, faultPrefix+name))
		for _, link := range []string{video, thumbnail} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
			if err != nil {
				t.Fatal(err)
			}
			a, err := do(req)
			if err == nil && a.status == http.StatusOK && len(a.body) > 0 {
				t.Errorf("%s: %d bytes came", name, len(a.body))
			}
		}
	}
	// A call that asks for a video can be lost as well; then it is billed.
	before := s.Stats().Billed
	if a, err := post(t.Context(), s.BaseURL()+"/video/text-to-video", faultPrefix+"cut", waves); err == nil {
		t.Errorf("cut: %s", a.body)
	}
	if n := s.Stats().Billed; n != before+1 {
		t.Errorf("%d were billed", n-before)
	}
	for in, known := range map[string]bool{
		"failed": true, "status-500:0.5": true, "download-slow": true, "status-1101": true,
		"download-1101": false, "status-failed": false, "status-": false, "status-status-500": false, "expired-twice": false,
	} {
		if f, err := ParseFault(in); (err == nil) != known || (known && f.String() != in) {
			t.Errorf("%q: %v, %v", in, f, err)
		}
	}
}

// TestStatusFaultRate: some of the questions are hit, each draws anew.
func TestStatusFaultRate(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, VideoTime: 1, Faults: []Fault{{Name: "status-500", Rate: 0.5}}})
	id := submit(t, s, good)
	hit := 0
	for range 40 {
		if request(t, http.MethodGet, s.BaseURL()+"/video/"+id+"/status", good).status == http.StatusInternalServerError {
			hit++
		}
	}
	if hit < 8 || hit > 32 || s.Stats().Faults["status-500"] != hit {
		t.Errorf("%d of 40 were hit", hit)
	}
}
