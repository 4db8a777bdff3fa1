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

// curl runs curl and returns the status, the content type and the body.
func curl(t *testing.T, args ...string) (status, kind string, body []byte) {
	t.Helper()
	path, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed: the vendor's sample calls were not tried")
	}
	out := filepath.Join(t.TempDir(), "body")
	args = append([]string{"-q", "--silent", "--show-error", "--output", out, "--write-out", "%{http_code} %{content_type}"}, args...)
	cmd := exec.CommandContext(t.Context(), path, args...)
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

// sample is the vendor's sample call of text-to-image, its quotes included.
func sample(base, bearer string, more ...string) []string {
	return append([]string{
		"--location", base + "/image/generations",
		"--header", "Authorization: Bearer " + bearer,
		"--form", `prompt="A futuristic cityscape at night with neon lights"`,
		"--form", `style="realistic"`,
		"--form", `aspect_ratio="1:1"`,
		"--form", `seed="5"`,
	}, more...)
}

// provoke are the arguments that give an error: honestly where that can be
// had, else by a bearer that asks for it.
func provoke(base string, code int) []string {
	switch code {
	case 1000:
		return []string{base + "/image/generations", "--form", "prompt=x"}
	case 1001:
		return sample(base, "not-a-key")
	case 1002:
		return sample(base, "vk-test-expired")
	case 1100:
		return sample(base, good, "--form", "style=digital-art")
	case 1101:
		return sample(base, "vk-test-empty")
	case 1202:
		return sample(base, "vk-test-limited")
	}
	return sample(base, faultPrefix+itoa(code))
}

// TestCurl makes the calls the vendor's pages show, with the tool they show
// them with, and provokes each documented error.
func TestCurl(t *testing.T) {
	base := start(t, Options{MaxSide: 200}).BaseURL()
	t.Run("text to image", func(t *testing.T) {
		status, kind, body := curl(t, sample(base, good)...)
		if status != "200" || kind != "image/jpeg" || !bytes.HasPrefix(body, []byte("\xff\xd8\xff")) {
			t.Errorf("%s %s, %d bytes", status, kind, len(body))
		}
	})
	t.Run("text to png", func(t *testing.T) {
		status, kind, body := curl(t, "--location", base+"/image/generations/transparent",
			"--header", "Authorization: Bearer "+good, "--form", `prompt="a red fox"`, "--form", `aspect_ratio="16:9"`)
		if status != "200" || kind != "application/octet-stream" || !bytes.HasPrefix(body, []byte("\x89PNG")) {
			t.Errorf("%s %s, %d bytes", status, kind, len(body))
		}
	})
	for _, c := range api.CodeInfo() {
		t.Run(itoa(c.Code), func(t *testing.T) {
			status, kind, body := curl(t, provoke(base, c.Code)...)
			want := `{"status":"error","code":` + itoa(c.Code) + `,"error":"` + c.Name + `","message":"`
			if status != itoa(c.Status) || kind != "application/json; charset=utf-8" || !strings.HasPrefix(string(body), want) {
				t.Errorf("%s %s\n%s", status, kind, body)
			}
		})
	}
	t.Run("not multipart", func(t *testing.T) {
		status, _, body := curl(t, base+"/image/generations", "--header", "Authorization: Bearer "+good, "--data", "prompt=x")
		if status != "400" || !bytes.Contains(body, []byte(`"code":1100`)) {
			t.Errorf("%s %s", status, body)
		}
	})
	t.Run("no such page", func(t *testing.T) {
		status, _, body := curl(t, base+"/nothing", "--header", "Authorization: Bearer "+good)
		if status != "404" || string(body) != "Page not found\n" {
			t.Errorf("%s %s", status, body)
		}
	})
}
