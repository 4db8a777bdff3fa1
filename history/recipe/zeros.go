package recipe

import (
	"errors"
	"io"

	"imagine-tui/api/buffer"
	"imagine-tui/history/mark"
)

// nothing is what stretches are overwritten with.
var nothing [256 << 10]byte

// zeros overwrites a stretch.
func (s *stripper) zeros(from, to int64) {
	for from < to {
		n := min(to-from, int64(len(nothing)))
		s.list = append(s.list, mark.Edit{At: from, Remove: n, Insert: nothing[:n]})
		from += n
	}
}

func allZero(data []byte) bool {
	for _, b := range data {
		if b != 0 {
			return false
		}
	}
	return true
}

// onlyZeros tells whether nothing else is read.
func onlyZeros(src io.Reader) (bool, error) {
	room := buffer.Take(buffer.Medium)
	defer room.Give()
	for {
		n, err := src.Read(room.B)
		if !allZero(room.B[:n]) {
			return false, nil
		}
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
}
