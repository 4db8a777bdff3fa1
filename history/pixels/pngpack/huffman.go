package pngpack

import (
	"math/bits"
	"slices"
)

// maxBits is the longest code of a symbol, maxHeadBits that of a length of one.
const (
	maxBits     = 15
	maxHeadBits = 7
)

// codeLengths returns how long the code of each symbol is, 0 for one that does not
// occur, so that all of them take the fewest bits. There are codes for two symbols
// at least: less is no code to some.
func codeLengths(counts []uint32, most int) []uint8 {
	lengths := make([]uint8, len(counts))
	type leaf struct {
		count  uint32
		symbol int
	}
	var leaves []leaf
	for s, c := range counts {
		if c > 0 {
			leaves = append(leaves, leaf{c, s})
		}
	}
	for s := 0; len(leaves) < 2; s++ {
		if counts[s] == 0 {
			leaves = append(leaves, leaf{1, s})
		}
	}
	slices.SortFunc(leaves, func(a, b leaf) int { return int(a.count) - int(b.count) })
	weights := make([]uint32, len(leaves))
	for flat := uint32(0); ; flat = flat*2 + 1 {
		// Counts that are more alike make shorter codes.
		for i, l := range leaves {
			weights[i] = max(l.count, flat)
		}
		depths := depthsOf(weights)
		if slices.Max(depths) > most {
			continue
		}
		for i, l := range leaves {
			lengths[l.symbol] = uint8(depths[i])
		}
		return lengths
	}
}

// depthsOf returns how deep in Huffman's tree leaves of ascending weights lie.
func depthsOf(weights []uint32) []int {
	n := len(weights)
	type node struct {
		weight uint32
		parent int
	}
	nodes := make([]node, n, 2*n-1)
	for i, w := range weights {
		nodes[i].weight = w
	}
	leaf, inner := 0, n
	lightest := func() int {
		if leaf < n && (inner == len(nodes) || nodes[leaf].weight <= nodes[inner].weight) {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for len(nodes) < 2*n-1 {
		a, b := lightest(), lightest()
		nodes[a].parent, nodes[b].parent = len(nodes), len(nodes)
		nodes = append(nodes, node{weight: nodes[a].weight + nodes[b].weight})
	}
	depths := make([]int, len(nodes))
	for i := len(nodes) - 2; i >= 0; i-- {
		depths[i] = depths[nodes[i].parent] + 1
	}
	return depths[:n]
}

// number gives codes of the given lengths their bits, the first of them lowest.
func number(codes []code, lengths []uint8) {
	var starts [maxBits + 2]uint16
	for _, n := range lengths {
		if n > 0 {
			starts[n+1]++
		}
	}
	for n := 1; n < len(starts); n++ {
		starts[n] += starts[n-1]
		starts[n] <<= 1
	}
	for s, n := range lengths {
		codes[s] = code{}
		if n > 0 {
			codes[s] = code{bits: bits.Reverse16(starts[n]) >> (16 - n), n: n}
			starts[n]++
		}
	}
}

// headOrder is the order in which the lengths of codes of lengths come.
var headOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// head begins a block: the lengths of its codes, in codes of their own. The only
// distance is one, with a code of one bit.
func (b *blocks) head(lengths []uint8, last bool) {
	used := symbols
	for used > endOfBlock+1 && lengths[used-1] == 0 {
		used--
	}
	all := append(slices.Clone(lengths[:used]), 1)
	var counts [19]uint32
	for _, n := range all {
		counts[n]++
	}
	short := codeLengths(counts[:], maxHeadBits)
	var codes [19]code
	number(codes[:], short)
	final := uint32(0)
	if last {
		final = 1
	}
	b.bits(final|2<<1, 3)
	b.bits(uint32(used-257), 5)
	b.bits(0, 5)
	b.bits(19-4, 4)
	for _, s := range headOrder {
		b.bits(uint32(short[s]), 3)
	}
	for _, n := range all {
		b.bits(uint32(codes[n].bits), uint(codes[n].n))
	}
}
