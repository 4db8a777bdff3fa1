package e2e

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image"
	_ "image/jpeg" // decoders for what the sandbox answers
	_ "image/png"
	"os"
	"strings"
	"testing"
)

// event is one line of the program's JSON output, of any kind.
type event struct {
	Event   string `json:"event"`
	Path    string `json:"path"`
	Request struct {
		Operation   string `json:"operation"`
		Prompt      string `json:"prompt"`
		Style       string `json:"style"`
		AspectRatio string `json:"aspect_ratio"`
		Seed        int64  `json:"seed"`
	} `json:"request"`
	Key        string `json:"key"`
	Tokens     *int   `json:"tokens"`
	SHA256     string `json:"sha256"`
	FileSHA256 string `json:"file_sha256"`
	Bytes      int64  `json:"bytes"`
	Width      int    `json:"width"`
	Height     int    `json:"height"`
	Reused     bool   `json:"reused"`
	Runs       int    `json:"runs"`
	Saved      any    `json:"saved"`
	ToPay      *int   `json:"to_pay"`
	State      string `json:"state"`
	Job        string `json:"job"`
	Error      *struct {
		Status  *int   `json:"status"`
		Code    any    `json:"code"`
		Name    string `json:"name"`
		Message string `json:"message"`
		Remedy  string `json:"remedy"`
	} `json:"error"`
}

// events reads JSON lines, and fails the test for one that is no JSON or holds
// a control character, raw, or escaped but for the lines and tabs of prompts.
func (r result) events(t *testing.T) []event {
	t.Helper()
	var all []event
	lines := bufio.NewScanner(strings.NewReader(r.stdout))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		line := lines.Bytes()
		var e event
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("no JSON: %q: %v", line, err)
		}
		for _, c := range line {
			if c < ' ' || c == 0x7f {
				t.Errorf("raw control character in %q", line)
			}
		}
		for _, escape := range []string{`\r`, `\b`, `\f`, `\u00`} {
			if bytes.Contains(line, []byte(escape)) && !bytes.Contains(line, []byte(`\`+escape)) {
				t.Errorf("escaped control character in %q", line)
			}
		}
		all = append(all, e)
	}
	return all
}

// only returns the events of one kind.
func only(all []event, name string) []event {
	var some []event
	for _, e := range all {
		if e.Event == name {
			some = append(some, e)
		}
	}
	return some
}

// checkSaved fails the test unless the picture is there, decodes, has the size
// and the hash that were told, and its sidecar tells the same.
func checkSaved(t *testing.T, e event) {
	t.Helper()
	data, err := os.ReadFile(e.Path)
	if err != nil {
		t.Error(err)
		return
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Errorf("%s does not decode: %v", e.Path, err)
		return
	}
	if size := picture.Bounds().Size(); size.X != e.Width || size.Y != e.Height {
		t.Errorf("%s is %v, told %d×%d", e.Path, size, e.Width, e.Height)
	}
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != e.FileSHA256 || int64(len(data)) != e.Bytes {
		t.Errorf("%s: hash or length is not what was told", e.Path)
	}
	var sidecar struct {
		Request    struct{ Prompt, Style string } `json:"request"`
		Key        string                         `json:"key"`
		Sandbox    bool                           `json:"sandbox"`
		SHA256     string                         `json:"sha256"`
		FileSHA256 string                         `json:"file_sha256"`
		Tokens     *int                           `json:"tokens"`
	}
	text, err := os.ReadFile(e.Path + ".json")
	if err == nil {
		err = json.Unmarshal(text, &sidecar)
	}
	if err != nil {
		t.Errorf("sidecar of %s: %v", e.Path, err)
		return
	}
	if sidecar.FileSHA256 != e.FileSHA256 || sidecar.SHA256 != e.SHA256 || sidecar.Key != e.Key || sidecar.Request.Style != e.Request.Style {
		t.Errorf("sidecar of %s tells something else: %+v", e.Path, sidecar)
	}
	if (sidecar.Tokens == nil) != (e.Tokens == nil) || (!e.Reused && e.Tokens != nil && *sidecar.Tokens != *e.Tokens) {
		t.Errorf("sidecar of %s tells another price", e.Path)
	}
}
