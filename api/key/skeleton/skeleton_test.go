package skeleton

import (
	"strconv"
	"strings"
	"testing"
)

// Every line of the table can be read, and what has a look has it for good.
func TestTable(t *testing.T) {
	t.Parallel()
	n := 0
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, code := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("+\t \n", r) }) {
			if _, err := strconv.ParseInt(code, 16, 32); err != nil {
				t.Fatalf("%q in %q", code, line)
			}
			n++
		}
	}
	if n < 3500 || len(looks()) < 2000 {
		t.Errorf("%d codes, %d characters", n, len(looks()))
	}
	for r, look := range looks() {
		if Invisible(r) {
			continue
		}
		if again := Of(look); again != Of(again) || again != Of(string(r)) {
			t.Errorf("%q looks like %q, which looks like %q", r, look, again)
		}
	}
}

func TestAlike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"work", "wоrk", true},       // Cyrillic о
		{"work", "ｗork", true},       // full width
		{"work", "wo\u200brk", true}, // nothing between
		{"work", "WORK", true},
		{"paypal", "раураl", true},
		{"modern", "modem", true},
		{"corner", "comer", true},
		{"café", "cafe\u0301", true},
		{"работа", "pa6oтa", true},
		{"работа", "work", false},
		{"test1", "testl", true},
		{"team 0", "team O", true},
		{"a", "b", false},
		{"中文", "中文", true},
		{"", "", true},
	} {
		if got := Alike(c.a, c.b); got != c.alike || Alike(c.b, c.a) != got {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestOneScript(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"work": true, "работа": true, "work 2 - b_c.d": true, "ключ-1": true, "wоrk": false, "κλειδί": true, "κey": false,
		"東京 key": true, "カタカナ key": true, "ひらがな漢字": true, "한국 key": true, "한국カ": false, "ключ 東京": false, "": true, "مفتاح": true,
		"key مفتاح": false, "é": true, "ー": true,
	} {
		if got := OneScript(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
