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

	"imagine-tui/history/disk"
)

// A file is its head, the table, the names, the searched text, and what is
// known. Numbers are little-endian.
const (
	magic    = "imtuidx1"
	headSize = len(magic) + len(ID{}) + 8 + 4*lengths + 4*3
	lengths  = 4
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

// head is what stands at the beginning.
type head struct {
	raw    [headSize]byte
	folder int64
	// length of the table, the names, the searched text and what is known.
	length       [lengths]int
	first, known uint32 // sums over the first three, and over what is known
}

func (h *head) total() int { return headSize + h.length[0] + h.length[1] + h.length[2] + h.length[3] }

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
	h.first, h.known = number32(raw, headSize-12), number32(raw, headSize-8)
	return nil
}

// Read returns the day that a file holds. What is known of the items is read
// when it is first asked for. The error is ErrOther for what is none of ours,
// is torn, or has another ID.
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
	text, err := readText(file, h.length[0]+h.length[1]+h.length[2], h.first)
	if err != nil {
		return nil, err
	}
	names := h.length[0] + h.length[1]
	d := &Day{folder: h.folder, table: text[:h.length[0]], names: text[h.length[0]:names], search: text[names:]}
	if !d.valid(h.length[3]) {
		return nil, ErrOther
	}
	d.known = sync.OnceValues(func() (string, error) { return readKnown(path, id, h) })
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
	if !info.Mode().IsRegular() || info.Size() != int64(h.total()) || info.Size() > largest {
		return ErrOther
	}
	return nil
}

// readKnown reads the last part of the file whose head was read before.
func readKnown(path string, id ID, was head) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }() // only read from
	var h head
	if err := h.read(file, id); err != nil {
		return "", err
	}
	if h.raw != was.raw {
		return "", ErrOther // somebody wrote a newer one meanwhile
	}
	if _, err := file.Seek(int64(h.total()-h.length[3]), io.SeekStart); err != nil {
		return "", err
	}
	return readText(file, h.length[3], h.known)
}

// readText reads the next n bytes, of which sum is known, without a second copy.
func readText(r io.Reader, n int, sum uint32) (string, error) {
	var text strings.Builder
	text.Grow(n)
	check := crc32.New(castagnoli())
	if got, err := io.CopyN(io.MultiWriter(&text, check), r, int64(n)); err != nil || got != int64(n) || check.Sum32() != sum {
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
	var table, names, search, known []byte
	for _, it := range items {
		for _, part := range []struct {
			text  string
			after []byte
		}{{it.Name, names}, {it.Known, known}, {it.Search, search}} {
			table = put32(put32(table, len(part.after)), len(part.text))
		}
		table = put64(put64(table, it.Stamp.Modified), it.Stamp.Size)
		table = put32(table, flags(it))
		names, known = append(names, it.Name...), append(known, it.Known...)
		search = append(append(search, strings.ReplaceAll(it.Search, "\x00", " ")...), 0)
	}
	size := headSize + len(table) + len(names) + len(search) + len(known)
	if size > largest || size > math.MaxInt32 {
		return nil, fmt.Errorf("keep an index of %d results: that is too much for one file", len(items))
	}
	out := make([]byte, 0, size)
	out = append(append(out, magic...), id[:]...)
	out = put64(out, folder)
	for _, part := range [][]byte{table, names, search, known} {
		out = put32(out, len(part))
	}
	out = binary.LittleEndian.AppendUint32(out, sum(table, names, search))
	out = binary.LittleEndian.AppendUint32(out, sum(known))
	out = binary.LittleEndian.AppendUint32(out, sum(out))
	for _, part := range [][]byte{table, names, search, known} {
		out = append(out, part...)
	}
	return out, nil
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
