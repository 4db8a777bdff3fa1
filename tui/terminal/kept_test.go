package terminal

import (
	"slices"
	"testing"
)

// Where nobody knows the terminal no key is trusted that any of them keeps; where
// it is one of those around a widget, none that they keep.
func TestDoubtful(t *testing.T) {
	t.Parallel()
	nobody := Find(Evidence{}).Quirks
	for _, b := range All() {
		for _, key := range slices.Concat(b.Quirks.Taken, b.Quirks.Inside, b.Quirks.Doubtful) {
			if !slices.Contains(nobody.Doubtful, key) {
				t.Errorf("%s keeps %s, which is trusted where it is not known", b.Name, key)
			}
		}
	}
	if len(nobody.Taken) > 0 {
		t.Errorf("%v do not arrive in what nobody knows", nobody.Taken)
	}
	far := Evidence{Secondary: []int{65, 7006, 1}} // over ssh
	widget := Find(far).Quirks.Doubtful
	for _, h := range hosts {
		if h.widget != "VTE" {
			continue
		}
		for _, key := range h.taken {
			if !slices.Contains(widget, key) {
				t.Errorf("%s keeps %s, which is trusted in a VTE over ssh", h.name, key)
			}
		}
	}
	for owner, want := range map[string][]string{"gnome-terminal-": nil, "xfce4-terminal": {"f1"}} {
		near := far
		near.Owner = owner
		if q := Find(near).Quirks; len(q.Doubtful) > 0 || !slices.Equal(q.Taken, want) {
			t.Errorf("%s keeps %v, perhaps %v", owner, q.Taken, q.Doubtful)
		}
	}
	if q := Find(Evidence{Version: "xterm.js(6.1.0)"}).Quirks; !slices.Equal(q.Doubtful, ofVSCode) {
		t.Errorf("xterm.js, which VS Code is over ssh, may keep %v", q.Doubtful)
	}
}
