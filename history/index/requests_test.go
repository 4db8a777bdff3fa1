package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// request is the n-th request.
func request(n int) string { return fmt.Sprintf("%016d", n) }

// askedFor are n results of every third request.
func askedFor(n int) []Item {
	items := some(n)
	for i := range items {
		items[i].Request = request(3 * (i / 2)) // two of each
		items[i].Kind, items[i].Bytes = []string{"text-to-image", "upscale", ""}[i%3], int64(1000+i)
	}
	return items
}

func TestRequests(t *testing.T) {
	t.Parallel()
	path, id := filepath.Join(t.TempDir(), "x"), ID{7}
	items := askedFor(100)
	items[40].Request, items[41].Request = "", "short"
	if err := Write(path, id, 42, items); err != nil {
		t.Fatal(err)
	}
	made := map[string][]string{}
	for _, it := range items { // which are in their order now
		made[it.Request] = append(made[it.Request], it.Name)
	}
	r, err := ReadRequests(path, id)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 150 {
		names, err := r.Names(r.Places(request(n)))
		if want := made[request(n)]; err != nil || !slices.Equal(names, want) {
			t.Errorf("of request %d: %v, %v, want %v", n, names, err, want)
		}
	}
	for _, none := range []string{"", "short", strings.Repeat("\xff", 16), request(3) + "x"} {
		if places := r.Places(none); len(places) > 0 {
			t.Errorf("of %q: %v", none, places)
		}
	}
	if want := map[string]int64{"text-to-image": 1099, "upscale": 1097}; !reflect.DeepEqual(r.Sizes(), want) || r.Folder() != 42 {
		t.Errorf("%v, %d", r.Sizes(), r.Folder())
	}
	if _, err := ReadRequests(path, ID{8}); !errors.Is(err, ErrOther) {
		t.Errorf("of another library: %v", err)
	}
}

// What was read is of one file: names are not taken from another that has its
// place by now, nor from none.
func TestRequestsOfAnotherFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	if err := Write(path, ID{}, 1, askedFor(10)); err != nil {
		t.Fatal(err)
	}
	r, err := ReadRequests(path, ID{})
	if err != nil {
		t.Fatal(err)
	}
	places := r.Places(request(0))
	if err := Write(path, ID{}, 1, askedFor(12)); err != nil {
		t.Fatal(err)
	}
	if names, err := r.Names(places); !errors.Is(err, ErrOther) {
		t.Errorf("another: %v, %v", names, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if names, err := r.Names(places); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("none: %v, %v", names, err)
	}
}

// Torn requests are none; the rest of the file stands.
func TestTornRequests(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x")
	if err := Write(path, ID{}, 1, askedFor(5)); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)-1] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadRequests(path, ID{}); !errors.Is(err, ErrOther) {
		t.Errorf("torn: %v", err)
	}
	if d, err := Read(path, ID{}); err != nil || d.Len() != 5 {
		t.Errorf("the rest: %v", err)
	}
}
