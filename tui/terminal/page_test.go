package terminal

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var fromVersion = regexp.MustCompile(`([A-Za-z][\w. ]*?) from ([\d.]*\d)`)

// What the page about terminals says from which version on is what the table does.
func TestPage(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../cli/help/terminals.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rows, found := strings.Cut(string(data), "Pictures by terminal\n\n")
	if !found {
		t.Fatal("the list of terminals is not there")
	}
	rows, _, _ = strings.Cut(rows, "\n\n")
	said := map[string]string{} // by brand and what it gets
	names, gets := "", ""
	for line := range strings.Lines(rows + "\n    end") {
		const indent, column = 4, 40
		if goesOn := strings.HasPrefix(line[indent:], " "); !goesOn {
			for _, m := range fromVersion.FindAllStringSubmatch(names, -1) {
				said[strings.TrimSpace(m[1])+" "+kindOf(gets)] = "from " + m[2]
			}
			names, gets = "", ""
		}
		line += strings.Repeat(" ", column)
		names += " " + strings.TrimSpace(line[indent:column])
		gets += " " + strings.TrimSpace(line[column:])
	}
	for _, b := range All() {
		kind, since := b.best()
		of := b.Name + " " + kind
		if want := since.String(); len(since.at) > 0 && said[of] != want {
			t.Errorf("%s: the page says %q, the table %q", of, said[of], want)
		} else if len(since.at) == 0 && said[of] != "" {
			t.Errorf("%s: the page says %q, the table %q", of, said[of], want)
		}
		delete(said, of)
	}
	for of, version := range said {
		t.Errorf("%s: the page says %q, the table nothing", of, version)
	}
}

// kindOf is how the page calls what a terminal gets.
func kindOf(cell string) string {
	for _, kind := range []string{"kitty", "files", "sixels", "sextants"} {
		if strings.Contains(cell, kind) {
			return kind
		}
	}
	return ""
}

// best returns the best that a brand gets, and since when.
func (b *Brand) best() (kind string, since Since) {
	p := b.Pictures
	switch {
	case p.Placeholders.Ever():
		return "kitty", p.Placeholders
	case p.Files.Ever():
		return "files", p.Files
	case p.Sixel.Ever():
		return "sixels", p.Sixel
	}
	return "sextants", p.Sextants
}
