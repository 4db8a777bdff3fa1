package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// reached finds an address that a traced program connected to or sent to. Sockets of
// this computer alone (AF_UNIX) lead nowhere else.
var reached = regexp.MustCompile(`sa_family=AF_INET6?, sin6?_port=htons\((\d+)\)[^}]*?"([^"]*)"`)

// The program connects to the address of the key and to nothing else, whatever it is
// asked for: what would go anywhere else comes to a proxy that refuses it, and where
// programs can be traced no address but that one is seen.
func TestNothingIsSentHome(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	h := newHome(t)
	base := h.serve("--latency", "0")
	address, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	h.keyFor(base, "[defaults]", `key = "work"`, `seed = "7"`)
	var mu sync.Mutex
	var asked []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.Method+" "+r.Host)
		w.WriteHeader(http.StatusForbidden)
	}))
	defer elsewhere.Close()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		h.set(name, elsewhere.URL)
	}
	trace := h.traced(t)
	for _, args := range [][]string{
		{"--version"},
		{"help"},
		{"generate", "a boat", "-k", "work", "--seed", "1-2", "--yes"},
		{"generate", "a quay", "-k", "sandbox", "--seed", "1"},
		{"history"},
		{"keys", "check", "work"},
		{"config", "check"},
		{"stats"},
		{"styles"},
		{"recover"},
	} {
		h.run(args...).want(t, 0)
	}
	s := h.studio(120, 40)
	s.toPrompt()
	s.press("enter")
	s.waitText("1/1", "nothing running")
	s.leave()
	mu.Lock()
	defer mu.Unlock()
	if len(asked) > 0 {
		t.Errorf("asked for elsewhere: %q", asked)
	}
	if trace == "" {
		return
	}
	seen := map[string]int{}
	for _, m := range reached.FindAllStringSubmatch(read(t, trace), -1) {
		seen[m[2]+":"+m[1]]++
	}
	if seen[address.Host] < 3 {
		t.Errorf("the address of the key, %s, was reached %d times: nothing is seen here", address.Host, seen[address.Host])
	}
	for at, n := range seen {
		// The sandbox inside listens to itself alone, at a port of its own.
		if at != address.Host && !strings.HasPrefix(at, "127.0.0.1:") || at == elsewhere.Listener.Addr().String() {
			t.Errorf("%s was reached %d times", at, n)
		}
	}
}

// traced has the program traced from here on, and returns the file with what it
// connects to; "" where nothing can be traced.
func (h *home) traced(t *testing.T) string {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil || exec.CommandContext(t.Context(), strace, "-o", os.DevNull, "true").Run() != nil {
		return ""
	}
	trace, wrapper := filepath.Join(t.TempDir(), "trace"), filepath.Join(t.TempDir(), "imagine-tui")
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' -f -qq -A -o '%s' -e signal=none -e trace=connect,sendto '%s' \"$@\"\n", strace, trace, program(t))
	syscall.ForkLock.RLock() // a child of another test would have it open for writing when it is run
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(wrapper, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	h.binary = wrapper
	return trace
}
