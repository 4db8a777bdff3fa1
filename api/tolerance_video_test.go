package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

var waves = Request{Operation: TextToVideo, Prompt: "waves", Style: "kling-1.0-pro", AspectRatio: "16:9"}

// TestTolerance07SubmitAnswers: a video has begun if there is an id, whatever
// else is said.
func TestTolerance07SubmitAnswers(t *testing.T) {
	t.Parallel()
	for body, id := range map[string]string{
		`{"id":"v-1","status":"processing"}`:      "v-1",
		`{"id":"v-1","status":"success"}`:         "v-1",
		`{"id":"v-1","status":"anything"}`:        "v-1",
		`{"id":"v-1","status":null,"error":null}`: "v-1",
		`{"id":"v-1"}`:                                        "v-1",
		`{"id":1265,"status":"processing"}`:                   "1265",
		`{"status":"success","code":200,"message":"","id":7}`: "7",
		`{"uuid":"v-1"}`:                                      "v-1",
		`{"data":{"id":"v-1"}}`:                               "v-1",
		`{"video":{"uuid":"v-1"}}`:                            "v-1",
		`{"task_id":"v-1"}`:                                   "v-1",
	} {
		s := newService(t, answering(http.StatusOK, "text/plain", body))
		job, err := s.client(t).Submit(t.Context(), waves, nil)
		if err != nil || job.ID != id {
			t.Errorf("%s: %+v, %v", body, job, err)
		}
	}
	for _, body := range []string{`{"status":"processing"}`, `{"id":""}`, `{"id":null}`, `{"id":[]}`, `{"status":"success","video_url":"https://x/y.mp4"}`, "processing", ""} {
		s := newService(t, answering(http.StatusOK, "", body))
		_, err := s.client(t).Submit(t.Context(), waves, nil)
		if e := wantError(t, err, KindNoAnswer, Unknown); !strings.Contains(e.Error(), "no video id") || s.count() != 1 {
			t.Errorf("%s: %v after %d requests", body, e, s.count())
		}
	}
}

// linkForms are the ways in which links are given, and what they are.
var linkForms = map[string][]string{
	`"https://store/x"`:                       {"https://store/x"},
	`["https://store/x"]`:                     {"https://store/x"},
	`["https://store/x",null,"","https://y"]`: {"https://store/x", "https://y"},
	`[]`:   nil,
	`""`:   nil,
	`null`: nil,
}

// TestTolerance08StatusForms: both forms, in all their variants, and what the
// words mean.
func TestTolerance08StatusForms(t *testing.T) {
	t.Parallel()
	body := ""
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
	c := s.client(t)
	for generation, links := range linkForms {
		for thumbnail, pictures := range linkForms {
			for _, says := range []string{
				`"code":2,"id":1265`, `"code":1`, `"status":"finished","uuid":"u"`, `"status":"success"`, `"status":"processing"`, `"status":"dreaming"`, `"id":1265`,
			} {
				body = fmt.Sprintf(`{"status":"success","video":{%s,"url":{"generation":%s,"thumbnail":%s}}}`, says, generation, thumbnail)
				v, err := c.VideoStatus(t.Context(), "v-1")
				want := VideoRendering
				if len(links) > 0 {
					want = VideoDone
				}
				if err != nil || v.ID != "v-1" || v.State != want || !slices.Equal(v.Links, links) || !slices.Equal(v.Thumbnails, pictures) {
					t.Errorf("%s: %+v, %v", body, v, err)
				}
			}
		}
	}
	for b, want := range map[string]VideoState{
		`{"status":"success"}`:                                                         VideoRendering,
		`{"status":"success","video":null}`:                                            VideoRendering,
		`{"status":"success","video":{}}`:                                              VideoRendering,
		`{"status":"success","video":{"url":null}}`:                                    VideoRendering,
		`{"status":"success","video":{"url":{}}}`:                                      VideoRendering,
		`{"status":"success","video":{"code":0}}`:                                      VideoRendering,
		`{"status":"success","video":{"code":"1"}}`:                                    VideoRendering,
		`{"status":"success","video":{"code":3}}`:                                      VideoFailed,
		`{"status":"success","video":{"code":3,"url":{"generation":[]}}}`:              VideoFailed,
		`{"status":"processing"}`:                                                      VideoRendering,
		`{"status":"failed","id":"v-1"}`:                                               VideoFailed,
		`{"status":"failed","error":"refused"}`:                                        VideoFailed,
		`{"status":"error","code":1200,"message":"m","video":{"status":"processing"}}`: VideoRendering,
	} {
		body = b
		if v, err := c.VideoStatus(t.Context(), "v-1"); err != nil || v.State != want {
			t.Errorf("%s: %+v, %v", body, v, err)
		}
	}
	for _, word := range []string{"failed", "FAILED", "error", "cancelled", "canceled", "rejected"} {
		body = `{"status":"success","video":{"status":"` + word + `","message":"not this one"}}`
		if v, err := c.VideoStatus(t.Context(), "v-1"); err != nil || v.State != VideoFailed || v.Word != word || v.Message != "not this one" {
			t.Errorf("%s: %+v, %v", body, v, err)
		}
	}
	// An error about the question says nothing about the video.
	for _, b := range []string{
		`{"status":"error","code":1200,"message":"m"}`, `{"status":"error","code":1200,"message":"m","video":null}`, `{"status":"error","code":"1200","video":{}}`,
	} {
		body = b
		if v, err := c.VideoStatus(t.Context(), "v-1"); err == nil || v.State != VideoRendering {
			t.Errorf("%s: %+v", body, v)
		} else if e := wantError(t, err, KindBusy, Refused); e.Code != "1200" {
			t.Error(e)
		}
	}
}

// TestTolerance09Addresses: where one address is not served the next one is
// tried, and only then; what worked is remembered; the config can change them.
func TestTolerance09Addresses(t *testing.T) {
	t.Parallel()
	var (
		asked  []string
		serves string
		other  int // the status of all other addresses
	)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		if r.URL.Path != serves {
			w.WriteHeader(other)
			return
		}
		_, _ = w.Write([]byte(`{"status":"success","video":{"status":"processing"}}`)) // the client may have gone
	})
	mended := Operations{VideoStatus: {Paths: []string{"/films/{id}", "/v/{id}/how"}}, VideoDelete: {Path: "/films/{id}"}}
	if err := mended.Validate(); err != nil {
		t.Fatal(err)
	}
	for op, ask := range map[Operation]func(*Client) error{
		VideoStatus: func(c *Client) error { _, err := c.VideoStatus(t.Context(), "v-1"); return err },
		VideoDelete: func(c *Client) error { return c.VideoDelete(t.Context(), "v-1") },
	} {
		spec, _ := Lookup(op)
		for _, paths := range [][]string{spec.Paths, mended[op].paths()} {
			var opts []Option
			if !slices.Equal(paths, spec.Paths) {
				opts = append(opts, WithOperations(mended))
			}
			for i, path := range paths {
				c := s.client(t, opts...)
				asked, serves, other = nil, "/v2"+fillPath(path, "v-1"), http.StatusNotFound+i%2
				if err := ask(c); err != nil || len(asked) != i+1 {
					t.Errorf("%s: %v, asked %q", path, err, asked)
				}
				if err := ask(c); err != nil || len(asked) != i+2 || asked[i+1] != serves {
					t.Errorf("%s again: %v, asked %q", path, err, asked)
				}
				for _, other = range []int{400, 401, 403, 410, 429, 500, 503} {
					asked, serves = nil, "nowhere"
					if err := ask(c); err == nil || len(asked) != 1 {
						t.Errorf("%s, status %d: %v, asked %q", path, other, err, asked)
					}
				}
			}
		}
	}
}

// TestTolerance10Links: links that have expired or are good only once, and
// where the key goes.
func TestTolerance10Links(t *testing.T) {
	t.Parallel()
	video := film()
	var mu sync.Mutex
	used, given := map[string]bool{}, 0
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		ticket := r.URL.Query().Get("ticket")
		switch {
		case r.Header.Get("Authorization") != "":
			t.Errorf("the key went to %s", r.URL.Path)
		case r.URL.Path == "/away":
			http.Redirect(w, r, "http://elsewhere.example/x", http.StatusFound)
		case r.URL.Path == "/on":
			http.Redirect(w, r, "/film?ticket="+ticket, http.StatusTemporaryRedirect)
		case ticket == "1" || used[ticket]: // the first has expired, each is good once
			w.WriteHeader(http.StatusForbidden)
		default:
			used[ticket] = true
			_, _ = w.Write(video) // the client may have gone
		}
	}))
	t.Cleanup(store.Close)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		given++
		_, _ = fmt.Fprintf(w, `{"status":"success","video":{"status":"finished","url":{"generation":"%s/film?ticket=%d"}}}`, store.URL, given)
	})
	c := s.client(t)
	link := func() string {
		v, err := c.VideoStatus(t.Context(), "v-1")
		if err != nil || v.State != VideoDone {
			t.Fatalf("%+v, %v", v, err)
		}
		return v.Links[0]
	}
	_, err := c.DownloadVideo(t.Context(), link(), nil, nil)
	if e := wantError(t, err, KindBadRequest, Refused); e.Status != http.StatusForbidden {
		t.Errorf("an expired link: %v", e)
	}
	fresh := link()
	var dst bytes.Buffer
	if _, err := c.DownloadVideo(t.Context(), fresh, &dst, nil); err != nil || !bytes.Equal(dst.Bytes(), video) {
		t.Errorf("a fresh link: %v", err)
	}
	_, err = c.DownloadVideo(t.Context(), fresh, nil, nil)
	if e := wantError(t, err, KindBadRequest, Refused); e.Status != http.StatusForbidden {
		t.Errorf("a link used twice: %v", e)
	}
	if _, err := c.DownloadVideo(t.Context(), store.URL+"/on?ticket=9", nil, nil); err != nil {
		t.Errorf("passed on: %v", err)
	}
	// Plain http is for this computer, and only if the service is there too.
	if _, err := c.DownloadVideo(t.Context(), store.URL+"/away", nil, nil); err == nil || !strings.Contains(err.Error(), "not https") {
		t.Errorf("passed on to plain http: %v", err)
	}
	for _, bad := range []string{"http://elsewhere.example/x", "ftp://127.0.0.1/x", "file:///etc/hostname", "//x/y", ""} {
		if _, err := c.DownloadVideo(t.Context(), bad, nil, nil); err == nil {
			t.Errorf("%q was fetched", bad)
		} else if e := wantError(t, err, KindNoAnswer, NotSent); e.Retryable() {
			t.Errorf("%q may be tried again", bad)
		}
	}
	far, err := NewClient("https://api.vyro.ai/v2", secret(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := far.DownloadVideo(t.Context(), store.URL+"/film?ticket=77", nil, nil); err == nil || used["77"] {
		t.Errorf("a link to this computer, from a service that is not here: %v", err)
	}
}
