package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
)

// serve runs "imagine-tui sandbox" until the test ends and returns its base URL.
func (h *home) serve(args ...string) string {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	h.t.Cleanup(cancel)
	cmd := h.command(ctx, append([]string{"sandbox", "--listen", "127.0.0.1:0"}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = patience
	out, err := cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		cancel()
		err := cmd.Wait()
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 143 {
			h.t.Errorf("the sandbox ended with %v, want exit status 143", err)
		}
	})
	return strings.TrimSpace(line)
}

// small serves a sandbox from the test's own process, at once, and returns its
// base URL. Its pictures are small: to paint large ones takes most of the time.
func (h *home) small() string {
	h.t.Helper()
	return h.hosted(sandbox.Options{MaxSide: 128}).BaseURL()
}

// hosted serves a sandbox from the test's own process until the test ends.
func (h *home) hosted(o sandbox.Options) *sandbox.Server {
	h.t.Helper()
	server, err := sandbox.Start(context.Background(), "127.0.0.1:0", o)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := server.Close(ctx); err != nil {
			h.t.Error(err)
		}
	})
	return server
}

// configureMore adds text to the person's config.
func (h *home) configureMore(text string) {
	h.t.Helper()
	old, err := os.ReadFile(h.configPath())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		h.t.Fatal(err)
	}
	h.configure(string(old) + "\n" + text)
}

// curl asks a served sandbox the way the vendor's own examples do.
func curl(t *testing.T, dir string, args ...string) (status, body string) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	file := filepath.Join(dir, "answer")
	cmd := exec.CommandContext(ctx, "curl", append([]string{"-sS", "-o", file, "-w", "%{http_code} %{content_type}"}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("curl %q: %v", args, err)
	}
	answer, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(out), string(answer)
}

func TestSandboxForCurl(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.serve()
	if !strings.HasPrefix(base, "http://127.0.0.1:") || !strings.HasSuffix(base, "/v2") {
		t.Fatalf("base URL %q", base)
	}
	post := func(bearer, path string, form ...string) (string, string) {
		args := []string{base + path}
		if bearer != "" {
			args = append(args, "-H", "Authorization: Bearer "+bearer)
		}
		for _, f := range form {
			args = append(args, "-F", f)
		}
		return curl(t, t.TempDir(), args...)
	}
	for _, c := range []struct {
		name, bearer, path string
		form               []string
		status, body       string // beginnings, and what the body holds
	}{
		{"picture", "vk-test-me", "/image/generations", []string{"prompt=a boat", "style=anime", "aspect_ratio=1:1", "seed=5"}, "200 ", "\xff\xd8\xff"},
		{"transparent", "vk-test-me", "/image/generations/transparent", []string{"prompt=a boat"}, "200 ", "\x89PNG"},
		{"no bearer", "", "/image/generations", []string{"prompt=a boat", "style=anime"}, "400 application/json", `1000`},
		{"wrong bearer", "sk-test-me", "/image/generations", []string{"prompt=a boat", "style=anime"}, "401 application/json", `1001`},
		{"expired", "vk-test-expired", "/image/generations", []string{"prompt=a boat", "style=anime"}, "406 application/json", `1002`},
		{"no tokens", "vk-test-empty", "/image/generations", []string{"prompt=a boat", "style=anime"}, "402 application/json", `1101`},
		{"too many", "vk-test-limited", "/image/generations", []string{"prompt=a boat", "style=anime"}, "429 application/json", `1202`},
		{"no prompt", "vk-test-me", "/image/generations", []string{"style=anime"}, "400 application/json", `1100`},
		{"no style", "vk-test-me", "/image/generations", []string{"prompt=a boat"}, "400 application/json", `"code":1103,"error":"InvalidBody","message":"No style was provided."`},
		{"unknown style", "vk-test-me", "/image/generations", []string{"prompt=a boat", "style=nosuch"}, "400 application/json", `1100`},
		{"unknown path", "vk-test-me", "/nosuch", []string{"prompt=a"}, "404 ", ``},
	} {
		status, body := post(c.bearer, c.path, c.form...)
		if !strings.HasPrefix(status, c.status) || !strings.Contains(body, c.body) {
			t.Errorf("%s: %s, %.200q", c.name, status, body)
		}
	}
	form := []string{"prompt=a boat", "style=anime", "seed=5"}
	_, one := post("vk-test-me", "/image/generations", form...)
	_, two := post("vk-test-other", "/image/generations", form...)
	if one != two || len(one) < 1000 {
		t.Error("the same request gives another picture")
	}
}

// TestSandboxKeepsItsRate: a key that made as many requests as it may is told
// to wait, and the program waits and goes on by itself.
func TestSandboxKeepsItsRate(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.serve("--rate", "2/1s")
	h.keyFor(base)
	saved := only(h.run("generate", "a boat", "-k", "work", "--seed", "1-4", "--json", "--yes", "-o", h.path("out")).want(t, 0).events(t), "saved")
	if len(saved) != 4 {
		t.Errorf("%d pictures are saved", len(saved))
	}
	long := h.serve("--rate", "2/1h")
	for n, want := range []string{"404 ", "404 ", "429 "} {
		status, body := curl(t, t.TempDir(), long+"/video/x/status", "-H", "Authorization: Bearer vk-test-me")
		if !strings.HasPrefix(status, want) || want == "429 " && !strings.Contains(body, `"code":1202`) {
			t.Errorf("request %d: %s %s", n+1, status, body)
		}
	}
}

// TestSandboxPrintsItsContract: nothing is served, and what is printed is one
// JSON document.
func TestSandboxPrintsItsContract(t *testing.T) {
	t.Parallel()
	r := newHome(t).run("sandbox", "--openapi", "--listen", "nowhere:port").want(t, 0)
	var doc struct {
		OpenAPI string
		Paths   map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(r.stdout), &doc); err != nil || doc.OpenAPI != "3.1.0" || doc.Paths["/image/generations"] == nil || r.stderr != "" {
		t.Errorf("%v: %.300s%s", err, r.stdout, r.stderr)
	}
}

func TestSandboxRefusesNonsense(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.run("sandbox", "--listen", "127.0.0.1:0", "--fault", "nosuch").want(t, 2, "--fault")
	h.run("sandbox", "--listen", "127.0.0.1:0", "--latency", "soon").want(t, 2, "--latency")
	for _, rate := range []string{"", "50", "0/60s", "50/60", "many/1s", "50/0s", "-1/60s"} {
		h.run("sandbox", "--listen", "127.0.0.1:0", "--rate", rate).want(t, 2, "--rate", "50/60s")
	}
	h.run("sandbox", "--listen", "nowhere:port").want(t, 1)
}

func TestInterruptSettlesWhatIsInFlight(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 5)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // all of the request is here
		arrived <- struct{}{}
		<-r.Context().Done() // and is never answered
	}))
	t.Cleanup(server.Close)
	h := newHome(t)
	h.set("SLOW_KEY", "vk-test-slow-1")
	h.configure("[[key]]\nname = \"slow\"\nsource = \"env:SLOW_KEY\"\nbase_url = \"" + server.URL + "/v2\"\nparallel = 2\n")
	ctx, cancel := context.WithTimeout(context.Background(), 5*patience)
	defer cancel()
	var stdout, stderr strings.Builder
	cmd := h.command(ctx, "generate", "a boat", "-k", "slow", "--seed", "1-5", "--json", "--drain", "100ms")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		select {
		case <-arrived:
		case <-time.After(patience):
			t.Fatalf("two requests at a time do not arrive: %s", stderr.String())
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the status is looked at below
	r := result{args: cmd.Args, stdout: stdout.String(), stderr: stderr.String(), status: cmd.ProcessState.ExitCode()}
	r.want(t, 130, "Stopping")
	all := r.events(t)
	if unknown, cancelled := only(all, "unknown"), only(all, "cancelled"); len(unknown) != 2 || len(cancelled) != 3 {
		t.Errorf("%d unknown, %d cancelled:\n%s", len(unknown), len(cancelled), r.stdout)
	}
	if list := only(h.run("recover", "--json").want(t, 0).events(t), "unknown"); len(list) != 2 {
		t.Errorf("%d of 2 are kept for the person", len(list))
	}
	if n := len(arrived); n > 0 {
		t.Errorf("%d more were sent", n)
	}
}
