package history

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// Tests that end a process start the test binary once more, as a helper: these
// variables say what it is to do.
const (
	helperJob    = "HISTORY_TEST_JOB"
	helperFolder = "HISTORY_TEST_FOLDER"
	helperState  = "HISTORY_TEST_STATE"
)

func TestMain(m *testing.M) {
	if job := os.Getenv(helperJob); job != "" {
		os.Exit(help(job))
	}
	goleak.VerifyTestMain(m)
}

// helperPicture is what helpers save.
func helperPicture() []byte {
	var tb testing.T
	return pngBytes(&tb, 64)
}

// help does a helper's job and returns its exit status.
func help(job string) int {
	lib, err := Open(Options{Folder: os.Getenv(helperFolder), StateDir: os.Getenv(helperState), Embed: true})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	kind, arg, _ := strings.Cut(job, ":")
	switch kind {
	case "state":
		err = helpState(lib, arg)
	case "step":
		lib.step = func(name string) {
			if name == arg {
				ready()
			}
		}
		_, err = helpSave(lib, request("fog"))
	case "recover", "begin":
		lib.step = func(name string) {
			if name == arg {
				ready()
			}
		}
		if kind == "begin" {
			_, err = lib.Begin(context.Background(), request("fog"), testAccount, queue.Wait)
		} else {
			_, err = Recover(context.Background(), lib)
		}
	case "film":
		lib.step = func(name string) {
			if name == arg {
				ready()
			}
		}
		err = helpFilm(lib)
	case "several":
		err = helpSeveral(lib)
	case "save":
		n, _ := strconv.Atoi(arg) // 0: until killed
		for i := 0; err == nil && (n == 0 || i < n); i++ {
			var path string
			path, err = helpSave(lib, request("fog"))
			fmt.Println(path)
		}
	case "list":
		if err = dropPrivileges(); err == nil {
			err = lib.Load(context.Background(), 0, func(e Entry) bool { fmt.Println(e.Sidecar.Request.Prompt); return true })
			_, found := lib.Find(testOrigin, request("fog"))
			fmt.Println("found", found)
		}
	case "unprivileged":
		if err = dropPrivileges(); err == nil {
			_, err = helpSave(lib, request("fog"))
		}
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// ready says so and waits to be killed.
func ready() {
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(3)
}

func helpState(lib *Library, state string) error {
	ctx, data := context.Background(), helperPicture()
	t, err := lib.Begin(ctx, request("fog"), testAccount, queue.Wait)
	if err != nil {
		return err
	}
	if state == "prepared" {
		ready()
	}
	if err := t.Sent(); err != nil {
		return err
	}
	if state == "sent" {
		ready()
	}
	if state == "accepted" {
		if err := t.Accepted("job-7", queue.Meta{}); err != nil {
			return err
		}
		ready()
	}
	w, err := t.Receiving(-1)
	if err != nil {
		return err
	}
	if state == "part" {
		data = data[:len(data)/2]
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	ready()
	return nil
}

func helpSave(lib *Library, r api.Request) (string, error) {
	data := helperPicture()
	t, err := lib.Begin(context.Background(), r, testAccount, queue.Beside)
	if err != nil {
		return "", err
	}
	if err := t.Sent(); err != nil {
		return "", err
	}
	w, err := t.Receiving(int64(len(data)))
	if err != nil {
		return "", err
	}
	if _, err := io.Copy(w, bytes.NewReader(data)); err != nil {
		return "", err
	}
	s, err := t.Save(context.Background(), imageOf(data), metaAt(lib.now()))
	return s.Path, err
}

// helper is a running helper process.
type helper struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
}

func startHelper(t *testing.T, l *testLibrary, job string) *helper {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperJob+"="+job, helperFolder+"="+l.Folder(), helperState+"="+l.state)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stdin.Close() })
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &helper{cmd, bufio.NewScanner(out)}
}

// line reads the next line the helper prints, "" at its end.
func (h *helper) line() string {
	h.lines.Scan()
	return h.lines.Text()
}

// kill ends the helper as kill -9 does, and waits for it.
func (h *helper) kill() {
	_ = h.cmd.Process.Kill()
	for h.lines.Scan() { // what it said before its end
	}
	_ = h.cmd.Wait() // killed, so an error
}

// killAtReady starts a helper and kills it when it says that it is ready.
func killAtReady(t *testing.T, l *testLibrary, job string) {
	t.Helper()
	h := startHelper(t, l, job)
	if got := h.line(); got != "ready" {
		t.Fatalf("helper %s said %q", job, got)
	}
	h.kill()
}
