package history

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// plant writes a result as another run of the program would have left it.
func plant(tb testing.TB, folder string, at time.Time, slug string, picture []byte) {
	tb.Helper()
	path := filepath.Join(folder, at.Format(time.DateOnly), fmt.Sprintf("%s-%s-a1b2c3.jpg", at.Format(clock), slug))
	r := request(slug)
	tokens := 5
	text, err := Sidecar{
		Schema: 1, Program: "imagine-tui 0.1.0", Request: r, Hash: r.Hash(), Run: slug, Key: "work", Origin: testOrigin,
		Template: slug, Sent: at, Saved: at, ElapsedMS: 1800, Tokens: &tokens, Width: 1024, Height: 1024,
		MediaType: "image/jpeg", SHA256: sum([]byte(slug)), FileSHA256: sum([]byte(slug)),
	}.encode()
	if err != nil {
		tb.Fatal(err)
	}
	write(tb, path, picture)
	write(tb, path+sidecarExt, text)
}

func prompts(list []Entry) string {
	var all []string
	for _, e := range list {
		all = append(all, e.Sidecar.Request.Prompt)
	}
	return strings.Join(all, " ")
}

func TestLoadNewestFirst(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	day := time.Date(2026, 11, 24, 12, 0, 0, 0, time.Local)
	for i, slug := range []string{"e", "d", "c", "b", "a"} {
		plant(t, l.Folder(), day.Add(time.Duration(i)*time.Minute), slug, []byte("x"))
	}
	plant(t, l.Folder(), day.AddDate(0, 0, -1), "y", []byte("x"))
	plant(t, l.Folder(), day.AddDate(0, -1, 0), "z", []byte("x"))
	write(t, filepath.Join(l.Folder(), "notes.txt"), []byte("not ours"))
	write(t, filepath.Join(l.Folder(), "2026-11-24", "notes.json"), []byte("not ours"))
	write(t, filepath.Join(l.Folder(), "2026-11-24", ".hidden.png"), []byte("not ours"))
	write(t, filepath.Join(l.Folder(), "best", "120000-w-a1b2c3.jpg"), []byte("not ours"))

	if got := prompts(all(t, l.Library)); got != "a b c d e y z" {
		t.Errorf("order %q", got)
	}
	var some []Entry
	if err := l.Load(t.Context(), 3, func(e Entry) bool { some = append(some, e); return true }); err != nil || prompts(some) != "a b c" {
		t.Errorf("the first three: %q, %v", prompts(some), err)
	}
	some = nil
	if err := l.Load(t.Context(), 0, func(e Entry) bool { some = append(some, e); return len(some) < 2 }); err != nil || prompts(some) != "a b" {
		t.Errorf("until told to stop: %q, %v", prompts(some), err)
	}
}

func TestLoadReadsOnlyWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	day := time.Date(2026, 11, 24, 12, 0, 0, 0, time.Local)
	for i := range 50 {
		plant(t, l.Folder(), day.Add(time.Duration(i)*time.Minute), fmt.Sprint("p", i), []byte("x"))
	}
	n := 0
	if err := l.Load(t.Context(), 10, func(Entry) bool { n++; return true }); err != nil || n != 10 {
		t.Fatal(n, err)
	}
	if files, _ := filepath.Glob(filepath.Join(l.indexDir, "*")); len(files) != 0 {
		t.Errorf("for 10 results all of the day was read: %q", files)
	}
	if _, ok := l.Find(testOrigin, request("p3")); !ok {
		t.Error("what Load did not read is not found")
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	for i := range 5 {
		plant(t, l.Folder(), l.at.Add(time.Duration(i)*time.Second), fmt.Sprint("p", i), []byte("x"))
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := l.Load(ctx, 0, func(Entry) bool { n++; cancel(); return true })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
}

func TestLoadOfNothing(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if got := all(t, l.Library); len(got) != 0 {
		t.Errorf("listed %+v", got)
	}
	if _, err := os.Stat(l.Folder()); !errors.Is(err, os.ErrNotExist) {
		t.Error("looking made the folder")
	}
	if got := recoverAll(t, l.Library); len(got) != 0 {
		t.Errorf("recovered %+v", got)
	}
	if n, err := l.Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
}

func TestCase31ManyResults(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 1000)
	first := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		// The first screenful comes while Find reads the rest.
		n := 0
		if err := l.Load(t.Context(), 100, func(Entry) bool { n++; return true }); err != nil || n != 100 {
			t.Error(n, err)
		}
		close(first)
	})
	for i := range 4 {
		wg.Go(func() {
			if _, ok := l.Find(testOrigin, request(fmt.Sprint("prompt-", i*250))); !ok {
				t.Errorf("prompt %d is not found", i*250)
			}
		})
	}
	<-first
	wg.Wait()
	if n := len(all(t, l.Library)); n != 1000 {
		t.Errorf("%d listed", n)
	}
}

// plantMany makes n results, a hundred a day.
func plantMany(tb testing.TB, folder string, n int) {
	tb.Helper()
	start := time.Date(2026, 11, 24, 8, 0, 0, 0, time.Local)
	for i := range n {
		plant(tb, folder, start.AddDate(0, 0, -i/100).Add(time.Duration(i%100)*time.Minute), fmt.Sprint("prompt-", i), []byte("x"))
	}
}

func TestCase32ClockJumpsBack(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	start := l.now()
	for i, at := range []time.Time{start, start.Add(-time.Hour), start, start.Add(-25 * time.Hour), start.Add(100 * time.Millisecond)} {
		l.set(at)
		save(t, l, request(fmt.Sprint("p", i)), jpegBytes(t, 8))
	}
	if n := whole(t, l.Library); n != 5 {
		t.Errorf("%d pictures", n)
	}
	list := all(t, l.Library)
	if !slices.IsSortedFunc(list, func(a, b Entry) int { return b.Sidecar.Saved.Compare(a.Sidecar.Saved) }) {
		t.Errorf("not in the order of the recorded times: %s", prompts(list))
	}
}

// Not parallel: it sets the local time zone.
func TestCase32ClocksGoBack(t *testing.T) { //nolint:paralleltest // see above
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	old := time.Local
	time.Local = zone
	t.Cleanup(func() { time.Local = old })
	l := tempLibrary(t)
	summer := time.Date(2026, 10, 25, 0, 40, 0, 0, time.UTC).In(zone) // 02:40, for the first time
	for i, at := range []time.Time{summer, summer.Add(40 * time.Minute), summer.Add(time.Hour)} {
		l.set(at)
		save(t, l, request(fmt.Sprint("p", i)), jpegBytes(t, 8)) // 02:40, 02:20, 02:40
	}
	if got := prompts(all(t, l.Library)); got != "p2 p1 p0" {
		t.Errorf("order %q", got)
	}
}

func TestUpdateKeepsUnknownFields(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 8))
	var before map[string]json.RawMessage
	if err := json.Unmarshal(read(t, s.Sidecar), &before); err != nil {
		t.Fatal(err)
	}
	text := string(read(t, s.Sidecar))
	text = strings.Replace(text, `"seed": 812`, `"seed": 812, "strength": 0.30000000000000004`, 1)
	text = strings.TrimSuffix(strings.TrimSpace(text), "}") + `, "album": {"name": "<fog>", "n": 12345678901234567890}, "x": null}`
	write(t, s.Sidecar, []byte(text))

	if err := l.Update(s.Path, func(s *Sidecar) { s.Rating, s.Picked, s.Tags = 4, true, []string{"harbour"} }); err != nil {
		t.Fatal(err)
	}
	after := string(read(t, s.Sidecar))
	for _, want := range []string{`"strength": 0.30000000000000004`, `"n": 12345678901234567890`, `"<fog>"`, `"x": null`, `"rating": 4`, `"picked": true`, `"harbour"`} {
		if !strings.Contains(after, want) {
			t.Errorf("%s is missing in\n%s", want, after)
		}
	}
	var now map[string]json.RawMessage
	if err := json.Unmarshal([]byte(after), &now); err != nil {
		t.Fatal(err)
	}
	for name, value := range before {
		if name != "request" && string(now[name]) != string(value) {
			t.Errorf("%s was %s and is %s", name, value, now[name])
		}
	}
	e, err := l.Entry(s.Path)
	if err != nil || e.Problem != "" || e.Sidecar.Rating != 4 || e.Sidecar.Request.Seed != 812 {
		t.Errorf("%+v, %v", e, err)
	}
	if got := files(t, l.Folder()); len(got) != 2 {
		t.Errorf("files %v", got)
	}
}

func TestUpdateMakesASidecar(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 8))
	if err := os.Remove(s.Sidecar); err != nil {
		t.Fatal(err)
	}
	if err := l.Update(s.Path, func(s *Sidecar) { s.Rating = 5 }); err != nil {
		t.Fatal(err)
	}
	e, err := l.Entry(s.Path)
	if err != nil || e.Problem != "" || e.Sidecar.Request.Prompt != "fog" || e.Sidecar.Rating != 5 || e.Sidecar.FileSHA256 != s.FileSHA256 || e.Sidecar.SHA256 != s.SHA256 {
		t.Errorf("%+v, %v", e, err)
	}
	if err := l.Update(filepath.Join(l.Folder(), "none.png"), func(*Sidecar) {}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no picture: %v", err)
	}
}

func TestUpdatesDoNotGetLost(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 8))
	other := newLibrary(t, l.Folder(), l.state)
	var wg sync.WaitGroup
	for i := range 20 {
		lib := []*Library{l.Library, other.Library}[i%2]
		wg.Go(func() {
			err := lib.Update(s.Path, func(s *Sidecar) { s.Tags = append(s.Tags, fmt.Sprint("t", i)) })
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if e, err := l.Entry(s.Path); err != nil || len(e.Sidecar.Tags) != 20 {
		t.Errorf("%d tags, %v", len(e.Sidecar.Tags), err)
	}
}

func FuzzSidecar(f *testing.F) {
	good, err := Sidecar{Schema: 1, Request: request("fog"), Tags: []string{"a"}}.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	for _, s := range []string{"", "{}", "null", "[]", `{"schema":1,"x":{"y":[1,2]},"request":{"prompt":"p","z":1}}`, `{"SCHEMA":1,"Request":{"Prompt":"x"}}`, `{"schema":1e99}`, strings.Repeat("[", 10000)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problem := decode(data)
		_ = s.cleaned()
		if problem != "" {
			return
		}
		var whole Sidecar
		if json.Unmarshal(data, &whole) != nil {
			return
		}
		text, err := whole.encode()
		if err != nil {
			t.Fatal(err)
		}
		again, problem := decode(text)
		if problem != "" || again.Request.Hash() != whole.Request.Hash() {
			t.Errorf("%q became %q: %s", data, text, problem)
		}
		var second Sidecar
		if err := json.Unmarshal(text, &second); err != nil || len(second.beside.unknown) != len(whole.beside.unknown) || len(second.beside.request) != len(whole.beside.request) {
			t.Errorf("%q lost fields in %q, %v", data, text, err)
		}
	})
}
