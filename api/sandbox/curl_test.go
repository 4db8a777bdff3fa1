package sandbox

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
)

// TestCurl makes the calls the vendor's pages show, with the tool they show
// them with, and provokes each documented error.
func TestCurl(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed: the vendor's sample calls were not tried")
	}
	s := start(t, Options{MaxSide: 200})
	base := s.BaseURL()
	// run returns the status, the content type and the body.
	run := func(t *testing.T, args ...string) (status, kind string, body []byte) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "body")
		args = append([]string{"-q", "--silent", "--show-error", "--output", out, "--write-out", "%{http_code} %{content_type}"}, args...)
		cmd := exec.CommandContext(t.Context(), curl, args...)
		cmd.Env = append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		line, err := cmd.Output()
		if err != nil {
			t.Fatalf("curl: %v: %s", err, stderr.Bytes())
		}
		status, kind, _ = strings.Cut(string(line), " ")
		body, err = os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return status, kind, body
	}
	sample := func(bearer string, more ...string) []string {
		return append([]string{
			"--location", base + "/image/generations",
			"--header", "Authorization: Bearer " + bearer,
			"--form", `prompt="A futuristic cityscape at night with neon lights"`,
			"--form", `style="realistic"`,
			"--form", `aspect_ratio="1:1"`,
			"--form", `seed="5"`,
		}, more...)
	}
	t.Run("text to image", func(t *testing.T) {
		status, kind, body := run(t, sample(good)...)
		if status != "200" || kind != "image/jpeg" || !bytes.HasPrefix(body, []byte("\xff\xd8\xff")) {
			t.Errorf("%s %s, %d bytes", status, kind, len(body))
		}
	})
	t.Run("text to png", func(t *testing.T) {
		status, kind, body := run(t, "--location", base+"/image/generations/transparent",
			"--header", "Authorization: Bearer "+good, "--form", `prompt="a red fox"`, "--form", `aspect_ratio="16:9"`)
		if status != "200" || kind != "application/octet-stream" || !bytes.HasPrefix(body, []byte("\x89PNG")) {
			t.Errorf("%s %s, %d bytes", status, kind, len(body))
		}
	})
	for _, c := range api.CodeInfo() {
		args := sample(faultPrefix + itoa(c.Code))
		// Those that can be had honestly, are.
		switch c.Code {
		case 1000:
			args = []string{base + "/image/generations", "--form", "prompt=x"}
		case 1001:
			args = sample("not-a-key")
		case 1002:
			args = sample("vk-test-expired")
		case 1100:
			args = sample(good, "--form", "style=digital-art")
		case 1101:
			args = sample("vk-test-empty")
		case 1202:
			args = sample("vk-test-limited")
		}
		t.Run(itoa(c.Code), func(t *testing.T) {
			status, kind, body := run(t, args...)
			want := `{"status":"error","code":` + itoa(c.Code) + `,"error":"` + c.Name + `","message":"`
			if status != itoa(c.Status) || kind != "application/json; charset=utf-8" || !strings.HasPrefix(string(body), want) {
				t.Errorf("%s %s\n%s", status, kind, body)
			}
		})
	}
	t.Run("not multipart", func(t *testing.T) {
		status, _, body := run(t, base+"/image/generations", "--header", "Authorization: Bearer "+good, "--data", "prompt=x")
		if status != "400" || !bytes.Contains(body, []byte(`"code":1100`)) {
			t.Errorf("%s %s", status, body)
		}
	})
	t.Run("no such page", func(t *testing.T) {
		status, _, body := run(t, base+"/nothing", "--header", "Authorization: Bearer "+good)
		if status != "404" || string(body) != "Page not found\n" {
			t.Errorf("%s %s", status, body)
		}
	})
}
