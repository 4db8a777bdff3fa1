package pngrows

// An entry of a table says all about a code:
//
//	bits 0–5    bits to take: the code and its extra bits
//	bits 8–11   bits of the code alone; in a link, log₂ of the second table
//	bits 16–31  the literal, or what the extra bits are added to; in a link,
//	            where the second table starts
//
// and one of these flags, or none for a length or a distance.
const (
	isLiteral = 1 << 12
	isLink    = 1 << 13
	// isEnd is the end of a block with value 0, and no code at all with 1.
	isEnd = 1 << 14

	noCode = isEnd | 1<<16
)

const (
	literalBits  = 11
	distanceBits = 8
	maxBits      = 15
)

// table decodes one set of codes.
type table struct {
	first [1 << literalBits]uint32
	rest  []uint32 // second tables, for codes longer than the first takes
}

// The entries of symbols without their bits (RFC 1951, 3.2.5), with the number
// of extra bits where the bits to take will be.
var (
	plainSymbols    [19]uint32
	literalSymbols  [288]uint32
	distanceSymbols [32]uint32
)

func init() {
	for i := range plainSymbols {
		plainSymbols[i] = uint32(i) << 16
	}
	for i := range uint32(256) {
		literalSymbols[i] = i<<16 | isLiteral
	}
	literalSymbols[256] = isEnd
	base := uint32(3)
	for i := range uint32(28) {
		extra := max(i, 4)/4 - 1
		literalSymbols[257+i] = base<<16 | extra
		base += 1 << extra
	}
	literalSymbols[285] = maxMatch << 16
	literalSymbols[286], literalSymbols[287] = noCode, noCode
	base = 1
	for i := range uint32(30) {
		extra := max(i, 2)/2 - 1
		distanceSymbols[i] = base<<16 | extra
		base += 1 << extra
	}
	distanceSymbols[30], distanceSymbols[31] = noCode, noCode
}

// build makes the table of codes with these lengths, looked up by width bits
// first. It refuses sets that no encoder makes.
func (t *table) build(lengths []uint8, symbols []uint32, width int) bool {
	var count [maxBits + 1]int
	for _, l := range lengths {
		count[l]++
	}
	count[0] = 0
	var next [maxBits + 2]uint32
	left, used := 1, 0
	for l := 1; l <= maxBits; l++ {
		next[l+1] = (next[l] + uint32(count[l])) << 1
		left = left<<1 - count[l]
		used += count[l]
		if left < 0 {
			return false
		}
	}
	// A lone code, or none where nothing is copied, is all that may be left
	// incomplete.
	if left > 0 && (used > 1 || used == 1 && count[1] != 1) {
		return false
	}
	first := t.first[:1<<width]
	clear(first)
	if left > 0 {
		for i := range first {
			first[i] = noCode
		}
	}
	t.rest = t.rest[:0]
	for symbol, l := range lengths {
		if l == 0 {
			continue
		}
		length := int(l)
		code := reverse(next[length], length)
		next[length]++
		e := symbols[symbol] + uint32(length) | uint32(length)<<8
		if length <= width {
			for i := code; i < 1<<width; i += 1 << length {
				first[i] = e
			}
			continue
		}
		t.long(first, width, code, length, e, &count)
	}
	return true
}

// long puts a code that does not fit the first table into a second one, which
// it makes at the first code with the same beginning. Codes come in the order
// of symbols, not of lengths, so each second table takes the longest there is.
func (t *table) long(first []uint32, width int, code uint32, length int, e uint32, count *[maxBits + 1]int) {
	longest := maxBits
	for count[longest] == 0 {
		longest--
	}
	size := longest - width
	link := &first[code&(1<<width-1)]
	if *link == 0 {
		*link = uint32(len(t.rest))<<16 | isLink | uint32(size)<<8
		t.rest = append(t.rest, make([]uint32, 1<<size)...)
	}
	at := *link >> 16
	for i := code >> width; i < 1<<size; i += 1 << (length - width) {
		t.rest[at+i] = e
	}
}
