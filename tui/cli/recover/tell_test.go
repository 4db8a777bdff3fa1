package recover

import (
	"encoding/json"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
)

// Paths are told exactly, and that there is none too.
func TestEventOfPaths(t *testing.T) {
	t.Parallel()
	const words = "two\nlines,\ta tab,  two spaces"
	for name, c := range map[string]struct {
		entry history.Recovered
		want  []string
	}{
		"saved":        {history.Recovered{Event: history.EventRecovered, Path: "/a  b\n.png"}, []string{`"path":"/a  b\n.png"`}},
		"no UTF-8":     {history.Recovered{Event: history.EventRecovered, Path: "/a\xff.png"}, []string{`"path":"/a\ufffd.png"`, `"path_base64":"L2H/LnBuZw=="`}},
		"kept":         {history.Recovered{Event: history.EventUnknown, Kept: "/k\xff"}, []string{`"path":""`, `"kept":"/k\ufffd"`, `"kept_base64":"L2v/"`}},
		"nothing":      {history.Recovered{Event: history.EventUnknown}, []string{`"path":""`}},
		"what went by": {history.Recovered{Event: history.EventUnknown, Problem: "no\n\x1b[31mway"}, []string{`"problem":"no way"`}},
	} {
		c.entry.Request = api.Request{Operation: api.TextToImage, Prompt: words}
		data, err := json.Marshal(eventOf(c.entry))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range append(c.want, `"prompt":"two\nlines,\ta tab,  two spaces"`) {
			if !strings.Contains(string(data), want) {
				t.Errorf("%s: no %s in %s", name, want, data)
			}
		}
		if len(c.want) == 1 && strings.Contains(string(data), "base64") {
			t.Errorf("%s: %s", name, data)
		}
	}
}
