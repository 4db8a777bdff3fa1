package budget

import "testing"

// What nobody knows the price of is never said to cost nothing.
func TestSumWords(t *testing.T) {
	t.Parallel()
	for s, want := range map[Sum][3]string{
		{}:     {"0 tokens", "up to 0 tokens", "0"},
		{1, 0}: {"1 token", "up to 1 token", "1"},
		{0, 1}: {"price unknown", "price unknown", "1 of unknown price"},
		{5, 2}: {"5 tokens and 2 of unknown price", "up to 5 tokens and 2 of unknown price", "5 and 2 of unknown price"},
	} {
		if got := [3]string{s.Words(), s.UpTo(), s.Number()}; got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
	var s Sum
	s.Add(3, true)
	s.Add(9, false)
	if s != (Sum{3, 1}) || s.Zero() || !(Sum{}).Zero() {
		t.Errorf("%+v", s)
	}
}
