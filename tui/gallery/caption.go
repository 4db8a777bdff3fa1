package gallery

import (
	"fmt"
	"slices"
	"strconv"
)

// longSeed is the first seed whose digits say nothing any more: nobody wrote it,
// it was drawn.
const longSeed = 10_000

// SeedWord is a seed in few letters: as it is where somebody may have written it,
// else its place among the seeds of its batch, or its last four digits where it
// stands alone.
func (b *Batch) SeedWord(r *Row) string {
	switch {
	case r.Seed == 0:
		return ""
	case r.Seed < longSeed:
		return "s" + strconv.FormatInt(r.Seed, 10)
	}
	if i := slices.Index(b.Differs().drawn, r.Seed); i >= 0 {
		return "s" + strconv.Itoa(i+1)
	}
	return fmt.Sprintf("s…%04d", r.Seed%10_000)
}

// Apart are the words that set a row apart from the others of its batch: what of
// the prompt differs, style, ratio and seed. Of one that nothing sets apart it is
// the style.
func (b *Batch) Apart(r *Row) (label string, rest []string) {
	differs := b.Differs()
	label = differs.Label(r)
	if differs.Styles {
		rest = append(rest, r.Style)
	}
	if differs.Ratios {
		rest = append(rest, r.Ratio)
	}
	if word := b.SeedWord(r); differs.Seeds && word != "" {
		rest = append(rest, word)
	}
	if label == "" && len(rest) == 0 && r.Style != "" {
		rest = append(rest, r.Style)
	}
	return label, rest
}

// Standing is where a row stands in its batch, from 1.
func (b *Batch) Standing(id string) (at, of int) {
	return b.Find(id) + 1, b.Len()
}
