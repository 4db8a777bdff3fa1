package terminal

import "testing"

func TestCharset(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  []string
		want string
	}{
		{nil, ""},
		{[]string{"LANG=C"}, ""},
		{[]string{"LANG=de_DE"}, ""},
		{[]string{"LANG=en_US.UTF-8"}, ""},
		{[]string{"LANG=en_US.utf8"}, ""},
		{[]string{"LANG=de_DE.ISO-8859-1"}, "iso-8859-1"},
		{[]string{"LANG=de_DE.ISO-8859-15@euro"}, "iso-8859-15"},
		{[]string{"LANG=de_DE.ISO-8859-1", "LC_ALL=C.UTF-8"}, ""},
		{[]string{"LANG=C.UTF-8", "LC_CTYPE=ru_RU.KOI8-R"}, "koi8-r"},
	} {
		if got := Charset(environment(c.env...)); got != c.want {
			t.Errorf("%v: %q, want %q", c.env, got, c.want)
		}
	}
}

// Where the studio cannot be shown that is said, with what can show it.
func TestUnfit(t *testing.T) {
	t.Parallel()
	if why := Find(Evidence{Getenv: environment("TERM=eterm-color", "INSIDE_EMACS=29.1,term:0.96")}).Quirks.Unfit; why == "" {
		t.Error("ansi-term in Emacs is taken for a terminal")
	}
	if why := Find(Evidence{Getenv: environment("TERM=xterm-256color", "INSIDE_EMACS=29.1,vterm")}).Quirks.Unfit; why != "" {
		t.Error(why)
	}
}
