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
	table  string // of fixed size for each item, in the order of names, last first
	names  string // of all items
	search string // of all items, each with a 0 behind it
	known  func() (string, error)
}

// Folder is when the folder of the day had last been written to, in nanoseconds
// since 1970; 0 where that tells nothing.
func (d *Day) Folder() int64 { return d.folder }

// Len is the number of items.
func (d *Day) Len() int { return len(d.table) / slot }

// A slot of the table: where the name, what is known and the searched text
// begin and how long they are, the stamp, and what there is.
const (
	slot = 4*6 + 8*2 + 4

	atName, nameLen     = 0, 4
	atKnown, knownLen   = 8, 12
	atSearch, searchLen = 16, 20
	atModified, atSize  = 24, 32
	atFlags             = 40
)

const (
	hasPicture = 1 << iota
	isDescribed
)

// Item returns the item at a place without what is known of it: that is asked
// of Known. Its texts are part of the day's memory.
func (d *Day) Item(i int) Item {
	row := d.table[i*slot : (i+1)*slot]
	flags := number32(row, atFlags)
	return Item{
		Name: part(d.names, row, atName, nameLen), Search: part(d.search, row, atSearch, searchLen),
		Picture: flags&hasPicture != 0, Described: flags&isDescribed != 0,
		Stamp: Stamp{Modified: number64(row, atModified), Size: number64(row, atSize)},
	}
}

// Known returns what the description of the item at a place says, as its reader
// wrote it down. It may be read from the file only now: an error says that the
// file is another by now, or cannot be read.
func (d *Day) Known(i int) (string, error) {
	known, err := d.known()
	if err != nil {
		return "", err
	}
	return part(known, d.table[i*slot:], atKnown, knownLen), nil
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
// of the words, in order, until it returns false. With no words these are all.
func (d *Day) Search(words []string, yield func(int) bool) {
	longest := ""
	for _, w := range words {
		if len(w) > len(longest) {
			longest = w
		}
	}
	if longest == "" {
		for i := 0; i < d.Len() && yield(i); i++ {
		}
		return
	}
	for at := 0; ; {
		found := strings.Index(d.search[at:], longest)
		if found < 0 {
			return
		}
		i := d.holding(at + found)
		row := d.table[i*slot : (i+1)*slot]
		text := part(d.search, row, atSearch, searchLen)
		if Holds(text, words) && !yield(i) {
			return
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

// holding returns the item whose searched text holds that byte.
func (d *Day) holding(at int) int {
	after := sort.Search(d.Len(), func(i int) bool { return int(number32(d.table, i*slot+atSearch)) > at })
	return after - 1
}

// valid tells whether every part of every item lies inside, and names and texts
// stand in order. knownLen is how long all that is known is.
func (d *Day) valid(known int) bool {
	if len(d.table)%slot != 0 {
		return false
	}
	last, end := "", 0
	for i := range d.Len() {
		row := d.table[i*slot : (i+1)*slot]
		if !inside(len(d.names), row, atName, nameLen) || !inside(len(d.search)-1, row, atSearch, searchLen) || !inside(known, row, atKnown, knownLen) {
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
