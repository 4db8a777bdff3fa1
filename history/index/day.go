package index

import (
	"encoding/binary"
	"sort"
	"strings"
)

// ID says what a file of the index is of. Another reader's rules of what
// Known and Search hold are another ID.
type ID [16]byte

// Day is what a file of the index says. It is safe for concurrent use.
type Day struct {
	folder int64
	table  string   // of fixed size for each item, in the order of names, last first
	names  string   // of all items
	facts  string   // of all items, each behind the numbers of its words
	words  []string // that items share
	search *text
	known  func() (string, error)
	pages  pages // where single parts of what is known are read
}

// Folder is when the folder of the day had last been written to, in nanoseconds
// since 1970; 0 where that tells nothing.
func (d *Day) Folder() int64 { return d.folder }

// Len is the number of items.
func (d *Day) Len() int { return len(d.table) / slot }

// A slot of the table: where the name, what is known, the searched text and the
// facts begin and how long they are, the stamp, what there is, and the sum of
// what is known.
const (
	slot = 4*8 + 8*2 + 4*2

	atName, nameLen     = 0, 4
	atKnown, knownLen   = 8, 12
	atSearch, searchLen = 16, 20
	atFacts, factsLen   = 24, 28
	atModified, atSize  = 32, 40
	atFlags, atSum      = 48, 52
)

const (
	hasPicture = 1 << iota
	isDescribed
)

// Item returns the item at a place without its texts: these are asked of Whole.
// Its name is part of the day's memory.
func (d *Day) Item(i int) Item {
	row := d.table[i*slot : (i+1)*slot]
	flags := number32(row, atFlags)
	return Item{
		Name: part(d.names, row, atName, nameLen), Picture: flags&hasPicture != 0, Described: flags&isDescribed != 0,
		Stamp: Stamp{Modified: number64(row, atModified), Size: number64(row, atSize)},
	}
}

// Whole returns the item at a place with all that was written of it. It may be
// read from the file only now: an error says that the file is another by now, or
// cannot be read.
func (d *Day) Whole(i int) (Item, error) {
	it := d.Item(i)
	var err error
	if it.Search, err = d.Text(i); err != nil {
		return Item{}, err
	}
	if it.Known, err = d.Known(i); err != nil {
		return Item{}, err
	}
	it.Facts, it.Words = d.Facts(i, nil)
	return it, nil
}

// Facts returns the facts of the item at a place, and its words behind those
// that were given. All of it is part of the day's memory.
func (d *Day) Facts(i int, words []string) (facts string, all []string) {
	facts = part(d.facts, d.table[i*slot:], atFacts, factsLen)
	n, facts := unsigned(facts)
	for range min(n, uint64(len(facts))) {
		var word uint64
		word, facts = unsigned(facts)
		text := ""
		if word < uint64(len(d.words)) {
			text = d.words[word]
		}
		words = append(words, text)
	}
	return facts, words
}

// unsigned takes a number off the front of a text, 0 where there is none.
func unsigned(text string) (n uint64, rest string) {
	for i := range min(len(text), binary.MaxVarintLen64) {
		n |= uint64(text[i]&0x7f) << (7 * i)
		if text[i] < 0x80 {
			return n, text[i+1:]
		}
	}
	return 0, ""
}

// Text returns what searches look at of the item at a place. It may be read from
// the file only now, as with Whole.
func (d *Day) Text(i int) (string, error) {
	search, err := d.search.get()
	if err != nil {
		return "", err
	}
	return part(search, d.table[i*slot:], atSearch, searchLen), nil
}

// Known returns what the description of the item at a place says, as its reader
// wrote it down. All of the day's is read for the first, and kept.
func (d *Day) Known(i int) (string, error) {
	known, err := d.known()
	if err != nil {
		return "", err
	}
	return part(known, d.table[i*slot:], atKnown, knownLen), nil
}

// Page calls use with what Known would return of the items at some places, each
// read by itself and kept by nobody. The error is ErrOther when the file is
// another by now.
func (d *Day) Page(places []int, use func(i int, known string)) error {
	if d.pages.path == "" {
		for _, i := range places {
			known, err := d.Known(i)
			if err != nil {
				return err
			}
			use(i, known)
		}
		return nil
	}
	return d.pages.each(d.table, places, use)
}

// Find returns the place of the item with that name, -1 when there is none.
func (d *Day) Find(name string) int {
	i := sort.Search(d.Len(), func(i int) bool { return d.name(i) <= name })
	if i == d.Len() || d.name(i) != name {
		return -1
	}
	return i
}

func (d *Day) name(i int) string { return part(d.names, d.table[i*slot:], atName, nameLen) }

// Search calls yield with the places of the items whose searched text holds all
// of the words, in order, until it returns false. With no words these are all. An
// error says that the text cannot be read, as with Whole.
func (d *Day) Search(words []string, yield func(int) bool) error {
	longest := ""
	for _, w := range words {
		if len(w) > len(longest) {
			longest = w
		}
	}
	if longest == "" {
		for i := 0; i < d.Len() && yield(i); i++ {
		}
		return nil
	}
	search, err := d.search.get()
	if err != nil {
		return err
	}
	for i, at := 0, 0; ; {
		found := strings.Index(search[at:], longest)
		if found < 0 {
			return nil
		}
		i = d.holding(i, at+found)
		row := d.table[i*slot : (i+1)*slot]
		text := part(search, row, atSearch, searchLen)
		if Holds(text, words) && !yield(i) {
			return nil
		}
		at = int(number32(row, atSearch)) + len(text) + 1
	}
}

// Holds tells whether all of the words occur in a text.
func Holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// holding returns the item whose searched text holds that byte, which is that
// item or a later one: most often it is near.
func (d *Day) holding(item, at int) int {
	begins := func(i int) int { return int(number32(d.table, i*slot+atSearch)) }
	low, high := item, item+1
	for step := 1; high < d.Len() && begins(high) <= at; step *= 2 {
		low, high = high, min(high+step, d.Len())
	}
	return low + sort.Search(high-low, func(i int) bool { return begins(low+i) > at }) - 1
}

// valid tells whether every part of every item lies inside, and names and texts
// stand in order. search and known are how long these are of all items.
func (d *Day) valid(search, known int) bool {
	if len(d.table)%slot != 0 {
		return false
	}
	last, end := "", 0
	for i := range d.Len() {
		row := d.table[i*slot : (i+1)*slot]
		if !inside(len(d.names), row, atName, nameLen) || !inside(search-1, row, atSearch, searchLen) ||
			!inside(known, row, atKnown, knownLen) || !inside(len(d.facts), row, atFacts, factsLen) {
			return false
		}
		name, from := d.name(i), int(number32(row, atSearch))
		if name == "" || i > 0 && name >= last || from < end {
			return false
		}
		last, end = name, from+int(number32(row, searchLen))+1
	}
	return true
}

func inside(size int, row string, at, length int) bool {
	return int64(number32(row, at))+int64(number32(row, length)) <= int64(size)
}

func part(text, row string, at, length int) string {
	from := int(number32(row, at))
	return text[from : from+int(number32(row, length))]
}

func number32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func number64(s string, at int) int64 {
	return int64(uint64(number32(s, at)) | uint64(number32(s, at+4))<<32)
}

// put32 and put64 write what number32 and number64 read.
func put32(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(n)) }

func put64(b []byte, n int64) []byte { return binary.LittleEndian.AppendUint64(b, uint64(n)) }
