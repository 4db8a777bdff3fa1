package media

import (
	"encoding/binary"
	"io"
	"math"
)

// ToTheEnd stands for the length of a box that reaches to the end of the file.
const ToTheEnd = -2

// BoxHeader reads a box's name and the length of what is in it: ToTheEnd where it
// says none, below 0 for another that makes no sense.
func BoxHeader(r io.Reader) (kind string, n int64, err error) {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return "", 0, err
	}
	kind, n = string(b[4:]), int64(binary.BigEndian.Uint32(b[:]))
	switch n {
	case 0:
		return kind, ToTheEnd, nil
	case 1:
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return "", 0, err
		}
		long := binary.BigEndian.Uint64(b[:])
		if long < 16 || long > math.MaxInt64 {
			return kind, -1, nil
		}
		return kind, int64(long) - 16, nil
	}
	return kind, max(n-8, -1), nil
}
