package buffer

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
)

// Room is as large as was asked for, and what is larger than any that is lent is kept
// by nobody.
func TestSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ asked, want int }{{0, Small}, {1, Small}, {Small + 1, 16 << 10}, {Medium, Medium}, {Large + 1, Huge}, {Huge + 1, Huge + 1}, {50 << 20, 50 << 20}} {
		b := Take(c.asked)
		if len(b.B) != c.want {
			t.Errorf("%d bytes where %d were asked for", len(b.B), c.asked)
		}
		if kept := b.class >= 0; kept != (c.want <= Huge) {
			t.Errorf("%d bytes are kept: %v", len(b.B), kept)
		}
		b.Give()
		br := Reader(strings.NewReader("x"), c.asked)
		if br.Size() < c.asked {
			t.Errorf("a reader of %d bytes where %d were asked for", br.Size(), c.asked)
		}
		GiveReader(br)
	}
}

// What was lent before tells the next one nothing, and keeps nothing of the former.
func TestReaderStartsAnew(t *testing.T) { //nolint:paralleltest // it looks at a reader that another test might get
	for range 100 {
		br := Reader(strings.NewReader("what another one left"), Medium)
		if _, err := br.ReadByte(); err != nil {
			t.Fatal(err)
		}
		GiveReader(br)
		if _, err := br.Peek(1); err == nil {
			t.Fatal("a reader that was given back still reads")
		}
		next := Reader(strings.NewReader("fresh"), Medium)
		if all, err := io.ReadAll(next); err != nil || string(all) != "fresh" {
			t.Fatalf("%q, %v", all, err)
		}
		GiveReader(next)
	}
}

// Many at once do not get the same room.
func TestNobodyShares(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 200 {
				data := bytes.Repeat([]byte{byte(i)}, 100_000)
				var out bytes.Buffer
				if n, err := Copy(struct{ io.Writer }{&out}, bytes.NewReader(data)); err != nil || n != int64(len(data)) || !bytes.Equal(out.Bytes(), data) {
					t.Errorf("%d bytes, %v", n, err)
					return
				}
			}
		})
	}
	all.Wait()
}
