package terminal

import "testing"

func TestLightGround(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]bool{
		"0;15": true, "0;default;15": true, "0;7": true,
		"15;0": false, "7;default;0": false, "15;8": false, "12;default;4": false,
		"": false, "15": true, "default;default": false, "0;15;": false, "0;99": false,
	} {
		if got := LightGround([]string{"TERM=xterm", "COLORFGBG=" + said}); got != want {
			t.Errorf("%q: light %v", said, got)
		}
	}
	if LightGround([]string{"TERM=xterm", "XCOLORFGBG=0;15"}) {
		t.Error("another variable")
	}
}
