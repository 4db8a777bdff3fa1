package waiting

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api"
)

var at = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

func clock() time.Time { return at }

func batch(title string, n int) Batch {
	b := Batch{Title: title, Template: "A harbour at {dawn|dusk}", Key: "work", Again: true, Parent: "/p.jpg", Take: 2}
	for i := range n {
		b.Runs = append(b.Runs, Run{Variant: "dawn", Request: api.Request{
			Operation: api.TextToImage, Prompt: fmt.Sprintf("A harbour at dawn\nwith 夜 and \x1b[31m %d", i), Style: "anime",
			AspectRatio: "1:1", Seed: int64(i + 1),
		}})
	}
	return b
}

func take(t *testing.T, f Folder) *Taken {
	t.Helper()
	taken, err := f.Take()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Later() })
	return taken
}

func names(t *testing.T, f Folder) []string {
	t.Helper()
	entries, err := os.ReadDir(string(f))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatWaitedIsOfferedOnceAtTheNextStart(t *testing.T) {
	f := In(t.TempDir())
	if got := take(t, f); got.Count() != 0 || len(names(t, f)) != 0 {
		t.Fatal("something waits at the first start")
	}
	k := f.Keeper(clock)
	must(t, k.Set([]Batch{batch("old", 3)}))
	want := []Batch{batch("first", 2), batch("second", 1)}
	must(t, k.Set(want))
	if got := take(t, f); got.Count() != 0 {
		t.Fatalf("%d runs of a living process were taken", got.Count())
	}
	must(t, k.Close())

	first := take(t, f)
	if !reflect.DeepEqual(first.Batches, want) || !first.Saved.Equal(at) || len(first.Problems) > 0 {
		t.Fatalf("got %+v", first)
	}
	if got := take(t, f); got.Count() != 0 {
		t.Fatal("two processes offer the same runs")
	}
	must(t, first.Later())
	second := take(t, f)
	if second.Count() != 3 {
		t.Fatal("what was put off is not offered again")
	}
	must(t, second.Done())
	if got := take(t, f); got.Count() != 0 || len(names(t, f)) != 0 {
		t.Fatalf("left: %v", names(t, f))
	}
}

func TestNothingWaitsNothingStays(t *testing.T) {
	f := In(t.TempDir())
	k := f.Keeper(clock)
	must(t, k.Set(nil))
	must(t, k.Close())
	if len(names(t, f)) != 0 {
		t.Fatal("a folder was made for nothing")
	}
	must(t, k.Set([]Batch{batch("x", 1)}))
	must(t, k.Set([]Batch{{Key: "work"}}))
	must(t, k.Close())
	must(t, k.Close())
	if len(names(t, f)) != 0 {
		t.Fatalf("left: %v", names(t, f))
	}
	must(t, k.Set([]Batch{batch("again", 1)}))
	must(t, k.Close())
	if got := take(t, f); got.Count() != 1 {
		t.Fatal("a keeper that was closed keeps nothing any more")
	}
}

func TestInstancesDoNotClobberEachOther(t *testing.T) {
	f := In(t.TempDir())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			k := f.Keeper(time.Now)
			for n := range 6 {
				if err := k.Set([]Batch{batch(fmt.Sprint("window ", i), n+1)}); err != nil {
					t.Error(err)
				}
			}
			if err := k.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	var mu sync.Mutex
	var got []Batch
	gather := func() {
		taken, err := f.Take()
		if err != nil || len(taken.Problems) > 0 {
			t.Error(err, taken.Problems)
		}
		mu.Lock()
		got = append(got, taken.Batches...)
		mu.Unlock()
		if err := taken.Done(); err != nil {
			t.Error(err)
		}
	}
	for range 4 {
		wg.Go(func() {
			for range 10 {
				gather()
			}
		})
	}
	wg.Wait()
	gather()
	seen := map[string]int{}
	for _, b := range got {
		seen[b.Title] += len(b.Runs)
	}
	for i := range 8 {
		if n := seen[fmt.Sprint("window ", i)]; n != 6 {
			t.Errorf("window %d: %d of its 6 runs were offered", i, n)
		}
	}
	if left := names(t, f); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// The process below keeps what waits and is killed.
func TestAKilledProcessLeavesItsRuns(t *testing.T) {
	if dir := os.Getenv("WAITING_TEST_DIR"); dir != "" {
		must(t, Folder(dir).Keeper(time.Now).Set([]Batch{batch("killed", 4)}))
		fmt.Println("kept")
		select {} // until it is killed
	}
	f := In(t.TempDir())
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAKilledProcessLeavesItsRuns$")
	cmd.Env = append(os.Environ(), "WAITING_TEST_DIR="+string(f))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "kept"; {
	}
	if got := take(t, f); got.Count() != 0 {
		t.Error("its runs were taken while it lived")
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait() // it was killed
	if got := take(t, f); got.Count() != 4 || got.Batches[0].Title != "killed" {
		t.Fatalf("got %+v", got)
	}
}

func TestLeaveOutWhatIsKnown(t *testing.T) {
	f := In(t.TempDir())
	k := f.Keeper(clock)
	must(t, k.Set([]Batch{batch("a", 3), batch("b", 1)}))
	must(t, k.Close())
	taken := take(t, f)
	n := taken.LeaveOut(func(key string, r api.Request) bool { return key == "work" && r.Seed == 1 })
	if n != 2 || taken.Count() != 2 || len(taken.Batches) != 1 {
		t.Fatalf("%d left out, %+v", n, taken.Batches)
	}
}

func TestDamagedListsAreLeftAlone(t *testing.T) {
	f := In(t.TempDir())
	must(t, os.MkdirAll(string(f), 0o700))
	for name, text := range map[string]string{
		"1-torn.json": `{"schema":1,"batches":[{"key":"wo`, "2-newer.json": `{"schema":99}`, "3-empty.json": "",
		"4-other.json": `{"schema":1,"batches":[{"key":"work","runs":[{"request":{"seed":-4}}]}]}`,
		"5-nokey.json": `{"schema":1,"batches":[{"runs":[]}]}`, "notes.txt": "hello",
	} {
		must(t, os.WriteFile(filepath.Join(string(f), name), []byte(text), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(string(f), "6-orphan.lock"), nil, 0o600))
	must(t, os.Mkdir(filepath.Join(string(f), "7-folder.json"), 0o700))
	k := f.Keeper(clock)
	must(t, k.Set([]Batch{batch("good", 1)}))
	must(t, k.Close())

	taken := take(t, f)
	if taken.Count() != 1 || len(taken.Problems) != 5 {
		t.Fatalf("%d runs, problems %v", taken.Count(), taken.Problems)
	}
	if !errors.Is(taken.Problems[1], ErrNewer) {
		t.Errorf("the newer list: %v", taken.Problems[1])
	}
	must(t, taken.Done())
	left := strings.Join(names(t, f), " ")
	for _, name := range []string{"1-torn.json", "2-newer.json", "3-empty.json", "4-other.json", "5-nokey.json", "notes.txt", "7-folder.json"} {
		if !strings.Contains(left, name) {
			t.Errorf("%s is gone", name)
		}
	}
	if strings.Contains(left, "6-orphan") || strings.Contains(left, "20261124") {
		t.Errorf("left: %s", left)
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	place := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(place, nil, 0o600))
	k := In(place).Keeper(clock)
	err := k.Set([]Batch{batch("x", 1)})
	if err == nil || !strings.Contains(err.Error(), "cannot keep the waiting runs in") {
		t.Fatalf("%v", err)
	}
	must(t, k.Close())
}

func TestModes(t *testing.T) {
	f := In(t.TempDir())
	k := f.Keeper(clock)
	must(t, k.Set([]Batch{batch("x", 1)}))
	defer func() { _ = k.Close() }()
	for _, name := range names(t, f) {
		info, err := os.Stat(filepath.Join(string(f), name))
		must(t, err)
		if info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func FuzzDecode(f *testing.F) {
	good, err := encode([]Batch{batch("x", 2)}, at)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	for _, text := range []string{`{"schema":1}`, `{"schema":2}`, `[]`, `{"schema":1,"batches":[{"key":"\u001b]0;x\u0007"}]}`, "null"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		batches, saved, err := Decode(data)
		if err != nil {
			return
		}
		again, err := encode(batches, saved)
		if err != nil {
			return // a year that cannot be written
		}
		batches2, saved2, err := Decode(again)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		third, err := encode(batches2, saved2)
		if err != nil || string(third) != string(again) {
			t.Fatalf("%s\nbecomes\n%s (%v)", again, third, err)
		}
	})
}

func BenchmarkSet(b *testing.B) {
	k := In(b.TempDir()).Keeper(clock)
	many := []Batch{batch("x", 1000)}
	for b.Loop() {
		if err := k.Set(many); err != nil {
			b.Fatal(err)
		}
	}
	_ = k.Close()
}
