package show

import "testing"

func TestParseSize(t *testing.T) {
	t.Parallel()
	if cols, rows, err := parseSize("80X40"); cols != 80 || rows != 40 || err != nil {
		t.Errorf("%d×%d, %v", cols, rows, err)
	}
	for _, bad := range []string{"", "80", "80x", "x40", "0x4", "80x-1", "80x40x2", "9999x1", "\x1b"} {
		if _, _, err := parseSize(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
