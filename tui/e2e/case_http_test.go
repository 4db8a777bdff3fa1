//go:build unix

package e2e

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"
)

// The answers of a hostile or broken server, against the whole program.

func TestCase35RedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	other := h.rogue(answerWith(http.StatusOK, "", jpegOf(t, 16))) // another port of the same host
	type answer struct {
		status   int
		location string
	}
	var next atomic.Pointer[answer]
	s := h.quietRogue(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", next.Load().location)
		w.WriteHeader(next.Load().status)
	})
	s.Start()
	h.configure("")
	s.trust()
	_, port, _ := net.SplitHostPort(other.Listener.Addr().String())
	posts := 0
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, location := range []string{other.URL + "/v2/x", "http://localhost:" + port + "/x", "http://sub.example.invalid/x", "https://example.invalid/x"} {
			posts++
			next.Store(&answer{status, location})
			host := strings.TrimPrefix(strings.TrimPrefix(location, "http://"), "https://")
			host, _, _ = strings.Cut(host, "/")
			h.generate("--seed", number(int64(posts))).want(t, 1, "pointed to", host)
		}
	}
	s.wantPosts(posts)
	if posts, gets := other.count(); posts+gets != 0 {
		t.Errorf("the other server was asked %d times", posts+gets)
	}
	h.wantOut(t, 0)
}

func TestCase36NoKeyForOtherHosts(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	picture := jpegOf(t, 16)
	store := h.quietRogue(answerWith(http.StatusOK, "image/jpeg", picture))
	store.Start()
	s := h.rogue(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"url":%q}`, store.URL+"/picture.jpg?sig=1") // the client may have gone
	})
	checkSaved(t, only(h.generate().want(t, 0).events(t), "saved")[0])
	s.wantPosts(1)
	if _, gets := store.count(); gets != 1 {
		t.Errorf("the picture was fetched %d times", gets)
	}
	for _, bearer := range store.bearer {
		if bearer != "" {
			t.Errorf("the other host was given %q", bearer)
		}
	}
	h.wantOut(t, 1)
}

func TestCase37NotSentIsTriedAgainAndSaid(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	// It takes connections and ends each before encryption is agreed on.
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	var tries atomic.Int32
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			tries.Add(1)
			_ = c.Close()
		}
	}()
	h.keyFor("https://" + listener.Addr().String() + "/v2")
	r := h.generate().want(t, 1, "Cannot reach", "Nothing was sent.")
	if failed := only(r.events(t), "failed"); len(failed) != 1 {
		t.Errorf("%s", r.stdout)
	}
	if n := tries.Load(); n != 3 { // one, and two quick ones
		t.Errorf("%d tries", n)
	}
	h.run("recover").want(t, 0, "Nothing was left unfinished") // the journal knows that it was not sent
}

func TestCase38LostAnswerIsNeverAskedForAgain(t *testing.T) {
	t.Parallel()
	for name, reset := range map[string]bool{"reset": true, "closed": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			lost := hangUp(t, nil, reset)
			well := answerWith(http.StatusOK, "", jpegOf(t, 16))
			var answer atomic.Pointer[http.HandlerFunc]
			answer.Store(&lost)
			s := h.rogue(func(w http.ResponseWriter, r *http.Request) { (*answer.Load())(w, r) })
			h.generate().want(t, 1, "may have been charged")
			s.wantPosts(1)
			h.wantUnknown(t, nil)
			// It stays the person's choice: their word sends it again.
			answer.Store(&well)
			h.generate().want(t, 1)
			s.wantPosts(1)
			h.generate("--unknown", "send").want(t, 0)
			s.wantPosts(2)
			h.wantOut(t, 1)
		})
	}
}

func TestCase39BadGatewayAndClosedConnections(t *testing.T) {
	t.Parallel()
	for _, status := range []int{500, 502, 503, 504} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.rogue(answerWith(status, "text/html", []byte("<title>Bad gateway</title>")))
			h.generate().want(t, 1, "may have been charged")
			s.wantPosts(1)
			h.wantUnknown(t, nil)
		})
	}
	t.Run("kept-alive", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		s := h.quietRogue(answerWith(http.StatusOK, "", jpegOf(t, 16)))
		s.Config.ConnState = func(c net.Conn, state http.ConnState) {
			if state == http.StateIdle {
				_ = c.Close() // just when the client takes it for the next request
			}
		}
		s.Start()
		s.trust("parallel = 2")
		all := h.generate("--seed", "1-30").events(t)
		if twice := s.twice(); len(twice) > 0 {
			t.Errorf("processed twice: %q", twice)
		}
		if saved, unknown, failed := len(only(all, "saved")), len(only(all, "unknown")), len(only(all, "failed")); saved+unknown+failed != 30 {
			t.Errorf("%d saved, %d unknown, %d failed", saved, unknown, failed)
		}
	})
}

func TestCase41TooManyForEverStops(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.rogue(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	r := h.generate("--seed", "1-2").want(t, 1, "Too many requests", "Nothing was charged")
	if failed := only(r.events(t), "failed"); len(failed) != 2 {
		t.Errorf("%s", r.stdout)
	}
	s.wantPosts(10) // one and four for each
	h.run("recover").want(t, 0, "Nothing was left unfinished")
	h.wantOut(t, 0)
}

func TestCase43CutAnswers(t *testing.T) {
	t.Parallel()
	for kind, picture := range map[string][]byte{"jpeg": jpegOf(t, 64), "png": pngOf(t, 64)} {
		part := picture[:len(picture)-30]
		for name, head := range map[string]string{
			"length":  fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", len(picture)),
			"chunks":  fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", len(picture)),
			"nothing": "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				h := newHome(t)
				s := h.rogue(hangUp(t, append([]byte(head), part...), false))
				h.generate().want(t, 1, "cut off", "may have been charged")
				s.wantPosts(1)
				h.wantUnknown(t, part)
			})
		}
	}
}

func TestCase44GzipBomb(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	pack := func(data []byte) []byte {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err == nil {
			_, err = z.Write(data)
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	// Packed files may follow each other: 256 MB of zeros in a picture.
	start := jpegOf(t, 16)
	bomb := append(pack(start[:len(start)-20]), bytes.Repeat(pack(make([]byte, 1<<20)), 256)...)
	s := h.rogue(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/jpeg")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb) // the client gives up
	})
	peak := h.peak(t, 1, "generate", "a boat", "-k", "work", "--seed", "1", "-o", h.path("out"))
	if !raceDetector && peak > 160<<20 {
		t.Errorf("it took %d MB of memory", peak>>20)
	}
	s.wantPosts(1)
	h.wantUnknown(t, nil)
	for _, path := range h.files(h.path("state")) {
		if size := len(read(t, path)); size > 64<<20 {
			t.Errorf("%s has %d MB", path, size>>20)
		}
	}
}

func TestCase45HugePicture(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	huge := hugePNG(t, 20000)
	if len(huge) > 100<<10 {
		t.Fatalf("the bomb has %d KB", len(huge)>>10)
	}
	s := h.rogue(answerWith(http.StatusOK, "image/png", huge))
	saved := only(h.generate().want(t, 0).events(t), "saved")
	if len(saved) != 1 || saved[0].Width != 20000 {
		t.Fatalf("%+v", saved)
	}
	s.wantPosts(1)
	h.wantOut(t, 1)
	// The file is kept; it is only not drawn.
	r := h.run("show", "--size", "40x20", "--protocol", "half", saved[0].Path)
	if !strings.Contains(r.stdout+r.stderr, "20000×20000") {
		t.Errorf("status %d, %.500q %.500q", r.status, r.stdout, r.stderr)
	}
	peak := h.peak(t, r.status, "show", "--size", "40x20", "--protocol", "half", saved[0].Path)
	if !raceDetector && peak > 160<<20 {
		t.Errorf("it took %d MB of memory", peak>>20)
	}
}

func TestCase46AnswersThatAreNoPicture(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind, body, says string
	}{
		"html":       {"text/html", "<html><title>Log in \x1b[2J" + rogueKey + "</title></html>", `"Log in …"`},
		"html, lies": {"image/png", "<html><title>Log in</title></html>", `"Log in"`},
		"json error": {"application/json", `{"status":"error","code":7777,"error":"Odd","message":"an odd \u001b]0;x\u0007thing"}`, "an odd thing"},
		"json":       {"application/json", `{"hello":"` + rogueKey + `"}`, "instead of a picture"},
		"empty":      {"image/png", "", "empty"},
		"text":       {"text/plain", "please wait", "please wait"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.rogue(answerWith(http.StatusOK, c.kind, []byte(c.body)))
			r := h.generate().want(t, 1, c.says, "may have been charged")
			if strings.ContainsAny(r.stderr, "\x1b\x07") {
				t.Errorf("not cleaned: %q", r.stderr)
			}
			s.wantPosts(1)
			h.wantUnknown(t, []byte(strings.ReplaceAll(c.body, rogueKey, "…")))
		})
	}
}

func TestCase47ContentDecidesTheKind(t *testing.T) {
	t.Parallel()
	webp := []byte("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x000\x01\x00\x9d\x01*\x01\x00\x01\x00\x03\x004%\xa4\x00\x03p\x00\xfe\xfb\x94\x00\x00")
	for name, c := range map[string]struct {
		body []byte
		ext  string
	}{"jpeg": {jpegOf(t, 16), ".jpg"}, "webp": {webp, ".webp"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.rogue(answerWith(http.StatusOK, "image/png", c.body)) // which it is not
			saved := only(h.generate().want(t, 0).events(t), "saved")
			if len(saved) != 1 || !strings.HasSuffix(saved[0].Path, c.ext) {
				t.Errorf("%+v", saved)
			}
		})
	}
	for name, body := range map[string]string{
		"svg": `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
		"elf": "\x7fELF\x02\x01\x01\x00" + strings.Repeat("\x00\x01", 100),
		"mp4": "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + strings.Repeat("film", 100),
		"gif": "GIF89a\x01\x00\x01\x00\x00\x00\x00;",
		"exe": "MZ" + strings.Repeat("\x90\x00", 100),
		"zip": "PK\x03\x04" + strings.Repeat("\x00", 100),
		"pdf": "%PDF-1.7\n" + strings.Repeat("x", 100),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.rogue(answerWith(http.StatusOK, "image/png", []byte(body)))
			h.generate().want(t, 1, "instead of a picture", "may have been charged")
			s.wantPosts(1)
			h.wantUnknown(t, []byte(body))
			kept := 0
			for _, path := range h.files(h.path("state")) {
				if strings.HasSuffix(path, ".bin") {
					kept++
				}
			}
			if kept != 1 {
				t.Errorf("%d .bin files in recovery", kept)
			}
		})
	}
}

func TestCase48ErrorBodies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body func(w http.ResponseWriter)
		says string
	}{
		"100 MB": {func(w http.ResponseWriter) {
			for range 1600 {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 64<<10)); err != nil {
					return // it has read enough
				}
			}
		}, "xxx"},
		"deep": {func(w http.ResponseWriter) { _, _ = w.Write([]byte(strings.Repeat("[", 100_000))) }, "HTTP 400"},
		"odd letters": {func(w http.ResponseWriter) {
			_, _ = w.Write([]byte("\xff\xfe{\"message\": \"\x9b2J\x1b]52;c;aGk=\x07 \u202egnp\"}"))
		}, "HTTP 400"},
		"echo": {func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"message":"no such key ` + rogueKey + `"}`)) }, "no such key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.rogue(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusBadRequest)
				c.body(w)
			})
			r := h.generate().want(t, 1, c.says)
			if len(r.stderr) > 4<<10 || strings.ContainsAny(r.stderr, "\x1b\x07\u009b\u202e") || !utf8.ValidString(r.stderr) {
				t.Errorf("%d bytes of %.300q", len(r.stderr), r.stderr)
			}
			s.wantPosts(1)
			h.run("recover").want(t, 0, "Nothing was left unfinished") // refused, so not charged
		})
	}
}

// Where a job is answered instead of a picture, its id is all there is of what
// was paid.
func TestCase49OddJSON(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no id":       `{"status":"processing"}`,
		"wrong types": `{"id":[],"status":7,"url":{}}`,
		"not JSON":    `{"id":NaN}`,
		"null":        `{"id":null,"url":null,"image":null}`,
		"more fields": `{"hello":1,"` + rogueKey + `":2,"deep":{"a":[1,{"b":[]}]}}`,
		"a list":      `[{"idx":1}]`,
		"huge number": `{"idx":1e999999}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.rogue(answerWith(http.StatusOK, "application/json", []byte(body)))
			h.generate().want(t, 1, "JSON instead of a picture", "may have been charged")
			s.wantPosts(1)
			h.wantUnknown(t, []byte(strings.ReplaceAll(body, rogueKey, "…")))
		})
	}
	t.Run("job", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.rogue(answerWith(http.StatusOK, "application/json", []byte(`{"id":"job-\u001b[31m7","status":"processing"}`)))
		h.generate().want(t, 1, "job-7")
		h.wantUnknown(t, []byte(`{"id":"job-\u001b[31m7","status":"processing"}`))
	})
}
