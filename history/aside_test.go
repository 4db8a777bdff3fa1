package history

import (
	"fmt"
	"slices"
	"testing"
)

// Days that are read beside others come in their order, whole and found by words;
// who takes no more ends it, and a large day is read where it is used.
func TestDaysReadAside(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	const n = lookedAt + 500
	plantMany(t, l.Folder(), n)
	read := func(words []string, most int) (found []string) {
		err := newLibrary(t, l.Folder(), l.state).Newest(t.Context(), words, func(e Entry) bool {
			found = append(found, e.Sidecar.Request.Prompt)
			return len(found) != most
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var want []string
	for day := range n / 100 {
		for i := 99; i >= 0; i-- {
			want = append(want, fmt.Sprint("prompt-", 100*day+i))
		}
	}
	for range 2 { // without an index, and with it
		if got := read(nil, 0); !slices.Equal(got, want) {
			t.Fatalf("%d, in another order: %v", len(got), got[max(0, len(got)-300):])
		}
	}
	if got := read([]string{"prompt-249"}, 0); !slices.Equal(got, []string{"prompt-249", "prompt-2499", "prompt-2498", "prompt-2497", "prompt-2496", "prompt-2495", "prompt-2494", "prompt-2493", "prompt-2492", "prompt-2491", "prompt-2490"}) {
		t.Errorf("found %v", got)
	}
	if got := read(nil, n-250); !slices.Equal(got, want[:n-250]) {
		t.Errorf("%d, and no more were wanted than %d", len(got), n-250)
	}
	days, err := l.days()
	if err != nil {
		t.Fatal(err)
	}
	aside := choose(l.Library, days[0], nil)
	reader, err := l.openDay(days[0], false)
	if err != nil || aside.err != nil || aside.reader != nil {
		t.Fatal(err, aside.err)
	}
	var here []string
	large := chosen{reader: reader}
	large.each(nil, func(e Entry) bool {
		here = append(here, e.Path)
		return true
	})
	if !slices.EqualFunc(here, aside.entries, func(path string, e Entry) bool { return path == e.Path }) || len(here) != 100 {
		t.Errorf("read where it is used: %d results, beside others %d", len(here), len(aside.entries))
	}
}
