package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// The tests of these files are the points of what a client must tolerate, each
// under its number, against a service on a real socket. Points 1 to 6 are
// about any answer, 7 to 10 about videos, 11 to 18 about what is asked.

// answers takes a picture from a service with a given answer.
func answers(t *testing.T, h http.HandlerFunc) (Image, []byte, error) {
	t.Helper()
	var dst bytes.Buffer
	img, err := newService(t, h).client(t).Generate(t.Context(), params, &dst, nil)
	return img, dst.Bytes(), err
}

// TestTolerance01AnyContentType: what a picture is, its bytes say.
func TestTolerance01AnyContentType(t *testing.T) {
	t.Parallel()
	for ext, data := range map[string][]byte{
		".png": pngSample(t, scene(20, 10)), ".jpg": jpegSample(t, 20, 10), ".webp": riff(lossless(20, 10)),
	} {
		for _, header := range []string{
			"application/octet-stream", "image/png", "image/jpeg", "image/webp", "text/html; charset=utf-8", "application/json", "none", ";;\"", "",
		} {
			img, kept, err := answers(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", header)
				if header == "none" {
					w.Header()["Content-Type"] = nil // nor one that net/http guesses
				}
				_, _ = w.Write(data) // the client may have gone
			})
			if err != nil || img.Ext != ext || img.Width != 20 || img.Height != 10 || !bytes.Equal(kept, data) {
				t.Errorf("%s as %q: %+v, %v", ext, header, img, err)
			}
		}
	}
}

// TestTolerance02JSONForAPicture: the best is made of JSON where a picture
// should be.
func TestTolerance02JSONForAPicture(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 20, 10)
	store := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("the key went to where the link leads")
		}
		_, _ = w.Write(picture) // the client may have gone
	})
	inside := base64.StdEncoding.EncodeToString(picture)
	for _, body := range []string{
		`{"url":"` + store.URL + `/x?sig=1"}`, `{"status":"success","id":"abc","data":[{"url":"` + store.URL + `/x"}]}`,
		`{"output":["` + store.URL + `/x"]}`, `{"image":"` + inside + `"}`, "\n " + `{"image":"data:image/jpeg;base64,` + inside + `"}`,
	} {
		img, kept, err := answers(t, answering(http.StatusOK, "application/json", body))
		if err != nil || img.Ext != ".jpg" || img.Width != 20 || !bytes.Equal(kept, picture) {
			t.Errorf("%.60s: %+v, %v", body, img, err)
		}
	}
	for body, want := range map[string]struct {
		kind Kind
		says string
	}{
		`{"status":"error","code":1101,"error":"PaymentRequired","message":"none left"}`: {KindNoTokens, `"none left"`},
		`{"status":"error","code":1100,"message":"bad style"}`:                           {KindBadRequest, `"bad style"`},
		`{"id":"abc","status":"processing"}`:                                             {KindJob, "the job abc"},
		`{"id":12}`:                                                                      {KindJob, "the job 12"},
		`{"note":"come back later","more":"` + strings.Repeat("x", 400) + `"}`:           {KindNotPicture, `{"note":"come back later"`},
		`["nothing"]`: {KindNotPicture, `["nothing"]`},
		`{"url":`:     {KindNotPicture, `{"url":`},
	} {
		img, _, err := answers(t, answering(http.StatusOK, "image/png", body))
		e := wantError(t, err, want.kind, Unknown)
		if img != (Image{}) || !strings.Contains(e.Error(), want.says) {
			t.Errorf("%.60s: %v", body, e)
		}
	}
}

// TestTolerance03BadBodies: nothing is taken for a picture that is none, and
// whatever an error says is found.
func TestTolerance03BadBodies(t *testing.T) {
	t.Parallel()
	whole := pngSample(t, scene(60, 40))
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"empty":                 {answering(http.StatusOK, "image/png", ""), "the answer was empty"},
		"no content":            {answering(http.StatusNoContent, "", ""), "the answer was empty"},
		"cut, length announced": {hijack(t, fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(whole), whole[:500])), "cut off"},
		"cut, in chunks":        {hijack(t, fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n%s\r\n", whole[:500])), "cut off"},
		"cut, and well-formed":  {answering(http.StatusOK, "image/png", string(whole[:500])), "cut off"},
		"a page":                {answering(http.StatusOK, "text/html", "<html><title>Please wait</title>"), `an HTML page instead of a picture: "Please wait"`},
		"plain text":            {answering(http.StatusOK, "text/plain", "try again\n"), `text instead of a picture: "try again"`},
	} {
		_, _, err := answers(t, tt.answer)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for body, want := range map[string][3]string{ // code, name, message
		`{"status":"error","code":1100,"error":"BadRequest","message":"no style"}`: {"1100", "BadRequest", "no style"},
		`{"status":"error","code":"1100","message":"no style"}`:                    {"1100", "", "no style"},
		`{"status":"error","error":"BadRequest","message":"no style"}`:             {"", "BadRequest", "no style"},
		`{"status":"error","code":1100,"error":"BadRequest"}`:                      {"1100", "BadRequest", ""},
		`{"status":"error"}`:     {"", "", ""},
		`{"message":"no style"}`: {"", "", "no style"},
		`{"code":422,"details":["no style","no prompt"],"error":"Invalid"}`:       {"422", "Invalid", "no style; no prompt"},
		`{"statusCode":400,"message":["no style","no prompt"],"error":"Invalid"}`: {"", "Invalid", "no style; no prompt"},
		`{"error":{"code":1100,"message":"no style"}}`:                            {"1100", "", "no style"},
		"no style\n": {"", "", "no style"},
		"<html><title>400 Bad Request</title></html>": {"", "", "400 Bad Request"},
		"":     {"", "", ""},
		"{":    {"", "", "{"},
		"\x00": {"", "", ""},
	} {
		_, _, err := answers(t, answering(http.StatusBadRequest, "", body))
		if e := wantError(t, err, KindBadRequest, Refused); [3]string{e.Code, e.Name, e.Message} != want {
			t.Errorf("%q: code %q, name %q, message %q, want %q", body, e.Code, e.Name, e.Message, want)
		}
	}
}

// kindOf is the list of meanings, for calls that send no file and for those
// that do.
func kindOf(status int, files bool) (Kind, Outcome) {
	switch {
	case status == 401:
		return KindKeyRefused, Refused
	case status == 402, status == 424:
		return KindNoTokens, Refused
	case status == 404, status == 405, status == 410:
		return KindNotServed, Refused
	case status == 406:
		return KindKeyExpired, Refused
	case status == 408:
		return KindServer, Unknown
	case files && (status == 413 || status == 415 || status == 422):
		return KindUploadRefused, Refused
	case status == 429:
		return KindTooMany, Refused
	case status >= 500:
		return KindServer, Unknown
	case status >= 400:
		return KindBadRequest, Refused
	case status == 301, status == 307, status == 308:
		return KindRedirect, Refused
	}
	return KindRedirect, Unknown
}

// TestTolerance04AnyStatus: every status means something, with a code nobody
// knows too, and the code is shown as it came.
func TestTolerance04AnyStatus(t *testing.T) {
	t.Parallel()
	picture := upload(t, "image", jpegSample(t, 8, 8))
	status, body := 0, ""
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may have gone
	})
	c := s.client(t)
	for status = 300; status < 600; status++ {
		for _, code := range []string{"", "9876", `"E-77"`} {
			shown := strings.Trim(code, `"`)
			if body = ""; code != "" {
				body = `{"status":"error","code":` + code + `,"message":"m"}`
			}
			before := s.count()
			kind, outcome := kindOf(status, false)
			_, err := c.Generate(t.Context(), params, nil, nil)
			e := wantError(t, err, kind, outcome)
			says := fmt.Sprintf("(HTTP %d)", status)
			if status == http.StatusNotModified {
				shown = "" // HTTP gives it no body
			} else if code != "" {
				says = fmt.Sprintf("(HTTP %d, code %s)", status, shown)
			}
			if e.Status != status || e.Code != shown || !strings.Contains(e.Error(), says) || e.Remedy() == "" {
				t.Errorf("%d %s: %v", status, code, e)
			}
			if s.count() != before+1 {
				t.Errorf("%d was sent %d times", status, s.count()-before)
			}
		}
		kind, outcome := kindOf(status, true)
		_, err := c.Generate(t.Context(), withFiles(t, Request{Operation: Upscale}, map[string]Upload{"image": picture}), nil, nil)
		_ = wantError(t, err, kind, outcome)
	}
	status, body = 400, `{"code":1000}`
	_, err := c.Generate(t.Context(), params, nil, nil)
	_ = wantError(t, err, KindKeyMissing, Refused)
	status, body = 503, `{"code":"1201"}`
	_, err = c.Generate(t.Context(), params, nil, nil)
	_ = wantError(t, err, KindBusy, Refused)
}

// TestTolerance05RateHeaders: headers about limits may be missing, or be
// there in any spelling, and change nothing; only Retry-After says when.
func TestTolerance05RateHeaders(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 20, 10)
	for _, lines := range []string{
		"", "x-ratelimit-limit: 50\r\n", "X-RateLimit-Limit: 50\r\nX-RATELIMIT-REMAINING: 0\r\nx-ratelimit-reset: 9999999999\r\n",
		"x-ratelimit-limit: lots\r\nx-ratelimit-limit: -1\r\n", "X-RateLimit-Remaining:\r\n",
	} {
		img, _, err := answers(t, hijack(t, fmt.Sprintf("HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s", lines, len(picture), picture)))
		if err != nil || img.Width != 20 {
			t.Errorf("%q: %+v, %v", lines, img, err)
		}
		for after, wait := range map[string]time.Duration{"": -1, "Retry-After: 7\r\n": 7 * time.Second, "retry-after: soon\r\n": -1, "RETRY-AFTER: 99999\r\n": 5 * time.Minute} {
			_, _, err := answers(t, hijack(t, "HTTP/1.1 429 Slow down\r\n"+lines+after+"Content-Length: 0\r\n\r\n"))
			e := wantError(t, err, KindTooMany, Refused)
			if !e.Retryable() || e.HasRetryAfter != (wait >= 0) || (wait >= 0 && e.RetryAfter != wait) {
				t.Errorf("%q %q: wait %v, %v", lines, after, e.RetryAfter, e.HasRetryAfter)
			}
		}
	}
}

// TestTolerance06SlowAnswers: nobody is hurried, one may give up, and nothing
// is sent again by itself.
func TestTolerance06SlowAnswers(t *testing.T) {
	t.Parallel()
	picture := pngSample(t, scene(60, 40))
	arrived, goOn := make(chan struct{}), make(chan struct{})
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		select {
		case <-goOn:
		case <-r.Context().Done():
			return
		}
		_, _ = w.Write(picture[:len(picture)/2]) // the client may have gone
		_ = http.NewResponseController(w).Flush()
		<-goOn
		_, _ = w.Write(picture[len(picture)/2:])
	})
	c := s.client(t)
	for op, least := range map[Operation]time.Duration{TextToImage: 3 * time.Minute, Upscale: 3 * time.Minute, TextToVideo: time.Minute, VideoStatus: time.Minute} {
		if spec, _ := Lookup(op); c.wait(spec) < least {
			t.Errorf("%s gives up after %v", op, c.wait(spec))
		}
	}
	done := make(chan error, 1)
	go func() {
		_, err := c.Generate(context.WithoutCancel(t.Context()), params, nil, nil)
		done <- err
	}()
	<-arrived
	goOn <- struct{}{}
	goOn <- struct{}{}
	if err := <-done; err != nil || s.count() != 1 {
		t.Errorf("%v after %d requests", err, s.count())
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, err := c.Generate(ctx, params, nil, nil)
		done <- err
	}()
	<-arrived
	cancel()
	if e := wantError(t, <-done, KindCancelled, Unknown); !errors.Is(e, context.Canceled) || e.Retryable() || s.count() != 2 {
		t.Errorf("%v after %d requests", e, s.count())
	}
	lost := newService(t, hijack(t, ""))
	_, err := lost.client(t).Generate(t.Context(), params, nil, nil)
	if e := wantError(t, err, KindNoAnswer, Unknown); e.Retryable() || lost.count() != 1 {
		t.Errorf("%v after %d requests", e, lost.count())
	}
}
