package api

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestSubmitVideos(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]Job{
		`{"id":"abc","status":"processing"}`: {ID: "abc", Status: "processing"},
		`{"id":1265}`:                        {ID: "1265", Status: ""},
		`{"status":"success","id":"x"}`:      {ID: "x", Status: "success"},
		`{"uuid":"u"}`:                       {ID: "u", Status: ""},
		`{"task_id":"t"}`:                    {ID: "t", Status: ""},
		`{"data":{"id":"d"}}`:                {ID: "d", Status: ""},
		`{"video":{"uuid":"v"}}`:             {ID: "v", Status: ""},
	} {
		s := newService(t, answering(http.StatusOK, "", body))
		p := Request{Operation: TextToVideo, Prompt: "waves", Style: "kling-1.0-pro", AspectRatio: "16:9"}
		job, err := s.client(t).Submit(t.Context(), p, nil)
		if err != nil || job != want {
			t.Errorf("%s: %+v, %v, want %+v", body, job, err, want)
		}
		if got := s.form[0].Value; s.seen[0].URL.Path != "/v2/video/text-to-video" || len(got) != 3 || got["style"][0] != "kling-1.0-pro" {
			t.Errorf("%s, form %v", s.seen[0].URL, got)
		}
	}
	for _, tt := range []struct {
		status  int
		body    string
		kind    Kind
		outcome Outcome
		says    string
	}{
		{200, `{"status":"processing"}`, KindNoAnswer, Unknown, "contains no video id"},
		{200, `{"id":null}`, KindNoAnswer, Unknown, "contains no video id"},
		{200, `{"id":{}}`, KindNoAnswer, Unknown, "contains no video id"},
		{200, `{"id":NaN}`, KindNoAnswer, Unknown, "contains no video id"},
		{200, strings.Repeat("[", 100_000), KindNoAnswer, Unknown, "contains no video id"},
		{200, "", KindNoAnswer, Unknown, "contains no video id"},
		{200, `{"id":"x","status":"error","code":1101}`, KindNoTokens, Unknown, "No tokens"},
		{200, strings.Repeat(" ", maxJSON+1), KindTooLarge, Unknown, "more than 1 MB"},
		{402, `{"status":"error","code":1101}`, KindNoTokens, Refused, "No tokens"},
	} {
		s := newService(t, answering(tt.status, "", tt.body))
		_, err := s.client(t).Submit(t.Context(), Request{Operation: TextToVideo, Prompt: "waves", Style: "veo2"}, nil)
		if e := wantError(t, err, tt.kind, tt.outcome); !strings.Contains(e.Error(), tt.says) || e.Status != tt.status {
			t.Errorf("%.40q: %v", tt.body, e)
		}
	}
}

func TestVideoFromPicture(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", `{"id":"abc"}`))
	picture := map[string]Upload{fieldFile: upload(t, "a.jpg", jpegSample(t, 8, 8))}
	film := Request{Operation: ImageToVideo, Prompt: "waves", Style: "veo2"}
	if _, err := s.client(t).Submit(t.Context(), withFiles(t, film, picture), nil); err != nil {
		t.Fatal(err)
	}
	if f := s.form[0].File["file"]; len(f) != 1 || f[0].Filename != "file.jpg" {
		t.Errorf("%v", s.form[0].File)
	}
	var wrong *RequestError
	if _, err := s.client(t).Submit(t.Context(), film, nil); !errors.As(err, &wrong) {
		t.Error(err)
	}
	film.Operation = TextToVideo
	if _, err := s.client(t).Submit(t.Context(), withFiles(t, film, picture), nil); !errors.As(err, &wrong) {
		t.Error(err)
	}
}

// TestSubmit orders videos as requests, with their files on disk.
func TestSubmit(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.png")
	if err := os.WriteFile(path, pngSample(t, scene(9, 9)), 0o600); err != nil {
		t.Fatal(err)
	}
	inputs, err := LoadInputs(ImageToVideo, path, "")
	if err != nil {
		t.Fatal(err)
	}
	s := newService(t, answering(http.StatusOK, "", `{"id":"abc"}`))
	c := s.client(t)
	r := Request{Operation: ImageToVideo, Prompt: "waves", Style: "veo2", AspectRatio: "16:9", Inputs: inputs}
	if job, err := c.Submit(t.Context(), r, nil); err != nil || job.ID != "abc" || len(s.form[0].File["file"]) != 1 {
		t.Errorf("%+v, %v", job, err)
	}
	var wrong *RequestError
	if _, err := c.Generate(t.Context(), r, nil, nil); !errors.As(err, &wrong) {
		t.Errorf("a video as a picture: %v", err)
	}
	if err := os.WriteFile(path, pngSample(t, scene(9, 8)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Submit(t.Context(), r, nil); !errors.As(err, &wrong) || s.count() != 1 {
		t.Errorf("with a changed picture: %v", err)
	}
}

func TestFailedVideo(t *testing.T) {
	t.Parallel()
	e := Video{ID: "abc", State: VideoFailed, Word: "failed", Message: "No faces, please."}.Failure()
	if e.Retryable() || e.Charged() != "It may have been charged." || !strings.Contains(e.Error(), `gave up on the video: "No faces, please."`) || e.Remedy() == "" {
		t.Errorf("%v %s", e, e.Remedy())
	}
}

func TestReadVideo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body string
		state      VideoState
		links      []string
		thumbnails []string
	}{
		{
			"form a", `{"status":"success","video":{"code":2,"created_at":"2025-04-10T14:27:02.166676Z","id":1265,
			"settings":{"prompt":"p","style_id":"11002"},"url":{"generation":["https://a/1","","https://a/2"],"thumbnail":[]}}}`,
			VideoDone,
			[]string{"https://a/1", "https://a/2"},
			nil,
		},
		{
			"form b", `{"status":"success","video":{"uuid":"x","status":"finished","url":{"generation":"https://b","thumbnail":"https://t"}}}`,
			VideoDone,
			[]string{"https://b"},
			[]string{"https://t"},
		},
		{"rendering a", `{"status":"success","video":{"code":1,"url":{"generation":null}}}`, VideoRendering, nil, nil},
		{"rendering b", `{"status":"success","video":{"status":"processing"}}`, VideoRendering, nil, nil},
		{"done without a link", `{"status":"success","video":{"status":"completed","url":{}}}`, VideoRendering, nil, nil},
		{"unknown word", `{"status":"success","video":{"status":"dreaming"}}`, VideoRendering, nil, nil},
		{"no video yet", `{"status":"success"}`, VideoRendering, nil, nil},
		{"failed by word", `{"status":"success","video":{"status":"Failed","error":"nsfw"}}`, VideoFailed, nil, nil},
		{"failed by number", `{"status":"success","video":{"code":3}}`, VideoFailed, nil, nil},
		{"a link decides", `{"status":"error","video":{"status":"failed","url":{"generation":"https://x"}}}`, VideoDone, []string{"https://x"}, nil},
		{"flat", `{"status":"processing","id":"x"}`, VideoRendering, nil, nil},
		{"flat and done", `{"status":"finished","url":"https://x"}`, VideoDone, []string{"https://x"}, nil},
		{"in data", `{"data":{"status":"queued"}}`, VideoRendering, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(http.StatusOK, "", tt.body))
			v, err := s.client(t).VideoStatus(t.Context(), "id-1")
			if err != nil {
				t.Fatal(err)
			}
			if v.ID != "id-1" || v.State != tt.state || !reflect.DeepEqual(v.Links, tt.links) || !reflect.DeepEqual(v.Thumbnails, tt.thumbnails) {
				t.Errorf("%+v", v)
			}
		})
	}
	for body, kind := range map[string]Kind{
		`{"status":"error","code":1001,"message":"m"}`: KindKeyRefused,
		`{"status":"error","message":"m"}`:             KindNoAnswer,
		`{}`:                                           KindNoAnswer,
		`[]`:                                           KindNoAnswer,
		`<html>`:                                       KindNoAnswer,
		``:                                             KindNoAnswer,
	} {
		s := newService(t, answering(http.StatusOK, "", body))
		_, err := s.client(t).VideoStatus(t.Context(), "id-1")
		_ = wantError(t, err, kind, Refused)
	}
}

// TestAddressesOfVideos serves only one of the addresses at a time.
func TestAddressesOfVideos(t *testing.T) {
	t.Parallel()
	for op, ask := range map[Operation]func(*Client) error{
		VideoStatus: func(c *Client) error { _, err := c.VideoStatus(t.Context(), "a-b"); return err },
		VideoDelete: func(c *Client) error { return c.VideoDelete(t.Context(), "a-b") },
	} {
		spec, _ := Lookup(op)
		for at, path := range spec.Paths {
			served := fillPath("/v2"+path, "a-b")
			var asked []string
			s := newService(t, func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.Method+" "+r.URL.EscapedPath())
				switch {
				case r.URL.EscapedPath() == served:
					_, _ = w.Write([]byte(`{"status":"success","video":{"status":"processing"}}`)) // the client may have gone
				case len(asked)%2 == 0:
					w.WriteHeader(http.StatusMethodNotAllowed)
				default:
					w.WriteHeader(http.StatusNotFound)
				}
			})
			c := s.client(t)
			if err := ask(c); err != nil || len(asked) != at+1 || asked[at] != spec.Method+" "+served {
				t.Errorf("%s at %s: %v, asked %q", op, path, err, asked)
			}
			asked = nil
			if err := ask(c); err != nil || len(asked) != 1 {
				t.Errorf("%s at %s, again: %v, asked %q", op, path, err, asked)
			}
			served, asked = "", nil
			e := wantError(t, ask(c), KindNotServed, Refused)
			if len(asked) != len(spec.Paths) || e.Status != http.StatusNotFound {
				t.Errorf("%s, served nowhere: asked %q", op, asked)
			}
		}
	}
}

// TestAddressThatAnsweredBeforeIsAskedFirst: also by another client, which is
// told of it.
func TestAddressThatAnsweredBeforeIsAskedFirst(t *testing.T) {
	t.Parallel()
	var asked []string
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		if r.URL.Path != "/v2/assets/a-b/status" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte(`{"status":"success","video":{"status":"processing"}}`)) // the client may have gone
	})
	const path = "/assets/{id}/status"
	told := map[Operation]string{}
	with := func(known map[Operation]string) *Client {
		return s.client(t, WithAddresses(known, func(op Operation, path string) { told[op] = path }))
	}
	for name, tt := range map[string]struct {
		known map[Operation]string
		asks  int
		told  bool
	}{
		"nothing known":  {nil, 2, true},
		"known":          {map[Operation]string{VideoStatus: path}, 1, false},
		"not any more":   {map[Operation]string{VideoStatus: "/video/status/{id}"}, 3, true},
		"of the other":   {map[Operation]string{VideoDelete: path}, 2, true},
		"not an address": {map[Operation]string{VideoStatus: "https://elsewhere.invalid/{id}"}, 2, true},
	} {
		clear(told)
		asked = nil
		c := with(tt.known)
		for range 2 {
			if _, err := c.VideoStatus(t.Context(), "a-b"); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if len(asked) != tt.asks+1 || (told[VideoStatus] == path) != tt.told || len(told) > 1 {
			t.Errorf("%s: asked %q, told %v", name, asked, told)
		}
	}
}

func TestOtherErrorsAreNotAnAddress(t *testing.T) {
	t.Parallel()
	for _, status := range []int{401, 410, 429, 500, 503} {
		s := newService(t, answering(status, "", ""))
		if _, err := s.client(t).VideoStatus(t.Context(), "x"); err == nil || s.count() != 1 {
			t.Errorf("%d: %v after %d requests", status, err, s.count())
		}
		if err := s.client(t).VideoDelete(t.Context(), "x"); err == nil || s.count() != 2 {
			t.Errorf("%d: %v after %d requests", status, err, s.count())
		}
	}
	s := newService(t, answering(http.StatusOK, "", `{"status":"error","code":1100,"message":"no"}`))
	_ = wantError(t, s.client(t).VideoDelete(t.Context(), "x"), KindBadRequest, Refused)
	s = newService(t, answering(http.StatusOK, "", `{"message":"video deleted","status":"success"}`))
	if err := s.client(t).VideoDelete(t.Context(), "x"); err != nil {
		t.Error(err)
	}
}

func TestIDsOfVideos(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", `{"status":"processing"}`))
	c := s.client(t)
	for _, id := range []string{"", ".", "..", "a b", "a\nb", strings.Repeat("x", 201)} {
		var wrong *RequestError
		if _, err := c.VideoStatus(t.Context(), id); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", id, err)
		}
		if err := c.VideoDelete(t.Context(), id); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if _, err := c.VideoStatus(t.Context(), "../../x?y#z%2e"); err != nil {
		t.Fatal(err)
	}
	if got := s.seen[0].URL.EscapedPath(); got != "/v2/video/..%2F..%2Fx%3Fy%23z%252e/status" || s.count() != 1 {
		t.Errorf("%d requests, %s", s.count(), got)
	}
}
