package clean

import "testing"

func TestKeyLike(t *testing.T) {
	t.Parallel()
	const canary = "vk-test-CANARY0123456789abcdef"
	for _, tt := range []struct {
		in         string
		whole, has bool
	}{
		{canary, true, true},
		{" \t" + canary + "\n", true, true},
		{canary + "\x00\u200e", true, true}, // what nobody sees
		{"vk-12345678", true, true},
		{"vk-1234567", false, false},
		{"vk-vk-12345678", true, true},
		{"vk-", false, false},
		{"", false, false},
		{"the key is " + canary, false, true},
		{canary + "\n" + canary, false, true},
		{"export IMAGINE_API_KEY=" + canary, false, true},
		{`{"key":"\n` + canary + `"}`, false, true},
		{"vk-short and " + canary, false, true},
		{"VK-12345678", false, false},
		{"sk-1234567890", false, false},
	} {
		if got := IsKey(tt.in); got != tt.whole {
			t.Errorf("IsKey(%q) = %v", tt.in, got)
		}
		if got := HasKey(tt.in); got != tt.has {
			t.Errorf("HasKey(%q) = %v", tt.in, got)
		}
		if got := Scrub(tt.in) != tt.in; got != tt.has {
			t.Errorf("Scrub(%q) = %q", tt.in, Scrub(tt.in))
		}
		from, to, found := FindKey(tt.in)
		if found != tt.has || found && !IsKey(tt.in[from:to]) {
			t.Errorf("FindKey(%q) = %d, %d, %v", tt.in, from, to, found)
		}
	}
}
