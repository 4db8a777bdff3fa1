//go:build unix

package e2e

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestAddressOfStatusIsRememberedForTheKey: the service answers at one of the
// places the vendor names; the next run of the program asks there first, with
// the key it answered.
func TestAddressOfStatusIsRememberedForTheKey(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	var mu sync.Mutex
	var asked []string
	s := h.rogue(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.URL.Path)
		if r.URL.Path != "/v2/assets/a-b/status" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte(`{"status":"success","video":{"status":"processing"}}`)) // the client may have gone
	})
	h.set("IMAGINE_OTHER_KEY", rogueKey)
	h.configureMore("[[key]]\nname = \"other\"\nsource = \"env:IMAGINE_OTHER_KEY\"\nbase_url = \"" + s.URL + "/v2\"\n")
	want := func(name string, paths ...string) {
		t.Helper()
		mu.Lock()
		asked = nil
		mu.Unlock()
		h.run("video", "status", "a-b", "-k", name).want(t, 0)
		if !slices.Equal(asked, paths) {
			t.Errorf("%s asked %s", name, strings.Join(asked, ", "))
		}
	}
	want("work", "/v2/video/a-b/status", "/v2/assets/a-b/status")
	want("work", "/v2/assets/a-b/status")
	want("other", "/v2/video/a-b/status", "/v2/assets/a-b/status")
	want("other", "/v2/assets/a-b/status")
	h.write(h.path("state", "imagine-tui", "addresses.json"), "{nonsense")
	want("work", "/v2/video/a-b/status", "/v2/assets/a-b/status")
	want("work", "/v2/assets/a-b/status")
}
