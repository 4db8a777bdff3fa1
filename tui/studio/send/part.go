package send

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// part is what one key pays of a plan.
type part struct {
	key  key.Key
	plan plan.Plan
}

// parts shares a plan among the keys that pay.
func (f *Flow) parts(w wish) []part {
	if w.keys == nil {
		return []part{{f.o.Key(), w.plan}}
	}
	var out []part
	for i, it := range w.plan.Items {
		at := slices.IndexFunc(out, func(p part) bool { return p.key.Name == w.keys[i] })
		if at < 0 {
			paying, known := f.o.Find(w.keys[i])
			if !known {
				paying = key.Key{Name: w.keys[i]} // whoever sends it says that it is gone
			}
			at = len(out)
			out = append(out, part{key: paying})
		}
		out[at].plan.Items = append(out[at].plan.Items, it)
	}
	return out
}

// free tells whether nobody pays.
func free(parts []part) bool {
	return !slices.ContainsFunc(parts, func(p part) bool { return !p.key.Free() })
}

// planLines say what is to be made, with which keys.
func (f *Flow) planLines(w wish) []string {
	label := f.o.KeyLabel()
	if w.keys != nil {
		var names []string
		for _, p := range f.parts(w) {
			names = append(names, clean.Line(p.key.Name))
		}
		label = strings.Join(names, ", ")
	}
	return append([]string{fmt.Sprintf("%s with key %s:", w.plan.Made(), label)}, priceLines(w.plan)...)
}

// countOf says how many of what a plan makes.
func countOf(p plan.Plan, n int) string {
	if len(p.Items) > 0 && gallery.IsVideo(string(p.Items[0].Request.Operation)) {
		return wording.Count(n, "video")
	}
	return wording.Count(n, "picture")
}

// priceLines lists a plan's price style by style.
func priceLines(p plan.Plan) []string {
	type group struct {
		n, tokens int
		priced    bool
	}
	var order []string
	groups := map[string]group{}
	for _, it := range p.Items {
		name := budget.PricedBy(it.Request)
		g, have := groups[name]
		if !have {
			order = append(order, name)
		}
		groups[name] = group{g.n + 1, g.tokens + it.Tokens, it.Priced}
	}
	var out []string
	for _, name := range order {
		g := groups[name]
		sum := "?"
		if g.priced {
			sum = strconv.Itoa(g.tokens)
		}
		out = append(out, fmt.Sprintf("  %3d × %-16s %6s", g.n, name, sum))
	}
	return out
}
