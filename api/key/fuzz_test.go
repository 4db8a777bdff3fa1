package key

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"imagine-tui/api/clean"
)

func FuzzNewSecret(f *testing.F) {
	for _, seed := range []string{"", canary, " " + canary + "\n", "a\nb", "a b", "é", "\x00", strings.Repeat("a", 5000), "\"" + canary + "\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := NewSecret(raw)
		if err != nil {
			// Errors are made of fixed words: the same for the same kind of
			// mistake, whatever the value.
			if !strings.HasPrefix(err.Error(), "the key ") || !s.IsZero() {
				t.Fatalf("%v, %v", err, s)
			}
			if len(raw) >= 12 && !strings.Contains(raw, "the key") && strings.Contains(err.Error(), raw) {
				t.Fatalf("the error quotes the value: %v", err)
			}
			return
		}
		r := &http.Request{}
		s.Authorize(r)
		if got := r.Header.Get("Authorization"); got != "Bearer "+strings.TrimSpace(raw) || strings.ContainsAny(got, "\r\n\x00") {
			t.Fatalf("header %q", got)
		}
		if shown := strings.TrimPrefix(fmt.Sprint(s), prefix); len(shown) > len("…")+tailLen || !strings.HasPrefix(shown, "…") {
			t.Fatalf("shown as %q", shown)
		}
	})
}

func FuzzParseKeys(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte("version = 1\n[[key]]\nname = \"a\"\nsource = \"file\"\nsecret = \"" + canary + "\"\n"))
	f.Add([]byte("[[key]]\nname = \"a b\"\nsource = \"keyring\"\naccount = \"a b-1\"\ntail = \"…wxyz\"\nparallel = 7\nbase_url = \"http://127.0.0.1:1/v2\"\n"))
	f.Add([]byte("[[key]]\nname = \"a\"\nsource = { command = [\"op\", \"read\", \"x \\\" \\\\ é\"] }\n[[key]]\nname = \"b\"\nsource = \"env:X\"\n"))
	f.Add([]byte("[[key]]\nname = \"a\"\nsource = \"file:/run/x\"\nnew = 1\n"))
	f.Add([]byte("[[key]]\nname = " + canary + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := parseKeys("/x/keys.toml", data)
		for _, err := range append(doc.problems, err) {
			if err != nil && (clean.Scrub(err.Error()) != err.Error() || clean.Line(err.Error()) != err.Error()) {
				t.Fatalf("a problem quotes the file: %q", err)
			}
		}
		if err != nil {
			return
		}
		again, err := parseKeys("/x/keys.toml", doc.encode())
		if err != nil || len(again.problems) > 0 || len(again.keys) != len(doc.keys) {
			t.Fatalf("what was written cannot be read: %v, %v\n%s", err, again.problems, doc.encode())
		}
		if !bytes.Equal(again.encode(), doc.encode()) {
			t.Fatalf("not stable:\n%s\n%s", doc.encode(), again.encode())
		}
		for i, k := range doc.keys {
			got := again.keys[i]
			if got.name != k.name || got.source.String() != k.source.String() || got.baseURL != k.baseURL || got.tail != k.tail {
				t.Fatalf("%v became %v", k, got)
			}
		}
	})
}

func FuzzCheckConfigText(f *testing.F) {
	f.Add([]byte("[[key]]\nname = \"work\"\nsource = \"" + canary + "\"\n"))
	f.Add([]byte("# " + canary))
	f.Add([]byte("[library]\nfolder = \"/x/vk-wallpapers\"\n"))
	f.Add([]byte("\r\n[\n[[key]]\nname='a'\n\x00vk-"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := bytes.Count(data, []byte("\n")) + 1
		if err := CheckConfigText("config.toml", data); err != nil {
			literal := err.(*LiteralError) //nolint:errorlint // the only kind there is
			for _, line := range literal.Lines {
				if line < 1 || line > lines {
					t.Fatalf("line %d of %d", line, lines)
				}
			}
			if clean.HasKey(err.Error()) || clean.Line(err.Error()) != err.Error() {
				t.Fatalf("the error quotes the file: %q", err)
			}
		}
		// Whatever stands before, a key in a line of its own is found.
		err := CheckConfigText("config.toml", append(data[:len(data):len(data)], "\nsource = \""+canary+"\""...))
		literal, ok := err.(*LiteralError) //nolint:errorlint // the only kind there is
		if !ok || literal.Lines[len(literal.Lines)-1] != lines+1 {
			t.Fatalf("the key in line %d was not found: %v", lines+1, err)
		}
	})
}
