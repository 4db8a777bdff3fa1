package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"imagine-tui/api/openapi"
)

// prismVariable names the program of Prism, a judge of OpenAPI documents that
// nobody here wrote (the package @stoplight/prism-cli, 5.16).
const prismVariable = "IMAGINE_PRISM"

// findPrism returns the program, or skips the test with the reason.
func findPrism(t *testing.T) string {
	t.Helper()
	path := os.Getenv(prismVariable)
	if path == "" {
		found, err := exec.LookPath("prism")
		if err != nil {
			t.Skipf("prism is not installed and %s does not name it: nobody else has read the OpenAPI document", prismVariable)
		}
		path = found
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, path, "--version").CombinedOutput(); err != nil {
		t.Skipf("%s does not start: nobody else has read the OpenAPI document: %v: %.300s", path, err, out)
	}
	return path
}

// prism runs Prism as a validating proxy in front of upstream until the test
// ends, and returns where it listens.
func prism(t *testing.T, program string, document []byte, upstream string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "openapi.json")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "proxy", file, upstream, "--port", "0", "--errors", "--cors=false")
	cmd.Env = append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	go func() {
		var all strings.Builder
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			all.WriteString(lines.Text() + "\n")
			if m := regexp.MustCompile(`listening on (http://\S+)`).FindStringSubmatch(lines.Text()); m != nil {
				said <- m[1]
			}
		}
		select {
		case said <- "prism ended: " + all.String():
		default:
		}
	}()
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is ended by a signal
		_ = in.Close()
		close(ended)
	}()
	t.Cleanup(func() { cancel(); <-ended })
	at := <-said
	if !strings.HasPrefix(at, "http://") {
		t.Fatal(at)
	}
	return at
}

// judged puts Prism between clients and a sandbox. Prism takes every body for
// text, which breaks pictures on their way: it is shown each request and each
// answer, and says what it thinks of them, while what it was shown goes between
// client and sandbox untouched. verdict is told what Prism refused.
type judged struct {
	t       *testing.T
	sandbox *Server
	prism   string
	verdict func(request, says string)

	mu      sync.Mutex
	waiting map[string]*shown
	count   int
}

type shown struct {
	request *http.Request
	body    []byte
	answer  *httptest.ResponseRecorder
}

const shownHeader = "X-Shown"

// judge starts all of it and returns where clients ask.
func judge(t *testing.T, program string, document []byte, s *Server, verdict func(request, says string)) string {
	t.Helper()
	j := &judged{t: t, sandbox: s, verdict: verdict, waiting: map[string]*shown{}}
	back := httptest.NewServer(http.HandlerFunc(j.back))
	t.Cleanup(back.Close)
	j.prism = prism(t, program, document, back.URL+prefix)
	front := httptest.NewServer(http.HandlerFunc(j.front))
	t.Cleanup(front.Close)
	return front.URL + prefix
}

// front gets a client's request and shows it to Prism.
func (j *judged) front(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // a client that went away is judged by what came
	j.mu.Lock()
	j.count++
	id := strconv.Itoa(j.count)
	s := &shown{request: r, body: body}
	j.waiting[id] = s
	j.mu.Unlock()
	what := r.Method + " " + r.URL.Path
	ask, err := http.NewRequestWithContext(r.Context(), r.Method, j.prism+strings.TrimPrefix(r.URL.Path, prefix), bytes.NewReader(body))
	if err != nil {
		j.t.Error(err)
		return
	}
	ask.Header = r.Header.Clone()
	ask.Header.Set(shownHeader, id)
	resp, err := http.DefaultClient.Do(ask)
	if err != nil {
		j.t.Errorf("%s: %v", what, err)
		return
	}
	defer func() { _ = resp.Body.Close() }() // read to its end
	said, _ := io.ReadAll(resp.Body)         // what came says enough
	j.mu.Lock()
	answer := s.answer
	j.mu.Unlock()
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/problem+json") || answer == nil {
		j.verdict(what, string(said))
		w.WriteHeader(http.StatusTeapot)
		return
	}
	passOn(w, answer)
}

// passOn answers with what the sandbox answered.
func passOn(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // the asker may have gone
}

// back is what Prism asks: the sandbox, with the request as it was.
func (j *judged) back(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // broken on its way
	j.mu.Lock()
	s := j.waiting[r.Header.Get(shownHeader)]
	j.mu.Unlock()
	if s == nil {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	inner := s.request.Clone(r.Context())
	inner.Body = io.NopCloser(bytes.NewReader(s.body))
	answer := httptest.NewRecorder()
	j.sandbox.handler.ServeHTTP(answer, inner)
	j.mu.Lock()
	s.answer = answer
	j.mu.Unlock()
	passOn(w, answer)
}

// TestPrism feeds the printed document to Prism: the client's requests pass
// through it, and the sandbox's answers.
func TestPrism(t *testing.T) {
	program := findPrism(t)
	document, err := openapi.New().JSON()
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, Options{MaxSide: 32, VideoTime: 1})
	base := judge(t, program, document, s, func(request, says string) {
		t.Errorf("%s: %s", request, says)
	})
	callEverything(t, s, base)
}

// TestPrismFindsWhatIsWrong: with a document that asks for something else the
// same calls do not pass.
func TestPrismFindsWhatIsWrong(t *testing.T) {
	program := findPrism(t)
	document, err := openapi.New().JSON()
	if err != nil {
		t.Fatal(err)
	}
	// An answer must have what no answer has, and a ratio another name.
	document = bytes.ReplaceAll(document, []byte(`"required": [
          "id"
        ]`), []byte(`"required": ["id", "nosuch"]`))
	document = bytes.ReplaceAll(document, []byte(`"3:2"`), []byte(`"3:7"`))
	s := start(t, Options{MaxSide: 32, VideoTime: 1})
	var mu sync.Mutex
	refused := map[string]string{}
	base := judge(t, program, document, s, func(request, says string) {
		mu.Lock()
		defer mu.Unlock()
		refused[request] = says
	})
	for _, row := range operations(t)[:1] {
		_, _ = row.call(t.Context(), clientAt(t, base, good), "", &bytes.Buffer{}) // refused
	}
	ask(t, base+"/video/text-to-video", good, waves)
	for request, says := range map[string]string{"POST /v2/image/generations": "aspect_ratio", "POST /v2/video/text-to-video": "nosuch"} {
		if !strings.Contains(refused[request], says) {
			t.Errorf("%s: %q, want a word about %s", request, refused[request], says)
		}
	}
}
