package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// canary is part of every planted key: wherever it turns up, a key got out.
const canary = "CANARY"

// planted is a home in which a key comes from every source there is, each for
// the same server.
func planted(t *testing.T) (h *home, keys []string) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	h = newHome(t)
	base := h.small()
	h.set("IMAGINE_API_KEY", "vk-test-env-CANARY-0000111122")
	h.set("WORK_KEY", "vk-test-work-CANARY-0000111133")
	h.write(h.path("secret"), "vk-test-file-CANARY-0000111144\n")
	h.write(h.path("helper"), "#!"+sh+"\nenv > "+h.path("helper-env")+"\necho about to print vk-test-helper-CANARY-0000111155 >&2\necho vk-test-helper-CANARY-0000111155\n")
	if err := os.Chmod(h.path("helper"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.configure(fmt.Sprintf(`[budget]
confirm_above = 100
[sandbox]
latency = "0"
[[key]]
name = "work"
source = "env:WORK_KEY"
base_url = %[1]q
[[key]]
name = "lab"
source = "file:%[2]s"
base_url = %[1]q
[[key]]
name = "helper"
source = { command = [%[3]q] }
base_url = %[1]q
`, base, h.path("secret"), h.path("helper")))
	h.runWith("vk-test-saved-CANARY-0000111166\n", "keys", "add", "saved", "--keep", "file", "--base-url", base).want(t, 0)
	return h, []string{"work", "lab", "helper", "saved"}
}

// noCanary fails the test if a planted key is anywhere but where the person put it.
func (h *home) noCanary() {
	h.t.Helper()
	own := map[string]bool{
		h.path("secret"): true, h.path("helper"): true, // the person's own
		h.path("config", "imagine-tui", "keys.toml"): true, // kept there on request, 0600
	}
	for _, path := range h.files(h.root) {
		if own[path] {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			h.t.Fatal(err)
		}
		if at := bytes.Index(data, []byte(canary)); at >= 0 {
			h.t.Errorf("a key is in %s: …%q…", path, data[max(0, at-40):min(len(data), at+20)])
		}
	}
}

func TestNoKeyGetsOutOfTheCommandLine(t *testing.T) {
	t.Parallel()
	h, keys := planted(t)
	check := func(r result) {
		t.Helper()
		if strings.Contains(r.stdout+r.stderr, canary) {
			t.Errorf("imagine-tui %q shows a key:\n%s%s", r.args, r.stdout, r.stderr)
		}
	}
	for _, key := range keys {
		check(h.run("keys", "check", key).want(t, 0, "works"))
		check(h.run("generate", "a boat", "-k", key, "--seed", "1", "-o", h.path("out", key), "--json", "--log-level", "debug").want(t, 0))
	}
	check(h.run("generate", "a boat", "-k", "env", "--seed", "1", "--dry-run").want(t, 0))
	for _, fault := range []string{"1100", "500", "html", "cut", "302"} {
		h.set("WORK_KEY", "vk-test-fault-"+fault)
		check(h.run("generate", "a boat "+fault, "-k", "work", "--seed", "1", "-o", h.path("out", "faults"), "--json", "--log-level", "debug").want(t, 1))
	}
	h.set("WORK_KEY", "vk-test-work-CANARY 0000") // not usable, and quoted nowhere
	check(h.run("generate", "a boat", "-k", "work", "--seed", "9").want(t, 1))
	check(h.run("keys"))
	check(h.run("doctor", "--check"))
	check(h.run("history", "--json").want(t, 0))
	check(h.run("recover", "--json").want(t, 0))
	found, err := filepath.Glob(h.path("out", "saved", "*", "*.jpg"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%q, %v", found, err)
	}
	check(h.run("show", found[0]).want(t, 0))
	env, err := os.ReadFile(h.path("helper-env"))
	if err != nil || len(env) == 0 {
		t.Error("the helper was not run")
	}
	h.noCanary()
}

func TestNoKeyGetsOutOfTheStudio(t *testing.T) {
	t.Parallel()
	h, keys := planted(t)
	s := h.studio(120, 40)
	for i, key := range keys {
		for n := 0; inHand(s) != key; n++ {
			if n > 10 {
				t.Fatalf("f2 does not come to %s:\n%s", key, s.screen())
			}
			before := inHand(s)
			s.press("f2")
			s.waitFor("another key", func(string) bool { return inHand(s) != before })
		}
		s.toPrompt()
		s.send(fmt.Sprintf("boat number %d", i))
		s.press("enter")
		s.waitFor("its pictures", func(screen string) bool {
			return strings.Count(screen, "4/4") == i+1 && strings.Contains(screen, "nothing running")
		})
	}
	s.toResults()
	s.press("y", "c") // the request as a curl command, with the key left out
	s.press("g", "m")
	s.waitText("Messages")
	s.press("esc")
	s.leave()
	if strings.Contains(string(s.bytes()), canary) {
		t.Error("a key was written to the terminal")
	}
	h.noCanary()
}

// inHand is the name of the key that the first line on the screen tells. The
// rest of that line changes by itself: what runs, what the day has cost.
func inHand(s *terminal) string {
	line, _, _ := strings.Cut(s.screen(), "\n")
	_, key, _ := strings.Cut(line, "key: ")
	name, _, _ := strings.Cut(strings.TrimSpace(key), " ")
	return name
}

// What other programs of this computer can see of a running studio.
func TestNoKeyInTheProcess(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	h, _ := planted(t)
	s := h.studio(80, 24)
	for _, name := range []string{"cmdline", "comm"} {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", s.cmd.Process.Pid, name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(canary)) {
			t.Errorf("%s: %q", name, data)
		}
	}
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if strings.HasPrefix(line, "Max core file size") && strings.Fields(line)[4] != "0" {
			t.Errorf("cores are written: %s", line)
		}
	}
	s.leave()
}
