//go:build unix

package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

// A request without an answer stays until somebody decides, also on the
// command line.
func TestRecoverDrop(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.rogue(hangUp(t, nil, true))
	h.generate().want(t, 1, "may have been charged")
	s.wantPosts(1)
	r := h.run("recover", "--json").want(t, 0)
	var entry struct{ Event, ID string }
	if err := json.Unmarshal([]byte(strings.TrimSpace(r.stdout)), &entry); err != nil || entry.Event != "unknown" || entry.ID == "" {
		t.Fatalf("%q: %+v, %v", r.stdout, entry, err)
	}
	h.run("recover", "--drop", "nothing").want(t, 1, "nothing unfinished with the id nothing")
	if r := h.run("recover").want(t, 0); !strings.Contains(r.stdout, entry.ID) {
		t.Errorf("the id is not in %q", r.stdout)
	}
	h.run("recover", "--drop", entry.ID).want(t, 0, "is dropped")
	h.run("recover").want(t, 0, "Nothing was left unfinished")
	s.wantPosts(1)
}
