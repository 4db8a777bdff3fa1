package cells

import "testing"

func TestEven(t *testing.T) {
	for s, want := range map[string]bool{
		"":                           true,
		"a boat at dusk":             true,
		"\x1b[1;38;5;99m│ x\x1b[m ▀": true,
		"café, cafe\u0301":           true,
		"\u00a0\u2007":               true,
		"霓虹":                         false,
		"a 👩‍🚀 here":                 false,
		"⚠️":                         false,
		"1️⃣":                        false,
		"👍🏽":                         false,
		"🇯🇵":                         false,
	} {
		if got := Even(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
