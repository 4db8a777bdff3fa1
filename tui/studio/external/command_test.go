package external

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/sandbox"
	"imagine-tui/tui/gallery"
)

// A sidecar can come from anybody: what it says stays one word of the command.
func TestCopiedShellCommandQuotesEverything(t *testing.T) {
	const evil = "1:1; echo owned"
	command := shellCommand(gallery.Recipe{Key: evil, Request: api.Request{Operation: evil, Prompt: evil, Style: evil, AspectRatio: evil}})
	if got := strings.Count(command, "'"+evil+"'"); got != 5 {
		t.Errorf("%d of 5 are quoted: %s", got, command)
	}
}

// The copied command is run by a shell as it is, against a sandbox.
func TestCase77CopiedCommandShowsNoKey(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	server, err := sandbox.Start(t.Context(), "127.0.0.1:0", sandbox.Options{MaxSide: 64})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close(t.Context()) })
	rec := gallery.Recipe{Request: api.Request{
		Operation: api.TextToImage, Prompt: "@it's \"a\" $HOME; fox\n日本", Style: "anime", AspectRatio: "16:9", Seed: 7,
	}}
	command := curlCommand(rec, server.BaseURL())
	sh := exec.CommandContext(t.Context(), "sh", "-c", command)
	sh.Dir = t.TempDir()
	sh.Env = append(os.Environ(), "IMAGINE_API_KEY=vk-test-curl")
	if out, err := sh.CombinedOutput(); err != nil {
		t.Fatalf("%s\n%s\n%v", command, out, err)
	}
	data, err := os.ReadFile(filepath.Join(sh.Dir, "picture"))
	if err != nil || !strings.HasPrefix(string(data), "\xff\xd8") {
		t.Errorf("no JPEG came: %v", err)
	}
	if strings.Contains(command, "vk-") {
		t.Error("the command holds a key")
	}
	if _, arguments, _ := strings.Cut(command, "curl"); strings.Contains(arguments, "IMAGINE_API_KEY") {
		t.Errorf("the key becomes an argument of curl: %s", command)
	}
}

func TestCurlGoesWhereTheKeyGoes(t *testing.T) {
	f, _ := open(t)
	for name, want := range map[string]string{key.SandboxName: sandboxURL, "gone": key.DefaultBaseURL, "work": key.DefaultBaseURL} {
		if got := f.baseURL(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
