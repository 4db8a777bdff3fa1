package results

import (
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
)

// sampled is how many of the first found say in what all differ.
const sampled = 1000

// varied says in what found rows differ.
type varied struct {
	seen                        int
	first                       gallery.Row
	days, styles, ratios, seeds bool
}

// see looks at the row at a place of a batch, while more can say more.
func (v *varied) see(b *gallery.Batch, i int) {
	if v.seen >= sampled || v.days && v.styles && v.ratios && v.seeds {
		return
	}
	r := b.Brief(i)
	if v.seen++; v.seen == 1 {
		v.first = gallery.Row{When: r.When, Style: strings.Clone(r.Style), Ratio: strings.Clone(r.Ratio), Seed: r.Seed}
		return
	}
	y, m, d := r.When.Date()
	year, month, day := v.first.When.Date()
	v.days = v.days || d != day || m != month || y != year
	v.styles = v.styles || r.Style != v.first.Style
	v.ratios = v.ratios || r.Ratio != v.first.Ratio
	v.seeds = v.seeds || r.Seed != v.first.Seed
}

// around is how far from a row others are looked at to tell it apart from.
const around = 8

// lead is how much of the prompt of the row at a place of the list others around it
// begin with as well, in bytes: whole words. Those that say the same do not count.
func (l *list) lead(at int) int {
	if at < 0 || at >= len(l.items) || !l.items[at].isRow() {
		return 0
	}
	prompt, most := l.items[at].row().Prompt, 0
	for i := max(0, at-around); i <= min(len(l.items)-1, at+around); i++ {
		if !l.items[i].isRow() {
			continue
		}
		if other := l.items[i].row().Prompt; other != prompt {
			most = max(most, shared(prompt, other))
		}
	}
	return most
}

// shared is how many bytes two prompts have in common at their beginning: whole words.
func shared(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	ends := func(s string) bool { return n == len(s) || s[n] == ' ' }
	if ends(a) && ends(b) {
		return n
	}
	return strings.LastIndexByte(a[:n], ' ') + 1
}

// telling is a prompt in w cells so that what sets it apart is seen: of the words that
// others begin with as well only the first stay, as many as it leaves room for.
func telling(prompt string, lead, w int) string {
	const kept = 3 // a part of the room for the beginning
	if lead >= len(prompt) || cells.Width(prompt) <= w || cells.Width(prompt[:lead])+w/kept <= w {
		return box.Fit(prompt, max(0, w))
	}
	room := max(w/kept, w-cells.Width(prompt[lead:]))
	head := cells.Truncate(strings.TrimRight(prompt[:lead], " "), max(0, room-1), "")
	return box.Fit(head+"…"+prompt[lead:], max(0, w))
}

// columns are what a row of a filtered list is told apart by beside its prompt, in a
// list w cells wide, each as wide as in the others: what of it differs, and where
// nothing does its style and seed.
func (v *varied) columns(r *gallery.Row, seed string, w int) (out []string) {
	none := !v.styles && !v.ratios && !v.seeds
	if v.styles || none {
		width := 13
		if w < 64 { // the longest names are cut
			width = 9
		}
		out = append(out, box.Fit(r.Style, width))
	}
	if v.ratios {
		out = append(out, box.Fit(r.Ratio, 5))
	}
	if v.seeds || none {
		out = append(out, box.Fit(seed, 6))
	}
	return out
}
