package order

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// mostShards is more than anybody has machines.
const mostShards = 1 << 20

// Shard is a part of a plan, by the hashes of its requests: the same request is in the
// same part whatever else the plan holds. It is the value of a flag; the zero Shard is
// all of a plan.
type Shard struct{ Index, Of int }

// Set reads "3/16": the fourth of sixteen, as the indices of schedulers count.
func (s *Shard) Set(text string) error {
	first, last, ok := strings.Cut(text, "/")
	i, err := strconv.Atoi(first)
	n, err2 := strconv.Atoi(last)
	switch {
	case !ok || err != nil || err2 != nil:
		return errors.New("write which of how many, as 0/16 for the first of sixteen")
	case n < 1 || n > mostShards:
		return fmt.Errorf("there can be 1 to %d shards", mostShards)
	case i < 0 || i >= n:
		return fmt.Errorf("of %d shards the first is 0 and the last %d: there is no %d", n, n-1, i)
	}
	*s = Shard{i, n}
	return nil
}

// String writes it as it is read, "" for all of a plan.
func (s Shard) String() string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// Type names the kind of value in the help.
func (Shard) Type() string { return "i/n" }

// Has tells whether a request is in the shard, by its hash.
func (s Shard) Has(hash string) bool {
	return s.Of <= 1 || number(hash)%uint64(s.Of) == uint64(s.Index) // #nosec G115 -- neither is below 0
}

// number is the first eight bytes of a hash.
func number(hash string) (n uint64) {
	bytes, _ := hex.DecodeString(hash[:16]) // of SHA-256
	for _, b := range bytes {
		n = n<<8 | uint64(b)
	}
	return n
}

// numberOf is that of a text.
func numberOf(text string) uint64 {
	sum := sha256.Sum256([]byte(text))
	return binary.BigEndian.Uint64(sum[:])
}

// hashes are eight bytes of each thing that was met, such as a request: enough to count
// which are alike, and as little as can be where there are millions.
type hashes struct {
	table []uint64 // 0 is a free place
	n     int
}

// add takes one in, and tells whether it is the first that is like it.
func (h *hashes) add(n uint64) (first bool) {
	if 4*(h.n+1) > 3*len(h.table) {
		was := h.table
		h.table = make([]uint64, max(64, 2*len(was)))
		for _, n := range was {
			if n != 0 {
				*h.place(n) = n
			}
		}
	}
	n = max(n, 1)
	at := h.place(n)
	if *at == n {
		return false
	}
	*at = n
	h.n++
	return true
}

// has tells whether one like it was met.
func (h *hashes) has(n uint64) bool {
	n = max(n, 1)
	return h.n > 0 && *h.place(n) == n
}

// forget makes none of them known, and keeps the room.
func (h *hashes) forget() {
	clear(h.table)
	h.n = 0
}

// place is where a number is, or belongs.
func (h *hashes) place(n uint64) *uint64 {
	mask := uint64(len(h.table) - 1)
	for at := n * 0x9e3779b97f4a7c15 >> 20 & mask; ; at = (at + 1) & mask {
		if p := &h.table[at]; *p == 0 || *p == n {
			return p
		}
	}
}
