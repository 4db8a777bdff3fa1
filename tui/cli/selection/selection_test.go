package selection_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// What cannot be meant never stands for everything, for no command that takes a
// query: nothing is moved, copied or made, and the place of the mistake is named.
func TestMistakesTakeNothing(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	out := t.TempDir()
	commands := map[string][]string{
		"trash put": {"trash", "put", "-q"},
		"keep":      {"keep", "--to", filepath.Join(out, "kept"), "-q"},
		"sheet":     {"sheet", "-o", filepath.Join(out, "sheet.html"), "-q"},
		"history":   {"history", "--"},
	}
	for text, column := range map[string]int{
		"tag:": 5, "is:": 4, "style:": 7, `style:""`: 7, `tag:" "`: 5, "-tag:": 6, "is:nonsense": 4, "harbour tag:": 13,
		"": 1, " ": 1, "\t": 1, "nosuch:1": 1, "harbour nosuch:1": 9, "-nosuch:1": 1, `""`: 1, `"`: 1, `" "`: 1, "-": 1, `-""`: 2,
		"\u200b": 1, "\u202e": 1, "tag:\u200b": 5, "rating:x": 8, "rating:9": 8, "rating:>": 8, "rating:5..1": 8, "rating:..": 8,
		"size:big": 6, "size:>1TB": 6, "tokens:1.5": 8, "month:2026-13": 7, "month:10": 7, "date:2026-02-30": 6, "since:>2026": 7,
		"since:": 7, `tag:"a`: 5, `"a"b`: 4, "seed:": 6, "sort:": 6, "sort:x": 6, "key:": 5, "ratio:": 7, "op:": 4,
	} {
		for name, args := range commands {
			printed, said := d.Run(2, append(args[:len(args):len(args)], text)...)
			clitest.Contains(t, said, fmt.Sprintf("column %d", column))
			if printed != "" {
				t.Errorf("%s %q prints %s", name, text, printed)
			}
		}
	}
	for _, args := range [][]string{{"trash", "put", ""}, {"trash", "put", "--all", d.Paths[0]}, {"trash", "put", "--all", "-q", "is:picked"}, {"trash", "put"}} {
		d.Run(2, args...)
	}
	for _, path := range d.Paths {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if made, _ := os.ReadDir(out); len(made) > 0 {
		t.Errorf("%v was made", made)
	}
}

// A query that only sorts is no way to say everything; one that sorts what it finds
// does so on the command line as in the studio.
func TestSorted(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	for i, stars := range []string{"2", "0", "5", "3"} {
		d.Run(0, "rate", stars, d.Paths[i])
	}
	for _, args := range [][]string{{"trash", "put", "-q"}, {"keep", "--to", t.TempDir(), "-q"}, {"sheet", "-o", filepath.Join(t.TempDir(), "x.html"), "-q"}} {
		_, said := d.Run(2, append(args, "sort:size")...)
		clitest.Contains(t, said, "only sorts")
	}
	order := func(args ...string) (got string) {
		printed, _ := d.Run(0, args...)
		for line := range strings.Lines(printed) {
			for i, path := range d.Paths {
				if strings.Contains(line, path) {
					got += fmt.Sprint(i)
				}
			}
		}
		return got
	}
	if got := order("history", "sort:rating"); got != "2301" {
		t.Errorf("sorted: %s", got)
	}
	if got := order("history", "-n", "2", "--", "-sort:rating harbour"); got != "03" {
		t.Errorf("turned round: %s", got)
	}
	sheet := filepath.Join(t.TempDir(), "sheet.html")
	d.Run(0, "sheet", "-o", sheet, "-q", "harbour sort:rating")
	if data, err := os.ReadFile(sheet); err != nil || len(data) == 0 {
		t.Error(err)
	}
}

// Everything at once is asked for by its name.
func TestAll(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	_, said := d.Run(0, "keep", "--to", t.TempDir(), "--all")
	clitest.Contains(t, said, "4 pictures copied")
	_, said = d.Run(0, "sheet", "-o", filepath.Join(t.TempDir(), "sheet.html"), "--all")
	clitest.Contains(t, said, "4 pictures")
	_, said = d.Run(0, "trash", "put", "--all")
	clitest.Contains(t, said, "Moving 4 pictures to the trash.", "4 pictures in the trash now")
}

// However long a query is, what is said of it can be read.
func TestALongMistakenQuery(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	for _, text := range []string{strings.Repeat(`"`, 10_000), strings.Repeat("nobody:", 1500) + "knows", strings.Repeat("x", 10_000) + ":y"} {
		_, said := d.Run(2, "history", text)
		if len(said) > 800 || !strings.Contains(said, "column") {
			t.Errorf("%d bytes: %.200s", len(said), said)
		}
	}
	_, said := d.Run(0, "history", strings.Repeat("harbour ", 1250)) // 10,000 characters
	if len(said) > 800 {
		t.Errorf("%d bytes: %.200s", len(said), said)
	}
}
