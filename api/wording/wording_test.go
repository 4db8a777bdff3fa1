package wording

import "testing"

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "disk full": "Disk full.", "What?": "What?", "ürgend\nwas": "Ürgend was.", "a\x1b[31mb": "Ab.", "see:": "See:",
	} {
		if got := Sentence(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	if Count(1, "picture") != "1 picture" || Count(0, "picture") != "0 pictures" || Count(12, "run") != "12 runs" {
		t.Error("count")
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 2114: "2,114", 1234567: "1,234,567"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 212_345: "212 KB", 999_999: "1.0 MB", 1_680_000: "1.7 MB"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

// Videos are called videos.
func TestMade(t *testing.T) {
	for m, want := range map[Made]string{
		{}: "0 pictures", {1, 0}: "1 picture", {0, 1}: "1 video", {0, 3}: "3 videos", {2, 1}: "2 pictures and 1 video", {1, 2}: "1 picture and 2 videos",
	} {
		if got := m.String(); got != want {
			t.Errorf("%+v: %q, want %q", m, got, want)
		}
	}
	if m := MadeOf([]string{"png", "mp4", "jpg"}, func(s string) bool { return s == "mp4" }); m != (Made{2, 1}) || m.Len() != 3 {
		t.Errorf("%+v", m)
	}
}
