package worddiff

import (
	"slices"
	"sort"
)

// anchors returns pairs of places of words that are there exactly once in
// a[i:iEnd] and once in b[j:jEnd], as many as keep their order in both.
func (c *comparison) anchors(i, iEnd, j, jEnd int) [][2]int {
	type places struct{ inA, inB, timesA, timesB int }
	seen := map[int]*places{}
	place := func(word int) *places {
		p := seen[word]
		if p == nil {
			p = &places{}
			seen[word] = p
		}
		return p
	}
	for at := i; at < iEnd; at++ {
		p := place(c.a[at].word)
		p.inA, p.timesA = at, p.timesA+1
	}
	for at := j; at < jEnd; at++ {
		p := place(c.b[at].word)
		p.inB, p.timesB = at, p.timesB+1
	}
	var pairs [][2]int
	for at := i; at < iEnd; at++ {
		if p := seen[c.a[at].word]; p.timesA == 1 && p.timesB == 1 {
			pairs = append(pairs, [2]int{at, p.inB})
		}
	}
	return rising(pairs)
}

// rising returns a longest part of pairs, which are sorted by their first
// number, in which the second rises as well.
func rising(pairs [][2]int) [][2]int {
	var ends []int // ends[n] is the pair with the smallest end of a part of n+1
	before := make([]int, len(pairs))
	for p, pair := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]][1] > pair[1] })
		before[p] = -1
		if n > 0 {
			before[p] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, p)
		} else {
			ends[n] = p
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([][2]int, 0, len(ends))
	for p := ends[len(ends)-1]; p >= 0; p = before[p] {
		out = append(out, pairs[p])
	}
	slices.Reverse(out)
	return out
}
