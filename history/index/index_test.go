package index

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

func some(n int) []Item {
	items := make([]Item, n)
	for i := range items {
		items[i] = Item{
			Name: fmt.Sprintf("%04d-boat.png", i*7%n), Picture: i%3 != 0, Described: i%3 == 0 || i%2 == 0,
			Stamp: Stamp{Modified: int64(i) << 40, Size: int64(i)}, Search: fmt.Sprintf("boat %d\nsea %d", i, i%5), Known: fmt.Sprint("known of ", i),
			Facts: fmt.Sprint("facts of ", i), Words: []string{"anime", fmt.Sprint("ratio ", i%3), ""}[:i%4],
		}
	}
	return items
}

func TestWriteRead(t *testing.T) {
	t.Parallel()
	id := ID{1, 2, 3}
	for _, n := range []int{0, 1, 100} {
		path := filepath.Join(t.TempDir(), "a", "2026-11-24.idx")
		items := some(n)
		if err := Write(path, id, 42, items); err != nil {
			t.Fatal(err)
		}
		d, err := Read(path, id)
		if err != nil || d.Len() != n || d.Folder() != 42 {
			t.Fatalf("%d items: %v %+v", n, err, d)
		}
		for i, want := range items {
			got, err := d.Whole(i)
			if len(want.Words) == 0 {
				want.Words = nil
			}
			if err != nil || !reflect.DeepEqual(got, want) || d.Find(want.Name) != i {
				t.Errorf("item %d is %+v, want %+v: %v", i, got, want, err)
			}
		}
		samePages(t, path, items)
		for _, name := range []string{"", "0", "zz", "0003-boat.pn", "0003-boat.pngx"} {
			if i := d.Find(name); i != -1 {
				t.Errorf("%q is at %d", name, i)
			}
		}
		if _, err := Read(path, ID{1}); !errors.Is(err, ErrOther) {
			t.Errorf("with another ID: %v", err)
		}
	}
}

// samePages looks whether single pages say the same, from a file and without one.
func samePages(t *testing.T, path string, items []Item) {
	t.Helper()
	kept, err := Read(path, ID{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	made, err := In(42, items)
	if err != nil || made.Folder() != 42 {
		t.Fatal(err)
	}
	for _, d := range []*Day{kept, made} {
		var places []int
		for i := len(items) - 1; i >= 0; i -= 3 {
			places = append(places, i)
		}
		n := 0
		err := d.Page(places, func(i int, known string) {
			if i != places[n] || known != items[i].Known {
				t.Errorf("item %d is %q", i, known)
			}
			n++
		})
		if err != nil || n != len(places) {
			t.Errorf("%d of %d pages: %v", n, len(places), err)
		}
	}
}

// One page that is torn is not taken for what was written, and the others stand.
func TestTornPage(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	if err := Write(path, ID{}, 1, some(5)); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[bytes.LastIndex(content, []byte("known of "))] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Read(path, ID{})
	if err != nil {
		t.Fatal(err)
	}
	use := func(int, string) {}
	if err := d.Page([]int{4}, use); !errors.Is(err, ErrOther) {
		t.Errorf("the torn one: %v", err)
	}
	if err := d.Page([]int{0, 3}, use); err != nil {
		t.Errorf("the others: %v", err)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	items := some(60)
	items[7].Search, items[8].Search = "", "boat\x00\nsea 1"
	if err := Write(path, ID{}, 0, items); err != nil {
		t.Fatal(err)
	}
	d, err := Read(path, ID{})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{nil, {""}, {"boat"}, {"sea 1"}, {"boat 1", "sea 1"}, {"1\nsea"}, {"1boat"}, {"none"}, {"\x00"}, {"boat \n"}} {
		var got, want []int
		if err := d.Search(words, func(i int) bool { got = append(got, i); return true }); err != nil {
			t.Fatal(err)
		}
		for i := range d.Len() {
			if text, err := d.Text(i); err == nil && Holds(text, words) {
				want = append(want, i)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
		n := 0
		err := d.Search(words, func(int) bool { n++; return false })
		if err != nil || n != min(1, len(want)) {
			t.Errorf("%q: went on %d times", words, n)
		}
	}
}

func TestAnotherWroteMeanwhile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	if err := Write(path, ID{}, 1, some(5)); err != nil {
		t.Fatal(err)
	}
	d, err := Read(path, ID{})
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(path, ID{}, 2, some(6)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Known(0); !errors.Is(err, ErrOther) {
		t.Errorf("read from another file: %v", err)
	}
	if err := d.Search([]string{"boat"}, func(int) bool { return true }); !errors.Is(err, ErrOther) {
		t.Errorf("searched in another file: %v", err)
	}
	if err := d.Page([]int{0}, func(int, string) {}); !errors.Is(err, ErrOther) {
		t.Errorf("a page of another file: %v", err)
	}
}

func TestNotWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "x", "in the way"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "x"), ID{}, 1, some(5)); err == nil {
		t.Error("a folder was written over")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) != 0 {
		t.Errorf("left over: %q", left)
	}
}

func FuzzRead(f *testing.F) {
	for _, n := range []int{0, 1, 3} {
		content, err := encode(ID{}, 5, some(n))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	path := filepath.Join(f.TempDir(), "x")
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, sealed := range [][]byte{content, seal(content)} {
			if err := os.WriteFile(path, sealed, 0o600); err != nil {
				t.Fatal(err)
			}
			if r, err := ReadRequests(path, ID{}); err == nil {
				_, _ = r.Names(r.Places(string(make([]byte, requestSize))))
				_, _ = r.Names([]int{-1, 0, 1 << 30})
			}
			d, err := Read(path, ID{})
			if err != nil {
				continue
			}
			for i := range d.Len() {
				if it := d.Item(i); d.Find(it.Name) != i {
					t.Errorf("%q is not at %d", it.Name, i)
				}
				_, _ = d.Whole(i)
				_ = d.Page([]int{i}, func(int, string) {})
			}
			_ = d.Search([]string{"boat"}, func(i int) bool {
				if text, err := d.Text(i); err != nil || !Holds(text, []string{"boat"}) {
					t.Errorf("%d does not hold it", i)
				}
				return true
			})
		}
	})
}

// seal gives content the sums it would need, so that what is behind them is
// tried as well.
func seal(content []byte) []byte {
	if len(content) < headSize {
		return content
	}
	out := bytes.Clone(content)
	var h head
	copy(h.raw[:], out)
	copy(h.raw[:], magic)
	copy(h.raw[len(magic):], make([]byte, len(ID{})))
	raw := string(h.raw[:])
	var parts [lengths][]byte
	at := headSize
	for i := range parts {
		n := int(number32(raw, len(magic)+len(ID{})+8+4*i))
		if n > len(out)-at {
			return content
		}
		parts[i] = out[at : at+n]
		at += n
	}
	if at != len(out) {
		return content
	}
	return assemble(ID{}, number64(raw, len(magic)+len(ID{})), parts, at)
}

// A hundred thousand results of one day are kept and found.
func TestADayOfMany(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	items := make([]Item, 100_000)
	for i := range items {
		items[i] = Item{Name: fmt.Sprintf("%06d-boat.png", i), Picture: true, Search: fmt.Sprintf("boat %d.", i), Known: fmt.Sprint(i)}
	}
	if err := Write(path, ID{}, 1, items); err != nil {
		t.Fatal(err)
	}
	d, err := Read(path, ID{})
	if err != nil || d.Len() != len(items) {
		t.Fatal(err)
	}
	var found []int
	err = d.Search([]string{"boat 77777."}, func(i int) bool { found = append(found, i); return true })
	if err != nil || len(found) != 1 || d.Item(found[0]).Name != "077777-boat.png" || d.Find("077777-boat.png") != found[0] {
		t.Errorf("found %v, %v", found, err)
	}
	if known, err := d.Known(found[0]); known != "77777" || err != nil {
		t.Errorf("known is %q, %v", known, err)
	}
}
