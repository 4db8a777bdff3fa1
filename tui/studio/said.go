package studio

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"imagine-tui/tui/widget/dialog"
)

// record is what was said, the newest last: what is of one kind is one thing that
// was said several times.
type record []saying

// saying is what was said last of its kind.
type saying struct {
	notice
	kind  string
	times int
	first notice
}

// keptNotices is how many kinds are kept to be looked up.
const keptNotices = 200

// number is one that stands by itself, not a part of a name or a path.
var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|[ (×])[0-9][0-9,.]*([ ,.;:)]|$)`) })

// kindOf is what a notice has in common with others that say the same of other
// numbers: "Going on in 12 s." and "Going on in 4 s."
func kindOf(n notice) string {
	kind := number().ReplaceAllString(n.text, "$1#$2")
	if n.bad {
		return "!" + kind
	}
	return kind
}

// add takes down what was said.
func (s *record) add(n notice) {
	one := saying{notice: n, kind: kindOf(n), times: 1, first: n}
	if i := slices.IndexFunc(*s, func(old saying) bool { return old.kind == one.kind }); i >= 0 {
		one.times, one.first = (*s)[i].times+1, (*s)[i].first
		*s = slices.Delete(*s, i, i+1)
	}
	if *s = append(*s, one); len(*s) > keptNotices {
		*s = (*s)[1:]
	}
}

// entries lists what was said, newest first, with how often.
func (s record) entries() []dialog.Entry {
	var out []dialog.Entry
	for _, one := range slices.Backward(s) {
		e := dialog.Entry{When: one.at.Format("15:04:05"), Text: one.text}
		if one.bad {
			e.Sign = "!"
		}
		if one.times > 1 {
			e.Often = fmt.Sprintf("×%d since %s", one.times, one.first.at.Format("15:04"))
		}
		out = append(out, e)
	}
	return out
}
