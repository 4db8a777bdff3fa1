package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"imagine-tui/api/buffer"
	"imagine-tui/history/disk"
)

// A file is its head, the table, the names, the facts, the words, the searched
// text, what is known, and the requests. Numbers are little-endian.
const (
	magic    = "imtuidx3"
	headSize = len(magic) + len(ID{}) + 8 + 4*lengths + 4*5
	lengths  = 7
	// largest is how large a file may be that is read.
	largest = 2 << 30
)

// ErrOther says that a file is no index, is torn, or is one of something else.
var ErrOther = errors.New("this is not that index")

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

func sum(text ...[]byte) uint32 {
	total := uint32(0)
	for _, b := range text {
		total = crc32.Update(total, castagnoli(), b)
	}
	return total
}

// The parts of a file in their order.
const (
	theTable = iota
	theNames
	theFacts
	theWords
	theSearch
	theKnown
	theRequests
)

// head is what stands at the beginning.
type head struct {
	raw    [headSize]byte
	folder int64
	length [lengths]int // of each part
	// Sums over all up to the words, over the searched text, over what is known,
	// and over the requests.
	first, search, known, requests uint32
}

// begins returns where a part begins.
func (h *head) begins(part int) int {
	at := headSize
	for _, n := range h.length[:part] {
		at += n
	}
	return at
}

// parse reads raw.
func (h *head) parse(id ID) error {
	raw := string(h.raw[:])
	if raw[:len(magic)] != magic || raw[len(magic):len(magic)+len(id)] != string(id[:]) || number32(raw, headSize-4) != sum(h.raw[:headSize-4]) {
		return ErrOther
	}
	at := len(magic) + len(id)
	h.folder = number64(raw, at)
	for i := range h.length {
		h.length[i] = int(number32(raw, at+8+4*i))
	}
	sums := headSize - 4*5
	h.first, h.search, h.known, h.requests = number32(raw, sums), number32(raw, sums+4), number32(raw, sums+8), number32(raw, sums+12)
	return nil
}

// Read returns the day that a file holds. What is searched and what is known is
// read when it is first asked for. The error is ErrOther for what is none of
// ours, is torn, or has another ID.
func Read(path string, id ID) (*Day, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	var h head
	if err := h.read(file, id); err != nil {
		return nil, err
	}
	listed, err := readText(file, h.begins(theSearch)-headSize, h.first)
	if err != nil {
		return nil, err
	}
	d, err := h.day(listed)
	if err != nil {
		return nil, err
	}
	d.pages = pages{path, id, h}
	d.search = &text{read: func() (string, error) { return d.pages.whole(theSearch, h.search) }}
	d.known = sync.OnceValues(func() (string, error) { return d.pages.whole(theKnown, h.known) })
	return d, nil
}

// In returns the day of items without a file, as Write would have written it.
func In(folder int64, items []Item) (*Day, error) {
	content, err := encode(ID{}, folder, items)
	if err != nil {
		return nil, err
	}
	var h head
	copy(h.raw[:], content)
	if err := h.parse(ID{}); err != nil {
		return nil, err
	}
	all := string(content)
	search, known := all[h.begins(theSearch):h.begins(theKnown)], all[h.begins(theKnown):h.begins(theRequests)]
	d, err := h.day(all[headSize:h.begins(theSearch)])
	if err != nil {
		return nil, err
	}
	d.search = heldText(search)
	d.known = func() (string, error) { return known, nil }
	return d, nil
}

// day is what stands before the searched text.
func (h *head) day(text string) (*Day, error) {
	from := func(part int) string { return text[h.begins(part)-headSize : h.begins(part+1)-headSize] }
	d := &Day{folder: h.folder, table: from(theTable), names: from(theNames), facts: from(theFacts)}
	for words := from(theWords); words != ""; {
		n, rest := unsigned(words)
		if n > uint64(len(rest)) {
			return nil, ErrOther
		}
		d.words, words = append(d.words, rest[:n]), rest[n:]
	}
	if !d.valid(h.length[theSearch], h.length[theKnown]) {
		return nil, ErrOther
	}
	return d, nil
}

// read reads the head, and makes sure that the file is as long as it says.
func (h *head) read(file *os.File, id ID) error {
	if _, err := io.ReadFull(file, h.raw[:]); err != nil {
		return ErrOther
	}
	if err := h.parse(id); err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(h.begins(lengths)) || info.Size() > largest {
		return ErrOther
	}
	return nil
}

// readText reads the next n bytes, of which sum is known, without a second copy.
func readText(r io.Reader, n int, sum uint32) (string, error) {
	var text strings.Builder
	text.Grow(n)
	check := crc32.New(castagnoli())
	room := buffer.Take(buffer.Medium)
	defer room.Give()
	if got, err := io.CopyBuffer(io.MultiWriter(&text, check), io.LimitReader(r, int64(n)), room.B); err != nil || got != int64(n) || check.Sum32() != sum {
		return "", ErrOther
	}
	return text.String(), nil
}

// Write keeps items as what is known of a day whose folder had last been
// written to at that time, 0 where that tells nothing. It puts the items into
// the order of their names, last first. Nothing is synced: what a crash tears
// is noticed and read anew.
func Write(path string, id ID, folder int64, items []Item) error {
	content, err := encode(id, folder, items)
	if err != nil {
		return err
	}
	if err := disk.MakeAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp := filepath.Join(filepath.Dir(path), disk.TempName(filepath.Base(path)))
	err = os.WriteFile(temp, content, 0o600)
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp) // there may be none
	}
	return err
}

func encode(id ID, folder int64, items []Item) ([]byte, error) {
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(b.Name, a.Name) })
	var parts [lengths][]byte
	numbers := map[string]int{} // of the words
	for _, it := range items {
		facts := parts[theFacts]
		from := len(facts)
		facts = binary.AppendUvarint(facts, uint64(len(it.Words)))
		for _, w := range it.Words {
			n, there := numbers[w]
			if !there {
				n = len(numbers)
				numbers[strings.Clone(w)] = n
				parts[theWords] = append(binary.AppendUvarint(parts[theWords], uint64(len(w))), w...)
			}
			facts = binary.AppendUvarint(facts, uint64(n))
		}
		facts = append(facts, it.Facts...)
		parts[theFacts] = facts
		table := parts[theTable]
		table = put32(put32(table, len(parts[theNames])), len(it.Name))
		table = put32(put32(table, len(parts[theKnown])), len(it.Known))
		table = put32(put32(table, len(parts[theSearch])), len(it.Search))
		table = put32(put32(table, from), len(facts)-from)
		table = put64(put64(table, it.Stamp.Modified), it.Stamp.Size)
		parts[theTable] = put32(put32(table, flags(it)), int(sum([]byte(it.Known))))
		parts[theNames], parts[theKnown] = append(parts[theNames], it.Name...), append(parts[theKnown], it.Known...)
		parts[theSearch] = append(append(parts[theSearch], strings.ReplaceAll(it.Search, "\x00", " ")...), 0)
	}
	parts[theRequests] = requestsOf(items)
	size := headSize
	for _, part := range parts {
		size += len(part)
	}
	if size > largest || size > math.MaxInt32 {
		return nil, fmt.Errorf("keep an index of %d results: that is too much for one file", len(items))
	}
	return assemble(id, folder, parts, size), nil
}

// assemble puts a head before the parts.
func assemble(id ID, folder int64, parts [lengths][]byte, size int) []byte {
	out := make([]byte, 0, size)
	out = append(append(out, magic...), id[:]...)
	out = put64(out, folder)
	for _, part := range parts {
		out = put32(out, len(part))
	}
	out = binary.LittleEndian.AppendUint32(out, sum(parts[:theSearch]...))
	out = binary.LittleEndian.AppendUint32(out, sum(parts[theSearch]))
	out = binary.LittleEndian.AppendUint32(out, sum(parts[theKnown]))
	out = binary.LittleEndian.AppendUint32(out, sum(parts[theRequests]))
	out = binary.LittleEndian.AppendUint32(out, sum(out))
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}

func flags(it Item) int {
	n := 0
	if it.Picture {
		n |= hasPicture
	}
	if it.Described {
		n |= isDescribed
	}
	return n
}
