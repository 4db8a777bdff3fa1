package signals

import (
	"testing"
	"time"

	"github.com/spf13/cobra"
)

func TestDrainTakesADuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"25s": 25 * time.Second, "0": 0, "0s": 0, "1h": time.Hour, "1m30s": 90 * time.Second} {
		var d Drain
		if err := d.Set(text); err != nil || time.Duration(d) != want {
			t.Errorf("%s: %v, %v", text, &d, err)
		}
	}
	for _, text := range []string{"", "25", "-1s", "-25s", "1h1ns", "90m", "soon", "s", "1e3s"} {
		d := Drain(time.Second)
		if err := d.Set(text); err == nil || d != Drain(time.Second) {
			t.Errorf("%q is taken as %v", text, &d)
		}
	}
	var d Drain
	d.AddTo(&cobra.Command{})
	if time.Duration(d) != defaultDrain || defaultDrain >= 30*time.Second {
		t.Errorf("usually %v", &d)
	}
}
