//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Whoever types through the start, at whatever moment, finds all of it in the
// prompt. What waits from last time is neither sent nor forgotten by it.
func TestCase80TypingThroughTheStart(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	v := h.leftWaiting(t)
	before, _ := v.requests()
	for _, pause := range []time.Duration{0, 3 * time.Millisecond, 10 * time.Millisecond, 40 * time.Millisecond} {
		s := h.open(120, 40)
		s.waitText("Prompt")
		s.press("ctrl+g")
		var want strings.Builder
		typed := func(text string) {
			want.WriteString(text)
			s.send(text)
		}
		tick := time.NewTicker(max(pause, time.Nanosecond))
		for n := range 40 {
			typed(fmt.Sprintf("w%d ", n))
			if n%4 == 3 {
				s.press("tab", "shift+tab") // a pane on, and back
			}
			<-tick.C
		}
		tick.Stop()
		s.waitText("2 not sent", "w39")
		typed("end")
		s.waitText("end", "2 not sent")
		s.leave()
		if draft := h.draft(t); draft != want.String() {
			t.Errorf("%v between keys: %q of %q is in the prompt", pause, draft, want.String())
		}
	}
	s := h.studio(120, 40)
	s.waitText("2 not sent")
	s.leave()
	if after, _ := v.requests(); after != before {
		t.Errorf("%d requests were sent by typing", after-before)
	}
}

// draft is what the studio kept of the prompt.
func (h *home) draft(t *testing.T) string {
	t.Helper()
	var kept struct {
		Draft string `json:"draft"`
	}
	if err := json.Unmarshal([]byte(read(t, h.path("state", "imagine-tui", "studio.json"))), &kept); err != nil {
		t.Fatal(err)
	}
	return kept.Draft
}
