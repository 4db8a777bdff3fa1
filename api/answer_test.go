package api

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestPicturesAreKnownByContent(t *testing.T) {
	t.Parallel()
	for name, data := range wholePictures(t) {
		for _, header := range []string{"", "image/png", "image/jpeg", "application/octet-stream", "application/json"} {
			s := newService(t, answering(http.StatusOK, header, string(data)))
			var dst bytes.Buffer
			img, err := s.client(t).Generate(t.Context(), params, &dst, nil)
			if err != nil || !strings.HasSuffix(name, img.Ext) || img.Bytes != int64(len(data)) || !bytes.Equal(dst.Bytes(), data) {
				t.Errorf("%s as %q: %+v, %v", name, header, img, err)
			}
		}
	}
}

func TestWhatFollowsAPictureIsKept(t *testing.T) {
	t.Parallel()
	data := string(pngSample(t, scene(9, 9))) + strings.Repeat("trailing", 40_000)
	s := newService(t, answering(http.StatusCreated, "", data))
	var dst bytes.Buffer
	img, err := s.client(t).Generate(t.Context(), params, &dst, nil)
	if err != nil || dst.String() != data || img.Bytes != int64(len(data)) {
		t.Errorf("%+v, %v, %d of %d bytes", img, err, dst.Len(), len(data))
	}
}

// TestCutAnswers cuts pictures with the length announced, in chunks, and with
// neither, where the end of the connection is all there is.
func TestCutAnswers(t *testing.T) {
	t.Parallel()
	for _, data := range [][]byte{jpegSample(t, 200, 150), pngSample(t, scene(200, 150)), riff(lossless(200, 150)), riff(lossy(200, 150))} {
		for name, head := range map[string]string{
			"length":  fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", len(data)),
			"chunks":  fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", len(data)),
			"nothing": "HTTP/1.0 200 OK\r\n\r\n",
			"ended":   fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", len(data)-20),
		} {
			part := data[:len(data)-20]
			s := newService(t, hijack(t, head+string(part)))
			e, kept := generate(t, s.client(t), KindNoAnswer, Unknown)
			if !bytes.Equal(kept, part) {
				t.Errorf("%s: %d of %d bytes are kept", name, len(kept), len(part))
			}
			if !strings.Contains(e.Error(), "cut off") || e.Retryable() || e.Status != http.StatusOK {
				t.Errorf("%s: %v", name, e)
			}
			if s.count() != 1 {
				t.Errorf("%s: sent %d times", name, s.count())
			}
		}
	}
}

// hijack answers with the given bytes and ends the connection.
func hijack(tb testing.TB, answer string) http.HandlerFunc {
	tb.Helper()
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			tb.Error(err)
			return
		}
		_, _ = io.WriteString(conn, answer) // the client may have gone
		_ = conn.Close()
	}
}

func TestAnswersThatAreNoPicture(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body string
		kind       Kind
		says       string
	}{
		{"empty", "", KindNoAnswer, "the answer was empty"},
		{"html", "<html><title>Log in</title>" + canary, KindNotPicture, `an HTML page instead of a picture: "Log in"`},
		{"text", "please wait " + canary, KindNotPicture, `text instead of a picture: "please wait …"`},
		{"svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, KindNotPicture, "text instead"},
		{"gif", "GIF89a\x01\x00\x01\x00\x00\x00\x00", KindNotPicture, "a file of type image/gif instead"},
		{"mp4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", KindNotPicture, "a file of type video/mp4 instead"},
		{"elf", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00", KindNotPicture, "something unknown instead"},
		{"json", `{"hello":"` + canary + `"}`, KindNotPicture, `JSON instead of a picture: "{"hello":"…"}"`},
		{"json list", `[1,2]`, KindNotPicture, "JSON instead"},
		{"json cut", `{"image":"aaa`, KindNotPicture, "JSON instead"},
		{"json deep", strings.Repeat("[", 100_000), KindNotPicture, "JSON instead"},
		{"json NaN", `{"id":NaN}`, KindNotPicture, "JSON instead"},
		{"json null", `{"id":null,"url":null,"image":[]}`, KindNotPicture, "JSON instead"},
		{"json error", `{"status":"error","code":1101,"message":"none left"}`, KindNoTokens, `"none left" (HTTP 200, code 1101)`},
		{"json limit", `{"status":"error","code":"1202","message":"slow"}`, KindTooMany, "Too many"},
		{"json odd error", `{"status":"error","code":7777,"message":"odd","id":4}`, KindNotPicture, `an error instead of a picture: "odd" (HTTP 200, code 7777)`},
		{"json v1 error", `{"code":422,"details":["no style"],"error":"Bad"}`, KindNotPicture, `"no style"`},
		{"job", `{"id":"abc-1","status":"processing"}`, KindJob, "started the job abc-1"},
		{"job number", `{"id":1265}`, KindJob, "job 1265"},
		{"job inside", `{"data":{"uuid":"u-9"}}`, KindJob, "job u-9"},
		{"bad base64", `{"image":"data:image/png;base64,!!!!"}`, KindNotPicture, "JSON instead"},
		{"base64 of text", `{"image":"aGVsbG8gd29ybGQ="}`, KindNotPicture, "JSON instead"},
		{"other scheme", `{"url":"ftp://x/y.png"}`, KindNotPicture, "JSON instead"},
		{"clear text link", `{"url":"http://cdn.example/y.png?sig=s3cret"}`, KindNotPicture, "a link to cdn.example that is not https"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(http.StatusOK, "image/png", tt.body))
			e, kept := generate(t, s.client(t), tt.kind, Unknown)
			if !strings.Contains(e.Error(), tt.says) || strings.Contains(e.Error(), "s3cret") {
				t.Errorf("%q does not say %q", e, tt.says)
			}
			if e.Retryable() || e.Status != http.StatusOK || e.Charged() != "It may have been charged." {
				t.Errorf("%+v", e)
			}
			if want := strings.ReplaceAll(tt.body, canary, "…"); string(kept) != want {
				t.Errorf("kept %q, want %q", kept, want)
			}
			if tt.kind == KindJob && e.Job == "" {
				t.Error("the job's id is lost")
			}
		})
	}
}

func TestPicturesInsideJSON(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 40, 30)
	files := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.Header.Get("Referer") != "" {
			t.Errorf("the key or the link went to another host: %v", r.Header)
		}
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/picture?signature=1", http.StatusFound)
		case "/picture":
			_, _ = w.Write(picture) // the client may have gone
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "http://example.org/x", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	std := base64.StdEncoding.EncodeToString(picture)
	for name, body := range map[string]string{
		"base64":       `{"image":"` + std + `"}`,
		"data url":     `{"status":"success","code":200,"id":7,"output":["data:image/jpeg;base64,` + std + `"]}`,
		"url safe":     `{"data":[{"b64_json":"` + base64.RawURLEncoding.EncodeToString(picture) + `"}]}`,
		"link":         `{"url":"` + files.URL + `/picture"}`,
		"nested link":  `{"data":[{"url":"` + files.URL + `/moved"}]}`,
		"list of link": `{"images":["` + files.URL + `/picture","https://x/y"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(http.StatusOK, "", body))
			var dst bytes.Buffer
			img, err := s.client(t).Generate(t.Context(), params, &dst, nil)
			if err != nil || img.Ext != ".jpg" || !bytes.Equal(dst.Bytes(), picture) {
				t.Errorf("%+v, %v", img, err)
			}
		})
	}
	for path, says := range map[string]string{
		"/gone": "picture", "/loop": "too many redirects", "/away": "not https",
	} {
		s := newService(t, answering(http.StatusOK, "", `{"url":"`+files.URL+path+`?sig=s3cret"}`))
		var dst bytes.Buffer
		_, err := s.client(t).Generate(t.Context(), params, &dst, nil)
		var e *Error
		if !errors.As(err, &e) || e.Outcome != Unknown || !strings.Contains(e.Error(), says) || strings.Contains(e.Error(), "s3cret") {
			t.Errorf("%s: %v", path, err)
		}
		if dst.Len() == 0 {
			t.Errorf("%s: the link is lost", path)
		}
	}
}

func TestTooLargeAnswers(t *testing.T) {
	t.Parallel()
	picture := pngSample(t, scene(40, 30))
	chunked := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(picture) // the client may have gone
		_ = http.NewResponseController(w).Flush()
		_, _ = w.Write(bytes.Repeat([]byte{0}, 1000))
	}
	n := int64(len(picture))
	s := newService(t, answering(http.StatusOK, "", string(picture)))
	if _, err := s.client(t, WithMaxImage(n)).Generate(t.Context(), params, nil, nil); err != nil {
		t.Errorf("exactly as large as allowed: %v", err)
	}
	e, _ := generate(t, s.client(t, WithMaxImage(n-1)), KindTooLarge, Unknown)
	if !strings.Contains(e.Error(), fmt.Sprintf("more than %d bytes", n-1)) {
		t.Error(e)
	}
	s = newService(t, chunked)
	if _, err := s.client(t, WithMaxImage(n+1000)).Generate(t.Context(), params, nil, nil); err != nil {
		t.Errorf("in chunks, exactly as large as allowed: %v", err)
	}
	_, kept := generate(t, s.client(t, WithMaxImage(n+999)), KindTooLarge, Unknown)
	if len(kept) > int(n)+999 {
		t.Errorf("kept %d bytes", len(kept))
	}
}

func TestGzipBomb(t *testing.T) {
	packed := func(data []byte) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	// Packed files may follow each other: 256 MB of zeros in 260 KB.
	bomb := append(packed(jpegSample(t, 40, 30)), bytes.Repeat(packed(make([]byte, 1<<20)), 256)...)
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb) // the client may have gone
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kept := 0
	dst := writerFunc(func(p []byte) (int, error) { kept += len(p); return len(p), nil })
	_, err := s.client(t).Generate(t.Context(), params, dst, nil)
	_ = wantError(t, err, KindTooLarge, Unknown)
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; kept > 64<<20 || grown > 20<<20 {
		t.Errorf("kept %d MB, took %d MB", kept>>20, grown>>20)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestFullDisk(t *testing.T) {
	t.Parallel()
	full := fmt.Errorf("write body.part: %w", syscall.ENOSPC)
	for name, body := range map[string]string{"picture": string(pngSample(t, scene(300, 300))), "text": "hello", "json": "{}", "binary": "\x00\x01\x02"} {
		s := newService(t, answering(http.StatusOK, "", body))
		for what, dst := range map[string]writerFunc{
			"failing": func([]byte) (int, error) { return 0, full },
			"short":   func(p []byte) (int, error) { return len(p) - 1, nil },
		} {
			_, err := s.client(t).Generate(t.Context(), params, dst, nil)
			e := wantError(t, err, KindLocal, Unknown)
			if what == "failing" && (!errors.Is(err, syscall.ENOSPC) || !strings.Contains(e.Error(), "no space left")) {
				t.Errorf("%s: %v", name, e)
			}
		}
	}
}
