package contactsheet

import (
	"html/template"
	"math/rand/v2"
	"strings"
	"testing"
)

// written is what a markup wrote.
func written(t *testing.T, write func(*markup)) string {
	t.Helper()
	var b strings.Builder
	m := &markup{w: &b}
	write(m)
	if m.err != nil {
		t.Fatal(m.err)
	}
	return b.String()
}

// letters are those that mean something in HTML, in JSON, to a script or to a
// terminal, and pieces of them.
var letters = []string{
	"<", ">", "&", "&amp;", `"`, "'", "`", "+", "=", "/", "\\", "\x00", "\x1b", "\t", "\r", "\n", " ", "\u2028", "\u2029", "\u202e", "\ufdd0", "\ufffe", "\xff", "\xe2\x80",
	"</script>", "</SCRIPT ", "<!--", "-->", "]]>", "javascript:", "${1}", "{{.}}", "onerror=", "a", "é", "霧", "\U0001f600",
}

// What is written is what the standard library's templates write, which know of
// each place what must not stand there.
func TestTextStaysText(t *testing.T) {
	t.Parallel()
	places := map[string]struct {
		template string
		write    func(m *markup, text string)
	}{
		"text":  {`<p>{{.}}</p>`, func(m *markup, text string) { m.element("<p>", text, "</p>") }},
		"title": {`<title>{{.}}</title>`, func(m *markup, text string) { m.element("<title>", text, "</title>") }},
		"attribute": {`<b title="{{.}}" data-theme="{{.}}"></b>`, func(m *markup, text string) {
			m.raw("<b")
			m.attr("title", text)
			m.attr("data-theme", text)
			m.raw("></b>")
		}},
		"content": {`<meta property="p" content="{{.}}">`, func(m *markup, text string) { m.optional(`<meta property="p" content="`, text, `">`) }},
		"data": {`<script type="application/json">{{.}}</script>`, func(m *markup, text string) {
			m.raw(`<script type="application/json">`)
			m.data(text)
			m.raw("</script>")
		}},
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for name, place := range places {
		tmpl := template.Must(template.New(name).Parse(place.template))
		for n := range 500 {
			text := letters[n%len(letters)]
			for range n / len(letters) {
				text += letters[dice.IntN(len(letters))]
			}
			var want strings.Builder
			if err := tmpl.Execute(&want, text); err != nil {
				t.Fatal(err)
			}
			if got := written(t, func(m *markup) { place.write(m, text) }); got != want.String() {
				t.Fatalf("%s of %q:\n%s\nwant\n%s", name, text, got, want.String())
			}
		}
	}
}

// full is a disk without room.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errTooLarge
	}
	return len(p), nil
}

// A page that cannot be written says so, wherever that happens, and nothing more is
// made for it.
func TestPageThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, room := range []int{0, 100, 12_000, 16_000} {
		made := 0
		s := newSheet(t, harbours(t), Options{Progress: func(int, int) { made++ }})
		if _, err := s.WriteHTML(t.Context(), &full{room}); err == nil {
			t.Errorf("a page in %d bytes", room)
		}
		if room <= 100 && made > 0 {
			t.Errorf("%d pictures were made for a page that ended after %d bytes", made, room)
		}
	}
}
