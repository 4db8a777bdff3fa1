package history

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/history/index"
)

// What was saved after its folder and name say, by any clock, has its place before
// results of days that are listed first. Which days have such results stands in a file
// of the index, so that these are read before all others, and nobody else is.

// aheadFile is that file: the name of a day a line.
func (l *Library) aheadFile() string { return filepath.Join(l.indexDir, "ahead") }

// maxAhead is how much of it is read: all days of some centuries.
const maxAhead = 1 << 20

// byTime splits days, oldest first, in those that have something of later and the
// others.
func (l *Library) byTime(days []string) (ahead, rest []string) {
	info, err := os.Stat(l.aheadFile())
	if err != nil || info.Size() > maxAhead {
		return nil, days
	}
	data, err := os.ReadFile(l.aheadFile())
	if err != nil {
		return nil, days
	}
	named := map[string]bool{}
	for day := range strings.Lines(string(data)) {
		named[strings.TrimSuffix(day, "\n")] = true
	}
	for _, day := range days {
		if named[day] {
			ahead = append(ahead, day)
		} else {
			rest = append(rest, day)
		}
	}
	return ahead, rest
}

// noteAhead writes down that the day has results of later, if it has.
func (d *dayReader) noteAhead() {
	date := dateOf(d.name)
	if !slices.ContainsFunc(d.fresh, func(it index.Item) bool {
		var f Facts
		return f.decode(it.Facts, it.Words) && isAhead(f.Saved, wall(date, it.Name))
	}) {
		return
	}
	if ahead, _ := d.library.byTime([]string{d.name}); len(ahead) > 0 {
		return
	}
	file, err := os.OpenFile(d.library.aheadFile(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return // results have the place that their names say then
	}
	_, _ = file.WriteString(d.name + "\n") // as above
	_ = file.Close()
}
