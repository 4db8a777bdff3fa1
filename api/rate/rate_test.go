package rate

import (
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Rate{"50/60s": {50, time.Minute}, "1000/1h": {1000, time.Hour}, "3/500ms": {3, time.Second / 2}} {
		var r, again Rate
		if err := r.Set(text); err != nil || r != want {
			t.Errorf("%s: %v, %v", text, r, err)
		}
		if err := again.Set(r.String()); err != nil || again != want {
			t.Errorf("%s: %v, %v", r, again, err)
		}
	}
	for _, text := range []string{"", "50", "0/60s", "-1/1s", "50/0s", "50/25h", "50/60", "a/1s", "100001/1s", "5/-1s"} {
		if r, err := Parse(text); err == nil || !strings.Contains(err.Error(), "50/60s") {
			t.Errorf("%q: %v, %v", text, r, err)
		}
	}
}
