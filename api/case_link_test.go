package api

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"imagine-tui/api/key"
)

// A link that leads on to where nothing is fetched from is refused as that link
// itself would be, and what is no video is told apart from half of one.
func TestCase50LinksThatAreRefused(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answers := map[string]string{
			"/page": "<html>no video</html>", "/cut": "\x00\x00\x00\x18ftypisom\x00\x00",
			"/damaged": "\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x03moov",
		}
		half := answers["/cut"]
		switch r.URL.Path {
		case "/chunks": // to their end
			_, _ = io.WriteString(w, half[:9])
			_ = http.NewResponseController(w).Flush()
			_, _ = io.WriteString(w, half[9:])
			return
		case "/broken": // off before what was announced
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, half)
			return
		case "/closed": // nothing was announced
			conn, buffered, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = buffered.WriteString("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n" + half)
			_ = buffered.Flush()
			_ = conn.Close()
			return
		}
		if body, known := answers[r.URL.Path]; known {
			_, _ = io.WriteString(w, body)
			return
		}
		http.Redirect(w, r, "ftp://example.invalid/video.mp4", http.StatusFound)
	}))
	t.Cleanup(srv.Close)
	secret, err := key.NewSecret("vk-test-links-0000")
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClient(srv.URL+"/v2", secret)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]struct {
		outcome   Outcome
		whole     bool
		announced bool
	}{
		"/on": {outcome: NotSent}, "/page": {outcome: Refused, whole: true}, "/damaged": {outcome: Refused, whole: true},
		"/cut": {outcome: Refused, announced: true}, "/chunks": {outcome: Refused, announced: true},
		"/broken": {outcome: Refused}, "/closed": {outcome: Refused},
	} {
		_, err := c.DownloadVideo(t.Context(), srv.URL+path, io.Discard, nil)
		var e *Error
		if !errors.As(err, &e) || e.Kind != KindNoAnswer || e.Outcome != want.outcome || e.Whole != want.whole || e.Announced != want.announced {
			t.Errorf("%s: %+v", path, err)
		}
	}
}
