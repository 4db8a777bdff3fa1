package sandbox

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"imagine-tui/api"
)

// clock is a time that tests move.
type clock struct{ passed atomic.Int64 }

func (c *clock) now() time.Time {
	return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC).Add(time.Duration(c.passed.Load()))
}

func (c *clock) pass(d time.Duration) { c.passed.Add(int64(d)) }

// request asks for something without a form.
func request(t *testing.T, method, url, bearer string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	a, err := do(req)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var waves = fields{"prompt": "waves on a beach", "style": "kling-1.0-pro", "aspect_ratio": "16:9"}

// submit asks for a video and returns its id.
func submit(t *testing.T, s *Server, bearer string) string {
	t.Helper()
	a := ask(t, s.BaseURL()+"/video/text-to-video", bearer, waves)
	var got map[string]string
	if err := json.Unmarshal(a.body, &got); err != nil || a.status != http.StatusOK || len(got) != 2 || got["status"] != "processing" || len(got["id"]) != 36 {
		t.Fatalf("status %d, %v: %s", a.status, err, a.body)
	}
	return got["id"]
}

// told is a status in either form.
type told struct {
	Status string
	Video  struct {
		Code     *int
		ID       *int
		UUID     string
		Created  time.Time `json:"created_at"`
		Status   string
		Settings map[string]string
		URL      struct{ Generation, Thumbnail any }
	}
}

// status asks at an address of the catalogue.
func status(t *testing.T, s *Server, path, id string) told {
	t.Helper()
	a := request(t, http.MethodGet, s.BaseURL()+strings.ReplaceAll(path, "{id}", id), good)
	var got told
	if err := json.Unmarshal(a.body, &got); err != nil || a.status != http.StatusOK || got.Status != "success" {
		t.Fatalf("status %d, %v: %s", a.status, err, a.body)
	}
	return got
}

const (
	reference  = "/video/{id}/status"
	platform   = "/assets/{id}/status"
	deprecated = "/video/status/{id}"
)

// links are the addresses of a finished video and of its thumbnail.
func links(t *testing.T, s *Server, id string) (video, thumbnail string) {
	t.Helper()
	url := status(t, s, platform, id).Video.URL
	video, _ = url.Generation.(string)
	thumbnail, _ = url.Thumbnail.(string)
	return video, thumbnail
}

// TestVideoLife follows a video from its beginning in all forms of the status.
func TestVideoLife(t *testing.T) {
	t.Parallel()
	var c clock
	s := start(t, Options{MaxSide: 64, Now: c.now})
	id := submit(t, s, good)
	begun := c.now()
	for _, at := range []struct {
		pass   time.Duration
		word   string
		number int
	}{{0, "pending", 0}, {time.Second, "processing", 1}, {1999 * time.Millisecond, "processing", 1}, {time.Millisecond, "finished", 2}} {
		c.pass(at.pass)
		done := at.word == "finished"
		a := status(t, s, reference, id).Video
		if a.Code == nil || *a.Code != at.number || a.ID == nil || *a.ID == 0 || a.Status != "" || a.UUID != "" || !a.Created.Equal(begun) {
			t.Errorf("form A after %v: %+v", at.pass, a)
		}
		if a.Settings["prompt"] != waves["prompt"] || a.Settings["variation"] != "text_to_video" || a.Settings["style_id"] == "" {
			t.Errorf("settings %v", a.Settings)
		}
		if list, ok := a.URL.Generation.([]any); !ok || (len(list) == 1) != done {
			t.Errorf("form A %s: links %v", at.word, a.URL)
		}
		for _, path := range []string{platform, deprecated} {
			b := status(t, s, path, id).Video
			if b.UUID != id || b.Status != at.word || b.Code != nil || !b.Created.Equal(begun) {
				t.Errorf("form B at %s after %v: %+v", path, at.pass, b)
			}
			if link, ok := b.URL.Generation.(string); !ok || (link != "") != done {
				t.Errorf("form B %s: links %v", at.word, b.URL)
			}
		}
	}
	if n := s.Stats(); n.Billed != 1 || n.Unpriced != 1 || n.Requests[api.VideoStatus] != 12 || n.Requests[api.TextToVideo] != 1 {
		t.Errorf("stats %+v", n)
	}
}

func TestVideoTime(t *testing.T) {
	t.Parallel()
	for i := range uint64(2000) {
		if d := New(Options{Latency: Real}).videoTime(i); i < 200 && (d < 20*time.Second || d > time.Minute) {
			t.Fatalf("%v", d)
		}
	}
	if d := New(Options{}).videoTime(1); d != 3*time.Second {
		t.Errorf("at no latency %v", d)
	}
	if d := New(Options{Latency: Real, VideoTime: time.Millisecond}).videoTime(1); d != time.Millisecond {
		t.Errorf("as told %v", d)
	}
}

// TestVideoLinks: links lead to another port, expire, are signed, and want no
// key.
func TestVideoLinks(t *testing.T) {
	t.Parallel()
	var c clock
	s := start(t, Options{MaxSide: 64, Now: c.now, LinkLife: time.Minute})
	id := submit(t, s, good)
	c.pass(3 * time.Second)
	video, thumbnail := links(t, s, id)
	u, err := url.Parse(video)
	base, _ := url.Parse(s.BaseURL())
	if err != nil || u.Port() == base.Port() || u.Hostname() != base.Hostname() || u.Query().Get("X-Amz-Expires") != "60" {
		t.Fatalf("the link is %s, the base URL %s", video, s.BaseURL())
	}
	a := request(t, http.MethodGet, video, "")
	if a.status != http.StatusOK || a.head.Get("Content-Type") != "video/mp4" || http.DetectContentType(a.body) != "video/mp4" {
		t.Errorf("%d %s", a.status, a.head)
	}
	m, err := jpeg.Decode(bytes.NewReader(request(t, http.MethodGet, thumbnail, "").body))
	if err != nil || m.Bounds() != image.Rect(0, 0, 64, 36) {
		t.Errorf("thumbnail: %v", err)
	}
	for name, tt := range map[string]struct {
		method, link, bearer string
		status               int
		says                 string
	}{
		"a key":             {http.MethodGet, video, good, 400, "Only one auth mechanism"},
		"other file":        {http.MethodGet, strings.Replace(video, "video.mp4", "thumbnail.jpg", 1), "", 403, "SignatureDoesNotMatch"},
		"longer life":       {http.MethodGet, strings.Replace(video, "Expires=60", "Expires=600", 1), "", 403, "SignatureDoesNotMatch"},
		"other signature":   {http.MethodGet, strings.Replace(video, "Signature=", "Signature=0", 1), "", 403, "SignatureDoesNotMatch"},
		"no signature":      {http.MethodGet, strings.Split(video, "?")[0], "", 403, "SignatureDoesNotMatch"},
		"other method":      {http.MethodDelete, video, "", 405, "MethodNotAllowed"},
		"the API beside it": {http.MethodGet, "http://" + u.Host + "/v2/video/" + id + "/status", "", 403, "Signature"},
	} {
		a := request(t, tt.method, tt.link, tt.bearer)
		if a.status != tt.status || !strings.Contains(string(a.body), tt.says) {
			t.Errorf("%s: %d %.300s", name, a.status, a.body)
		}
	}
	// The API's own port knows nothing of files.
	if a := request(t, http.MethodGet, strings.Replace(video, u.Host, base.Host, 1), good); a.status != http.StatusNotFound {
		t.Errorf("the link at the API: %d", a.status)
	}
	c.pass(59 * time.Second)
	if a := request(t, http.MethodGet, video, ""); a.status != http.StatusOK {
		t.Errorf("after 59 s: %d", a.status)
	}
	c.pass(time.Second)
	if a := request(t, http.MethodGet, video, ""); a.status != http.StatusForbidden || !strings.Contains(string(a.body), "Request has expired") {
		t.Errorf("after its life: %d %s", a.status, a.body)
	}
	video, _ = links(t, s, id)
	if b := request(t, http.MethodGet, video, ""); b.status != http.StatusOK || !bytes.Equal(a.body, b.body) {
		t.Errorf("a fresh link: %d, %d bytes", b.status, len(b.body))
	}
	if n := s.Stats(); n.WithKey != 1 || n.Downloads != 4 {
		t.Errorf("stats %+v", n)
	}
}

// TestVideoParts fetches a part of a video, as players do.
func TestVideoParts(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, VideoTime: 1})
	video, _ := links(t, s, submit(t, s, good))
	whole := request(t, http.MethodGet, video, "").body
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, video, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Range", "bytes=100-199")
	a, err := do(req)
	if err != nil || a.status != http.StatusPartialContent || !bytes.Equal(a.body, whole[100:200]) {
		t.Errorf("%v, %d, %d bytes", err, a.status, len(a.body))
	}
}

// TestVideoDelete deletes at each address of the catalogue.
func TestVideoDelete(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, VideoTime: 1})
	spec, _ := api.Lookup(api.VideoDelete)
	for _, path := range spec.Paths {
		id := submit(t, s, good)
		video, _ := links(t, s, id)
		at := s.BaseURL() + strings.ReplaceAll(path, "{id}", id)
		a := request(t, http.MethodDelete, at, good)
		if want := `{"message":"video deleted","status":"success"}`; a.status != http.StatusOK || strings.TrimSpace(string(a.body)) != want {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
		if a := request(t, http.MethodDelete, at, good); a.status != http.StatusNotFound {
			t.Errorf("%s again: %d %s", path, a.status, a.body)
		}
		if a := request(t, http.MethodGet, s.BaseURL()+strings.ReplaceAll(reference, "{id}", id), good); a.status != http.StatusNotFound {
			t.Errorf("its status: %d %s", a.status, a.body)
		}
		if a := request(t, http.MethodGet, video, ""); a.status != http.StatusNotFound || !strings.Contains(string(a.body), "NoSuchKey") {
			t.Errorf("its link: %d %s", a.status, a.body)
		}
	}
}

func TestWithoutAddresses(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 32, VideoTime: 1, Without: []string{reference, "/video/delete/{id}"}})
	id := submit(t, s, good)
	if a := request(t, http.MethodGet, s.BaseURL()+strings.ReplaceAll(reference, "{id}", id), good); a.status != http.StatusNotFound {
		t.Errorf("%d %s", a.status, a.body)
	}
	_ = status(t, s, platform, id)
	if a := request(t, http.MethodDelete, s.BaseURL()+"/video/delete/"+id, good); a.status != http.StatusNotFound {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := request(t, http.MethodDelete, s.BaseURL()+"/video/"+id, good); a.status != http.StatusOK {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// TestSameVideo: equal requests give equal films, and each part matters.
func TestSameVideo(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 48, VideoTime: 1})
	fetch := func(path string, f fields, files map[string]image.Image) []byte {
		t.Helper()
		a, err := upload(t.Context(), s.BaseURL()+path, f, files)
		if err != nil || a.status != http.StatusOK {
			t.Fatalf("%v, %d %s", err, a.status, a.body)
		}
		var got struct{ ID string }
		if err := json.Unmarshal(a.body, &got); err != nil {
			t.Fatal(err)
		}
		video, _ := links(t, s, got.ID)
		return request(t, http.MethodGet, video, "").body
	}
	red := map[string]image.Image{"file": plate(90, 60)}
	text := func(change ...string) []byte { return fetch("/video/text-to-video", changed(waves, change...), nil) }
	picture := func(files map[string]image.Image, change ...string) []byte {
		return fetch("/video/image-to-video", changed(waves, change...), files)
	}
	films := [][]byte{
		text(), text("prompt", "waves on a rock"), text("style", "veo2"), text("aspect_ratio", "9:16"),
		picture(red), picture(map[string]image.Image{"file": mask(90, 60, image.Rect(9, 9, 50, 50))}),
		picture(red, "prompt", "zoom out"), picture(red, "aspect_ratio", "1:1"), picture(red, "aspect_ratio", ""),
	}
	for i, a := range films {
		if slices.ContainsFunc(films[i+1:], func(b []byte) bool { return bytes.Equal(a, b) }) {
			t.Errorf("film %d is made twice", i)
		}
	}
	if !bytes.Equal(films[0], text()) || !bytes.Equal(films[4], picture(red)) {
		t.Error("the same request gave another film")
	}
	// The picture that was sent is what is filmed.
	_, frames, _ := bytes.Cut(films[4], []byte("mdat"))
	m, err := jpeg.Decode(bytes.NewReader(frames))
	if err != nil {
		t.Fatal(err)
	}
	if b := m.Bounds(); far(m.At(b.Dx()/2, b.Dy()/2), red["file"].At(45, 30)) > 60 {
		t.Errorf("in the middle it is %v", m.At(b.Dx()/2, b.Dy()/2))
	}
}

// changed is a form with one field changed, or left out if it is "".
func changed(f fields, change ...string) fields {
	out := fields{}
	for k, v := range f {
		out[k] = v
	}
	for i := 0; i+1 < len(change); i += 2 {
		if out[change[i]] = change[i+1]; change[i+1] == "" {
			delete(out, change[i])
		}
	}
	return out
}

// TestOneHandler serves everything at one address, where there is no other.
func TestOneHandler(t *testing.T) {
	t.Parallel()
	h := New(Options{MaxSide: 32, VideoTime: 1})
	srv := httptest.NewServer(h)
	defer srv.Close()
	a := ask(t, srv.URL+"/v2/video/text-to-video", good, waves)
	var job struct{ ID string }
	if err := json.Unmarshal(a.body, &job); err != nil {
		t.Fatal(err)
	}
	var got told
	if err := json.Unmarshal(request(t, http.MethodGet, srv.URL+"/v2/assets/"+job.ID+"/status", good).body, &got); err != nil {
		t.Fatal(err)
	}
	link, _ := got.Video.URL.Generation.(string)
	if a := request(t, http.MethodGet, link, ""); a.status != http.StatusOK || !strings.HasPrefix(link, srv.URL+"/results/") {
		t.Errorf("%s: %d", link, a.status)
	}
}

// TestManyVideos: the oldest is forgotten, not the newest refused.
func TestManyVideos(t *testing.T) {
	t.Parallel()
	v := newVideos("")
	var all []*job
	for range maxVideos + 3 {
		j := &job{}
		if err := v.add(j); err != nil {
			t.Fatal(err)
		}
		all = append(all, j)
	}
	_, oldest := v.get(all[2].id)
	_, newest := v.get(all[3].id)
	if oldest || !newest || len(v.byID) != maxVideos || len(v.order) != maxVideos {
		t.Errorf("%v %v, %d", oldest, newest, len(v.byID))
	}
}

// BenchmarkVideo is what a film costs: painting, filming, encoding.
func BenchmarkVideo(b *testing.B) {
	for b.Loop() {
		j := job{text: waves, width: 640, height: 360, print: 7}
		video, _, err := j.files()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(video)), "bytes")
	}
}
