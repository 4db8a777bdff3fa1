package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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
	base := start(t, Options{MaxSide: 200, VideoTime: 1}).BaseURL()
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
	curlEdits(t, base)
	curlVideos(t, base)
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

// written keeps the sample pictures as files.
func written(t *testing.T) (picture, maskFile string) {
	t.Helper()
	p, m := samples(t)
	dir := t.TempDir()
	picture, maskFile = filepath.Join(dir, "picture.png"), filepath.Join(dir, "mask.png")
	for name, data := range map[string][]byte{picture: p, maskFile: m} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return picture, maskFile
}

// curlEdits makes the calls that send pictures.
func curlEdits(t *testing.T, base string) {
	t.Helper()
	picture, maskFile := written(t)
	image, mask := []string{"--form", "image=@" + picture}, []string{"--form", "mask=@" + maskFile}
	for path, form := range map[string][]string{
		"/image/background/remover":        image,
		"/image/enhance":                   image,
		"/image/edits/generative-fill":     slices.Concat(image, mask, []string{"--form", `prompt="a green apple"`}),
		"/image/edits/ai-resize":           slices.Concat(image, mask, []string{"--form", "prompt=more of it"}),
		"/image/edits/remove":              slices.Concat(image, mask),
		"/image/generations/ai-background": slices.Concat(image, []string{"--form", "prompt=a beach", "--form", "style=product-shoot"}),
	} {
		t.Run(path, func(t *testing.T) {
			status, kind, body := curl(t, append([]string{"--location", base + path, "--header", "Authorization: Bearer " + good}, form...)...)
			is := http.DetectContentType(body)
			want := is
			if strings.HasSuffix(path, "/remover") || strings.HasSuffix(path, "/enhance") {
				want = untyped // as the reference declares it
			}
			if status != "200" || kind != want || !strings.HasPrefix(is, "image/") {
				t.Errorf("%s %s, %d bytes of %s", status, kind, len(body), is)
			}
		})
	}
}

// curlVideos begins videos, asks at each address how far they are, fetches
// them without the key, and deletes them.
func curlVideos(t *testing.T, base string) {
	t.Helper()
	picture, _ := written(t)
	bearer := []string{"--header", "Authorization: Bearer " + good}
	form := []string{"--form", `prompt="waves"`, "--form", `style="kling-1.0-pro"`, "--form", `aspect_ratio="16:9"`}
	for path, more := range map[string][]string{"/video/text-to-video": nil, "/video/image-to-video": {"--form", "file=@" + picture}} {
		t.Run(path, func(t *testing.T) {
			_, _, body := curl(t, slices.Concat([]string{"--location", base + path}, bearer, form, more)...)
			var job struct{ ID, Status string }
			if err := json.Unmarshal(body, &job); err != nil || job.ID == "" || job.Status != "processing" {
				t.Fatalf("%v: %s", err, body)
			}
			link := ""
			for _, at := range []string{reference, platform, deprecated} {
				status, _, body := curl(t, slices.Concat([]string{base + strings.ReplaceAll(at, "{id}", job.ID)}, bearer)...)
				_, found, _ := strings.Cut(string(body), `"http://`)
				if found, _, _ = strings.Cut(found, `"`); status != "200" || found == "" {
					t.Fatalf("%s: %s %s", at, status, body)
				}
				link = "http://" + found
			}
			if status, kind, body := curl(t, link); status != "200" || kind != "video/mp4" || http.DetectContentType(body) != kind {
				t.Errorf("%s %s, %d bytes", status, kind, len(body))
			}
			status, _, body := curl(t, slices.Concat([]string{"--request", "DELETE", base + "/video/delete/" + job.ID}, bearer)...)
			if status != "200" || !bytes.Contains(body, []byte("video deleted")) {
				t.Errorf("%s %s", status, body)
			}
		})
	}
}
