package doctor_test

import (
	"encoding/json"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/promise"
)

// What is promised about money stands at the end, in words and in JSON.
func TestPromises(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	words, _ := d.Run(0, "doctor")
	_, words, _ = strings.Cut(words, "Promised about money:")
	printed, _ := d.Run(0, "doctor", "--json")
	var kept []promise.Promise
	var not []string
	findings := 0
	for line := range strings.Lines(printed) {
		var one struct {
			Mark, About, Text string
			Promised          *promise.Promise
			NotPromised       string `json:"not_promised"`
		}
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		switch {
		case one.Promised != nil:
			kept = append(kept, *one.Promised)
		case one.NotPromised != "":
			not = append(not, one.NotPromised)
		case one.Mark == "" || one.About == "" || one.Text == "":
			t.Errorf("a line that says nothing: %s", line)
		default:
			findings++
		}
	}
	if findings < 5 {
		t.Errorf("%d findings", findings)
	}
	if len(kept) != len(promise.Kept()) || len(not) != len(promise.Not()) {
		t.Fatalf("%d are promised, %d are not", len(kept), len(not))
	}
	for i, p := range promise.Kept() {
		if kept[i] != p {
			t.Errorf("%+v, want %+v", kept[i], p)
		}
		clitest.Contains(t, words, p.When+": "+p.Holds)
	}
	for i, text := range promise.Not() {
		if not[i] != text {
			t.Errorf("%q, want %q", not[i], text)
		}
		clitest.Contains(t, words, text)
	}
}
