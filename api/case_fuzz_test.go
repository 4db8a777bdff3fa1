package api

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// fuzzClient answers every request with the same bytes, links to other hosts
// with nothing.
func fuzzClient(tb testing.TB, status int, kind string, body []byte) *Client {
	tb.Helper()
	const base = "https://api.example.org/v2"
	c, err := NewClient(base, secret(tb), WithMaxImage(1<<20), WithHTTPTransport(roundTripper(func(r *http.Request) (*http.Response, error) {
		resp := &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, ContentLength: -1, Body: http.NoBody, Request: r}
		if r.Body != nil {
			_, _ = io.Copy(io.Discard, r.Body) // from memory
		}
		if strings.HasPrefix(r.URL.String(), base) {
			resp.StatusCode, resp.Body = status, io.NopCloser(bytes.NewReader(body))
			resp.Header.Set("Content-Type", kind)
		}
		return resp, nil
	})))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// plainWords fails for text that may not be shown.
func plainWords(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 2000 || strings.Contains(s, canary[:14]) {
			t.Errorf("%q is shown", s)
		}
		for _, c := range s {
			if unicode.IsControl(c) {
				t.Errorf("%q holds %U", s, c)
			}
		}
	}
}

// FuzzAnswer lets the service answer anything to a request for a picture.
func FuzzAnswer(f *testing.F) {
	picture := jpegSample(f, 8, 8)
	f.Add(200, "image/jpeg", picture)
	f.Add(200, "image/png", picture[:len(picture)-9])
	f.Add(200, "", pngSample(f, scene(8, 8)))
	f.Add(200, "", riff(lossless(8, 8)))
	f.Add(200, "application/json", []byte(`{"data":[{"b64_json":"`+base64.StdEncoding.EncodeToString(picture)+`"}]}`))
	f.Add(200, "application/json", []byte(`{"url":"https://store.example/x.png?sig=1"}`))
	f.Add(200, "application/json", []byte(`{"id":"job-1","status":"processing"}`))
	f.Add(200, "text/html", []byte("<title>Log in \x1b[2J"+canary+"</title>"))
	f.Add(401, "application/json", []byte(`{"status":"error","code":1001,"error":"Unauthorized","message":"bad `+canary+`"}`))
	f.Add(429, "", []byte{})
	f.Add(503, "text/plain", []byte("1200"))
	f.Fuzz(func(t *testing.T, status int, kind string, body []byte) {
		if status < 200 || status > 599 {
			return
		}
		var dst bytes.Buffer
		img, err := fuzzClient(t, status, kind, body).Generate(t.Context(), params, &dst, nil)
		if strings.Contains(dst.String(), canary) && err != nil {
			t.Errorf("the key is in what is kept: %q", dst.Bytes())
		}
		if err == nil {
			if _, err := CheckPicture(bytes.NewReader(dst.Bytes()), int64(dst.Len())); err != nil || img.Bytes != int64(dst.Len()) {
				t.Errorf("taken for a picture: %+v, %v", img, err)
			}
			return
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("%T %v", err, err)
		}
		if e.Retryable() && e.Outcome == Unknown {
			t.Errorf("it would be sent again by itself: %+v", e)
		}
		plainWords(t, e.Error(), e.Remedy(), e.Message, e.Name, e.Code, e.Job, e.Target)
	})
}

// FuzzVideo lets the service answer anything about videos.
func FuzzVideo(f *testing.F) {
	for _, s := range []string{
		`{"id":"abc-1","status":"processing"}`, `{"video":{"status":"finished","url":{"generation":["https://store.example/v.mp4?sig=1"]}}}`,
		`{"video":{"status":"failed","message":"no faces \u001b[2J"}}`, `{"video":{"url":"http://x/y.mp4"}}`, `[]`, `{"id":NaN}`, "",
		`{"status":"error","code":1101,"message":"none left"}`, `{"data":{"uuid":"../../x"}}`, `{"id":"` + canary + `"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		c := fuzzClient(t, http.StatusOK, "application/json", body)
		job, err := c.Submit(t.Context(), Request{Operation: TextToVideo, Prompt: "a boat", Style: Styles(TextToVideo)[0].ID, AspectRatio: "16:9"}, nil)
		plainWords(t, job.ID, job.Status)
		if err == nil && checkID(job.ID) != nil {
			t.Errorf("a video that cannot be asked for: %q", job.ID)
		}
		v, statusErr := c.VideoStatus(t.Context(), "abc-1")
		plainWords(t, v.Word, v.Message)
		if v.State == VideoDone && len(v.Links) == 0 {
			t.Errorf("done without a link: %+v", v)
		}
		for _, err := range []error{err, statusErr} {
			var e *Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("%T %v", err, err)
			}
			if e != nil {
				plainWords(t, e.Error(), e.Remedy())
			}
		}
	})
}

func FuzzCAFile(f *testing.F) {
	srv := httptest.NewTLSServer(http.NotFoundHandler())
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
	srv.Close()
	f.Add(certificate)
	f.Add(append(bytes.Clone(certificate), certificate...))
	f.Add(certificate[:len(certificate)/2])
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pool := x509.NewCertPool()
		err := addCertificates(pool, data)
		if err == nil && pool.Equal(x509.NewCertPool()) {
			t.Error("nothing was found in it, and nothing said")
		}
		if err != nil {
			plainWords(t, err.Error())
		}
	})
}
