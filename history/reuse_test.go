package history

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// found is the file name of what is used again for a prompt, "" for none.
func found(l *testLibrary, prompt string) string {
	s, ok := l.Find(testOrigin, request(prompt))
	if !ok {
		return ""
	}
	return filepath.Base(s.Path)
}

// What the index says of requests is believed for as long as it is the index: others
// write its files anew, people delete pictures, days and the index itself.
func TestReuseFollowsTheIndex(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 250)
	rested(t, l.Folder())
	list := all(t, l.Library) // writes the index
	path := map[string]string{}
	for _, e := range list {
		path[e.Sidecar.Request.Prompt] = e.Path
	}
	mine := newLibrary(t, l.Folder(), l.state)
	want := func(prompt string, there bool) {
		t.Helper()
		name := ""
		if there {
			name = filepath.Base(path[prompt])
		}
		if got := found(mine, prompt); got != name {
			t.Errorf("for %s there is %q, want %q", prompt, got, name)
		}
	}
	want("prompt-7", true)
	want("prompt-207", true)
	want("prompt-7000", false)
	if n := len(mine.index.seen); n > 0 {
		t.Errorf("%d results of an index that holds are known by name", n)
	}

	// A picture goes, without anybody's knowing.
	remove(t, path["prompt-207"])
	want("prompt-207", false)
	want("prompt-208", true)
	// Others notice, and write that day of the index anew: places are other ones.
	remove(t, path["prompt-207"]+sidecarExt)
	at := time.Now().Add(-30 * time.Minute)
	if err := os.Chtimes(filepath.Dir(path["prompt-207"]), at, at); err != nil {
		t.Fatal(err)
	}
	all(t, newLibrary(t, l.Folder(), l.state).Library)
	for i := 200; i < 250; i++ {
		want(fmt.Sprint("prompt-", i), i != 207)
	}
	// All of the index goes.
	if err := os.RemoveAll(l.indexDir); err != nil {
		t.Fatal(err)
	}
	for _, prompt := range []string{"prompt-0", "prompt-120", "prompt-249"} {
		want(prompt, true)
	}
	if n := mine.Takes(testOrigin, request("prompt-120")); n != 1 {
		t.Errorf("%d pictures of one request", n)
	}
	// A day goes.
	if err := os.RemoveAll(filepath.Dir(path["prompt-249"])); err != nil {
		t.Fatal(err)
	}
	want("prompt-249", false)
	want("prompt-0", true)
}

// What another process saves, in a day that the index was believed about, is found.
func TestReuseOfWhatOthersSave(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 60)
	rested(t, l.Folder())
	all(t, l.Library)
	mine, other := newLibrary(t, l.Folder(), l.state), newLibrary(t, l.Folder(), l.state)
	if found(mine, "a lighthouse") != "" || found(mine, "prompt-3") == "" {
		t.Fatal("what is there is not known")
	}
	saved := save(t, other, request("a lighthouse"), jpegBytes(t, 8))
	mine.set(time.Now().Add(time.Minute)) // it does not look at each request
	if got := found(mine, "a lighthouse"); got != filepath.Base(saved.Path) {
		t.Errorf("%q is used again, want %s", got, saved.Path)
	}
	if n := mine.Takes(testOrigin, request("a lighthouse")); n != 1 {
		t.Errorf("%d pictures of one request", n)
	}
	if found(mine, "prompt-3") == "" {
		t.Error("what was there is not known any more")
	}
}

// Results that the index knows of cost no more in memory than the index does.
func TestReuseIsSmall(t *testing.T) { //nolint:paralleltest // others' memory would be counted
	const results, most = 1000, 64
	l := tempLibrary(t)
	plantMany(t, l.Folder(), results)
	rested(t, l.Folder())
	all(t, l.Library)
	mine := newLibrary(t, l.Folder(), l.state)
	mine.Find(testOrigin, request("warm")) // what is made once is made
	mine = newLibrary(t, l.Folder(), l.state)
	before := live()
	mine.Find(testOrigin, request("nothing"))
	each := float64(live()-before) / results
	if each > most {
		t.Errorf("%.0f bytes for each result, want at most %d", each, most)
	}
	t.Logf("%.0f bytes for each result", each)
	if name := found(mine, "prompt-999"); !strings.Contains(name, "prompt-999-") {
		t.Errorf("found %q", name)
	}
}

// live is how many bytes of memory are in use.
func live() int64 {
	var m runtime.MemStats
	for range 3 { // what ends with a collection is collected by the next
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) // #nosec G115 -- a computer has less
}
