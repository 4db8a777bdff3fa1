package api

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"imagine-tui/api/key"
)

// videoHost has a video, and whatever can be wrong with a link to one.
func videoHost(t *testing.T, video []byte) *service {
	t.Helper()
	return newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.Header.Get("Referer") != "" {
			t.Errorf("header = %v", r.Header)
		}
		switch r.URL.Path {
		case "/video":
			w.Header().Set("Content-Length", fmt.Sprint(len(video)))
			_, _ = w.Write(video) // the client may have gone
		case "/there":
			http.Redirect(w, r, "/video?sig=2", http.StatusTemporaryRedirect)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/cut":
			w.Header().Set("Content-Length", fmt.Sprint(len(video)))
			_, _ = w.Write(video[:500])
		case "/expired":
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("<Error><Message>Request has expired</Message></Error>"))
		case "/large":
			w.Header().Set("Content-Length", fmt.Sprint(int64(MaxVideo)+1))
		case "/partial":
			w.WriteHeader(http.StatusPartialContent)
		}
	})
}

func TestLinks(t *testing.T) {
	t.Parallel()
	video := film()
	s := videoHost(t, video)
	c := s.client(t)
	for _, path := range []string{"/video?sig=s3cret", "/there?sig=s3cret"} {
		var dst bytes.Buffer
		var total int64
		file, err := c.DownloadVideo(t.Context(), s.URL+path, &dst, &Trace{Receiving: func(n int64) { total = n }})
		if err != nil || file.MediaType != "video/mp4" || file.Bytes != int64(len(video)) || !bytes.Equal(dst.Bytes(), video) || total != file.Bytes {
			t.Errorf("%s: %+v, %v", path, file, err)
		}
	}
	for path, want := range map[string]struct {
		kind Kind
		says string
	}{
		"/loop":    {KindNoAnswer, "too many redirects"},
		"/cut":     {KindNoAnswer, "cut off after 500 bytes"},
		"/expired": {KindBadRequest, "(HTTP 403)"},
		"/large":   {KindTooLarge, "more than 2048 MB"},
		"/empty":   {KindNoAnswer, "empty"},
		"/partial": {KindNoAnswer, "HTTP 206"},
	} {
		_, err := c.DownloadVideo(t.Context(), s.URL+path+"?sig=s3cret", nil, nil)
		e := wantError(t, err, want.kind, Refused)
		if !strings.Contains(e.Error(), want.says) || strings.Contains(fmt.Sprint(e, e.Err), "s3cret") {
			t.Errorf("%s: %v", path, e)
		}
	}
	closed := newService(t, answering(http.StatusOK, "", ""))
	closed.Close()
	_, err := c.DownloadVideo(t.Context(), closed.URL+"/x?sig=s3cret", nil, nil)
	if e := wantError(t, err, KindNetwork, NotSent); !strings.Contains(e.Error(), "refused") || strings.Contains(fmt.Sprint(e, e.Err), "s3cret") {
		t.Error(e)
	}
	_, err = c.DownloadVideo(t.Context(), "http://cdn.example/x?sig=s3cret", nil, nil)
	if e := wantError(t, err, KindNoAnswer, NotSent); !strings.Contains(e.Error(), "not https") || e.Retryable() {
		t.Error(e)
	}
}

func TestUsableLink(t *testing.T) {
	t.Parallel()
	for base, links := range map[string]map[string]bool{
		"https://api.vyro.ai/v2": {
			"https://bucket.example/x?sig=1": true, "http://bucket.example/x": false, "http://127.0.0.1/x": false,
			"file:///etc/passwd": false, "data:image/png;base64,": false, "": false, "https://": false, "//x/y": false, "/x": false,
		},
		"http://127.0.0.1:8787/v2": {
			"https://bucket.example/x": true, "http://bucket.example/x": false, "http://127.0.0.1:9/x": true, "http://localhost/x": true,
		},
	} {
		c, err := NewClient(base, key.Secret{})
		if err != nil {
			t.Fatal(err)
		}
		for link, want := range links {
			if _, err := c.usableLink(link); (err == nil) != want {
				t.Errorf("from %s, %q: %v", base, link, err)
			}
		}
	}
}

// film is the smallest file that counts as a whole video.
func film() []byte {
	box := func(kind string, inside ...byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(inside))), kind...), inside...)
	}
	return bytes.Join([][]byte{
		box("ftyp", []byte("isom\x00\x00\x02\x00isom")...), box("moov", box("free", make([]byte, 900)...)...), box("mdat", 1, 2, 3),
	}, nil)
}

func TestDownloadVideo(t *testing.T) {
	t.Parallel()
	video := film()
	s := videoHost(t, video)
	c := s.client(t)
	var dst bytes.Buffer
	img, err := c.DownloadVideo(t.Context(), s.URL+"/video?sig=s3cret", &dst, nil)
	if err != nil || img.MediaType != "video/mp4" || img.Ext != ".mp4" || img.Bytes != int64(len(video)) || img.SHA256 == "" || !bytes.Equal(dst.Bytes(), video) {
		t.Errorf("%+v, %v", img, err)
	}
	page := newService(t, answering(http.StatusOK, "video/mp4", "<!doctype html><p>Sorry"))
	silent := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(video[:len(video)-1])
		w.(http.Flusher).Flush()
	})
	for link, says := range map[string]string{
		s.URL + "/cut":                   "cut off after 500 bytes",
		s.URL + "/expired":               "HTTP 403",
		s.URL + "/large":                 "too large",
		page.URL:                         "a file of type text/html came instead of a video",
		silent.URL:                       "cut off after",
		"http://elsewhere.example/video": "not https",
	} {
		_, err := c.DownloadVideo(t.Context(), link, nil, nil)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v, want %q", link, err, says)
		}
	}
}
