package index

import (
	"encoding/binary"
	"io"
	"os"
	"slices"
	"sort"
	"strings"
)

// requestSize is how long an Item's Request is; longer ones are cut, and shorter
// ones are not found.
const requestSize = 16

// requestRow is a row of the part of requests: the request, and the place of the
// result. The rows are in order.
const requestRow = requestSize + 4

// Requests are the results of a day by what was asked for, without anything else of
// them: twenty bytes each.
type Requests struct {
	of    pages
	rows  string
	sizes map[string]int64
}

// ReadRequests returns the requests of a file that Read would read. It reads
// nothing else.
func ReadRequests(path string, id ID) (*Requests, error) {
	r := &Requests{of: pages{path: path, id: id}}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	if err := r.of.head.read(file, id); err != nil {
		return nil, err
	}
	if _, err := file.Seek(int64(r.of.head.begins(theRequests)), io.SeekStart); err != nil {
		return nil, err
	}
	text, err := readText(file, r.of.head.length[theRequests], r.of.head.requests)
	if err != nil {
		return nil, err
	}
	kinds, text := unsigned(text)
	if kinds > uint64(len(text)) {
		return nil, ErrOther
	}
	for range kinds {
		n, rest := unsigned(text)
		if n > uint64(len(rest)) {
			return nil, ErrOther
		}
		kind := strings.Clone(rest[:n])
		bytes, rest := unsigned(rest[n:])
		if r.sizes == nil {
			r.sizes = map[string]int64{}
		}
		r.sizes[kind], text = int64(min(bytes, 1<<62)), rest // #nosec G115 -- bounded
	}
	if r.rows = text; len(text)%requestRow != 0 {
		return nil, ErrOther
	}
	return r, nil
}

// requestsOf is the part of a file.
func requestsOf(items []Item) []byte {
	var rows []string
	sizes := map[string]int64{}
	for place, it := range items {
		if len(it.Request) >= requestSize {
			row := append([]byte(it.Request[:requestSize]), 0, 0, 0, 0)
			binary.BigEndian.PutUint32(row[requestSize:], uint32(place)) // #nosec G115 -- a file is far from having as many
			rows = append(rows, string(row))
		}
		if it.Kind != "" {
			sizes[it.Kind] = max(sizes[it.Kind], it.Bytes)
		}
	}
	slices.Sort(rows)
	var kinds []string
	for kind := range sizes {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	part := binary.AppendUvarint(nil, uint64(len(kinds)))
	for _, kind := range kinds {
		part = append(binary.AppendUvarint(part, uint64(len(kind))), kind...)
		part = binary.AppendUvarint(part, uint64(max(sizes[kind], 0)))
	}
	return append(part, strings.Join(rows, "")...)
}

// Folder is that of the day.
func (r *Requests) Folder() int64 { return r.of.head.folder }

// Sizes is how large the largest result of each kind is.
func (r *Requests) Sizes() map[string]int64 { return r.sizes }

// Places are those of the results of a request, last name first.
func (r *Requests) Places(request string) []int {
	n := len(r.rows) / requestRow
	row := func(i int) string { return r.rows[i*requestRow : (i+1)*requestRow] }
	var places []int
	for i := sort.Search(n, func(i int) bool { return row(i) >= request }); i < n && row(i)[:requestSize] == request; i++ {
		places = append(places, int(binary.BigEndian.Uint32([]byte(row(i)[requestSize:]))))
	}
	return places
}

// Names returns the names of the results at some places. The error is ErrOther when
// the file is another by now.
func (r *Requests) Names(places []int) ([]string, error) {
	file, err := r.of.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	h := &r.of.head
	var names []string
	for _, place := range places {
		row := make([]byte, slot)
		if place < 0 || place >= h.length[theTable]/slot {
			return nil, ErrOther
		}
		if _, err := file.ReadAt(row, int64(h.begins(theTable)+place*slot)); err != nil {
			return nil, ErrOther // it is shorter by now
		}
		if !inside(h.length[theNames], string(row), atName, nameLen) {
			return nil, ErrOther
		}
		name := make([]byte, number32(string(row), nameLen))
		if _, err := file.ReadAt(name, int64(h.begins(theNames))+int64(number32(string(row), atName))); err != nil {
			return nil, ErrOther
		}
		names = append(names, string(name))
	}
	return names, nil
}
