package api

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"testing"
)

// Pictures of videos are fetched without a key, whole, and not without limit.
func TestDownloadStill(t *testing.T) {
	t.Parallel()
	var still bytes.Buffer
	if err := png.Encode(&still, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("the key was sent")
		}
		switch r.URL.Path {
		case "/still":
			_, _ = w.Write(still.Bytes())
		case "/cut":
			_, _ = w.Write(still.Bytes()[:still.Len()-8])
		case "/text":
			_, _ = w.Write([]byte("<html>"))
		case "/large":
			_, _ = w.Write(append(bytes.Clone(still.Bytes()), make([]byte, MaxStill)...))
		default:
			w.WriteHeader(http.StatusForbidden)
		}
	})
	c := s.client(t)
	if got, err := c.DownloadStill(t.Context(), s.URL+"/still?sig=1"); err != nil || !bytes.Equal(got, still.Bytes()) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	for _, path := range []string{"/cut", "/text", "/large", "/expired"} {
		if got, err := c.DownloadStill(t.Context(), s.URL+path); err == nil || got != nil {
			t.Errorf("%s: %d bytes, %v", path, len(got), err)
		}
	}
	if _, err := c.DownloadStill(t.Context(), "file:///etc/passwd"); err == nil {
		t.Error("a file of this computer")
	}
}
