package event

import (
	"encoding/json"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
)

// TestWhatAPersonGaveIsExact: lines, tabs and spaces of prompts, tags and paths
// come out of JSON as they went in, and what a foreign file slipped in does not.
func TestWhatAPersonGaveIsExact(t *testing.T) {
	t.Parallel()
	const words = "  two\nlines,\ta tab,  two spaces \"quoted\" \\ back 灯 👩‍👩‍👧 "
	const path = "/pictures/a  b\n\tc.jpg"
	var e history.Entry
	e.Path, e.Problem = path, "odd\n\x1b[31mwords\u202e"
	e.Sidecar.Request = api.Request{Operation: api.TextToImage, Prompt: words, Extra: map[string]string{"note": "a\n  b"}, Inputs: []api.Input{{Field: "image", Path: "/in\xff.png"}}}
	e.Sidecar.Tags = []string{"my  tag"}
	data, err := json.Marshal(ResultOf(e))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Path       string
		PathBase64 *string `json:"path_base64"`
		Problem    string
		Tags       []string
		Request    struct {
			Prompt string
			Extra  map[string]string
			Inputs []struct {
				Path       string
				PathBase64 string `json:"path_base64"`
			}
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Request.Prompt != words || got.Path != path || got.PathBase64 != nil || got.Tags[0] != "my  tag" || got.Request.Extra["note"] != "a\n  b" {
		t.Errorf("got %+v from %s", got, data)
	}
	if in := got.Request.Inputs[0]; in.Path != "/in\ufffd.png" || in.PathBase64 != "L2lu/y5wbmc=" {
		t.Errorf("a path that is no UTF-8: %+v", in)
	}
	if got.Problem != "odd words" {
		t.Errorf("foreign words: %q", got.Problem)
	}
	e.Sidecar.Request.Prompt = "a\x1b[31mb\u202ec"
	if got := ResultOf(e).Request.Prompt; got != "abc" {
		t.Errorf("a foreign file's prompt: %q", got)
	}
}
