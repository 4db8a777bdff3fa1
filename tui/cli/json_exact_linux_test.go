package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

// told is what the objects of all commands say of files and of what a person
// gave.
type told struct {
	Event, From string
	Path        *string
	PathBase64  string `json:"path_base64"`
	FromBase64  string `json:"from_base64"`
	Tags        []string
	Request     *struct {
		Prompt string
		Inputs []struct{ Path string }
	}
}

// jpegOf is a picture of a person's own.
func jpegOf(t *testing.T) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewRGBA(image.Rect(0, 0, 64, 64)), nil); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// file is the path that an object tells, exactly.
func file(t *testing.T, path, encoded string) string {
	t.Helper()
	if encoded == "" {
		return path
	}
	exact, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || strings.ToValidUTF8(string(exact), "\ufffd") != path {
		t.Errorf("%q is said to be %q: %v", path, exact, err)
	}
	return string(exact)
}

// In what every command prints as JSON a person finds what they gave: prompts and
// tags letter for letter, and paths that lead to the file.
func TestJSONIsExact(t *testing.T) {
	t.Parallel()
	const prompt = "two\nlines,\ta tab,  two spaces \"quoted\" \\ back 灯 👩‍👩‍👧 مرحبا"
	tags := []string{"灯", "\"x\"", "a&b<c>"}
	d := clitest.New(t)
	d.Folder = filepath.Join(d.Env["HOME"], "pic  tures\n灯")
	d.Configure("[sandbox]\nlatency = \"0\"\n")
	out := filepath.Join(d.Env["HOME"], "o\xff  ut\n")
	d.Run(0, "generate", prompt, "--literal", "-k", "sandbox", "-s", "anime", "--seed", "1-2", "--yes")
	saved, _ := d.Run(0, "generate", prompt, "--literal", "-k", "sandbox", "-s", "anime", "--seed", "3", "--yes", "--json", "-o", out)
	picture := filepath.Join(d.Env["HOME"], "in  put\n.jpg")
	if err := os.WriteFile(picture, jpegOf(t), 0o600); err != nil {
		t.Fatal(err)
	}
	film, _ := d.Run(0, "generate", prompt, "--literal", "--op", "text-to-video", "-k", "sandbox", "-s", "kling-1.0-pro", "--yes", "--json")
	edited, _ := d.Run(0, "generate", "--op", "upscale", "--image", picture, "-k", "sandbox", "--yes", "--json")
	library, err := history.Open(history.Options{Folder: d.Folder, StateDir: d.State()})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	if err := library.Load(t.Context(), 0, func(e history.Entry) bool {
		if strings.HasSuffix(e.Path, ".jpg") && e.Sidecar.Request.Prompt == prompt {
			paths = append(paths, e.Path)
		}
		if err := library.Update(e.Path, func(s *history.Sidecar) { s.Tags, s.Picked = tags, true }); err != nil {
			t.Error(err)
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	odd := filepath.Join(out, "my\xfe  own.jpg")
	data, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(odd, data, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		printed, _ := d.Run(0, args...)
		return printed
	}
	kept := run("keep", "--to", filepath.Join(out, "best"), "--json")
	listed := run("history", "--json")
	films := run("video", "list", "--json")
	shown := run("show", "--json", odd, paths[1])
	run("trash", "put", paths[1])
	for name, c := range map[string]struct {
		printed string
		objects int
		files   bool // each object names a file that is there
	}{
		"generate":          {saved, 2, false},
		"generate, a video": {film, 3, false},
		"generate, an edit": {edited, 2, false},
		"history":           {listed, 4, false},
		"keep":              {kept, 4, true},
		"show":              {shown, 2, false},
		"trash list":        {run("trash", "list", "--json"), 1, true},
		"video list":        {films, 1, true},
	} {
		lines := strings.Split(strings.TrimSuffix(c.printed, "\n"), "\n")
		if c.printed == "" {
			lines = nil
		}
		if c.objects > 0 && len(lines) != c.objects {
			t.Errorf("%s: %d objects, want %d: %s", name, len(lines), c.objects, c.printed)
		}
		for _, line := range lines {
			if at := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }); at >= 0 {
				t.Errorf("%s: %+q stands bare in %s", name, line[at:at+1], line)
			}
			var o told
			if err := json.Unmarshal([]byte(line), &o); err != nil {
				t.Errorf("%s: %v in %s", name, err, line)
				continue
			}
			if r := o.Request; r != nil {
				if len(r.Inputs) == 0 && r.Prompt != prompt {
					t.Errorf("%s: the prompt is %q", name, r.Prompt)
				}
				for _, in := range r.Inputs {
					if in.Path != picture {
						t.Errorf("%s: the input is %q", name, in.Path)
					}
				}
			}
			if len(o.Tags) > 0 && strings.Join(o.Tags, "|") != strings.Join(tags, "|") {
				t.Errorf("%s: the tags are %q", name, o.Tags)
			}
			switch o.Event {
			case "planned", "accepted", "failed", "unknown", "cancelled":
				continue
			}
			if o.Path == nil {
				t.Errorf("%s: no path in %s", name, line)
				continue
			}
			if path := file(t, *o.Path, o.PathBase64); c.files || o.Event == "saved" || name == "show" {
				if _, err := os.Lstat(path); err != nil && (name != "show" || path != paths[1]) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if o.From != "" {
				if _, err := os.Lstat(file(t, o.From, o.FromBase64)); err != nil && o.From != paths[1] {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
	var keymap []map[string]any
	if err := json.Unmarshal([]byte(run("keymap", "--json")), &keymap); err != nil || len(keymap) == 0 {
		t.Errorf("keymap: %v", err)
	}
}
