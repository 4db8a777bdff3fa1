package history

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/folded"
	"imagine-tui/api/queue"
	"imagine-tui/history/recipe/foreign"
)

// rested makes every file and folder of the library look as if nobody had
// written to it for an hour: only what rests is believed without a look.
func rested(tb testing.TB, folder string) {
	tb.Helper()
	at := time.Now().Add(-time.Hour)
	var dirs []string
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			dirs = append(dirs, path)
			return nil
		}
		return os.Chtimes(path, at, at)
	})
	if err != nil {
		tb.Fatal(err)
	}
	for _, dir := range dirs {
		if err := os.Chtimes(dir, at, at); err != nil {
			tb.Fatal(err)
		}
	}
}

// change writes other words of the same length into a description, in place.
func change(tb testing.TB, sidecar, from, to string, at time.Time) {
	tb.Helper()
	write(tb, sidecar, bytes.ReplaceAll(read(tb, sidecar), []byte(from), []byte(to)))
	if err := os.Chtimes(sidecar, at, at); err != nil {
		tb.Fatal(err)
	}
}

func TestIndexSparesReading(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 250)
	rested(t, l.Folder())
	list := all(t, l.Library)
	at := time.Now().Add(-time.Hour)
	for _, e := range list {
		info, err := os.Stat(e.SidecarPath)
		if err != nil {
			t.Fatal(err)
		}
		change(t, e.SidecarPath, "prompt", "PROMPT", info.ModTime())
	}
	again := newLibrary(t, l.Folder(), l.state)
	if got := all(t, again.Library); !reflect.DeepEqual(got, list) {
		t.Error("descriptions were read, or the index says something else")
	}
	if _, ok := again.Find(testOrigin, request("prompt-7")); ok {
		t.Error("a result whose description says something else now is used again")
	}
	change(t, list[0].SidecarPath, "PROMPT", "Prompt", at.Add(time.Second))
	if got := prompts(all(t, again.Library)); !strings.HasPrefix(got, "Prompt-99 prompt-98 ") && !strings.HasPrefix(got, "Prompt-99 PROMPT-98 ") {
		t.Errorf("what was changed in place reads %.40q", got)
	}
}

func TestCase30IndexIsDisposable(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, path string){
		"deleted":   func(t *testing.T, path string) { t.Helper(); _ = os.Remove(path) },
		"empty":     func(t *testing.T, path string) { t.Helper(); write(t, path, nil) },
		"garbage":   func(t *testing.T, path string) { t.Helper(); write(t, path, []byte("\x00\xff\n\n")) },
		"truncated": func(t *testing.T, path string) { t.Helper(); data := read(t, path); write(t, path, data[:len(data)/2]) },
		"head only": func(t *testing.T, path string) { t.Helper(); write(t, path, read(t, path)[:70]) },
		"one bit": func(t *testing.T, path string) {
			t.Helper()
			data := read(t, path)
			data[len(data)-20] ^= 1
			write(t, path, data)
		},
		"of another day": func(t *testing.T, path string) {
			t.Helper()
			others, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.idx"))
			slices.Sort(others)
			write(t, path, read(t, others[(slices.Index(others, path)+1)%len(others)]))
		},
		"a folder": func(t *testing.T, path string) {
			t.Helper()
			_ = os.Remove(path)
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			plantMany(t, l.Folder(), 250)
			rested(t, l.Folder())
			want := all(t, l.Library)
			files, _ := filepath.Glob(filepath.Join(l.indexDir, "*.idx"))
			if len(files) != 3 {
				t.Fatalf("the index has %q", files)
			}
			for _, path := range files {
				spoil(t, path)
			}
			again := newLibrary(t, l.Folder(), l.state)
			if s, ok := again.Find(testOrigin, request("prompt-7")); !ok || !strings.Contains(s.Path, "prompt-7-") {
				t.Errorf("found %+v, %v", s, ok)
			}
			if got := all(t, again.Library); !reflect.DeepEqual(got, want) {
				t.Errorf("the results changed:\n%s\n%s", prompts(want), prompts(got))
			}
		})
	}
}

func TestIndexFollowsTheLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 120)
	rested(t, l.Folder())
	list := all(t, l.Library)
	fog := save(t, l, request("fog"), jpegBytes(t, 8))
	again := newLibrary(t, l.Folder(), l.state)
	if got, ok := again.Find(testOrigin, request("fog")); !ok || got.Path != fog.Path {
		t.Errorf("found %+v, %v", got, ok)
	}
	for step, act := range []func() error{
		func() error { return os.Remove(list[3].Path) },
		func() error { return os.Remove(list[4].SidecarPath) },
		func() error { return os.Rename(list[5].Path, filepath.Join(filepath.Dir(list[5].Path), "mine.jpg")) },
		func() error { return os.RemoveAll(filepath.Dir(list[len(list)-1].Path)) },
		func() error { return os.Rename(filepath.Dir(list[0].Path), filepath.Join(l.Folder(), "2026-01-01")) },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
		bare := newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state"))
		if got, want := all(t, again.Library), all(t, bare.Library); !reflect.DeepEqual(got, want) {
			t.Errorf("step %d: the index lists %d, a new one %d", step, len(got), len(want))
		}
	}
	if got, ok := newLibrary(t, l.Folder(), l.state).Find(testOrigin, request("fog")); !ok || !strings.Contains(got.Path, "2026-01-01") {
		t.Errorf("found %+v, %v", got, ok)
	}
}

func TestNewestFindsWords(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 120)
	rested(t, l.Folder())
	for range 2 { // from descriptions, and from the index
		for _, words := range [][]string{nil, {"prompt-1"}, {"prompt-1", "9"}, {"flux"}, {"nowhere"}, {folded.Text("PROMPT-119")}} {
			var got, want []string
			for _, e := range all(t, l.Library) {
				k := known{sidecar: e.Sidecar}
				text := SearchText(k.searched(filepath.Base(e.Path))...)
				if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
					want = append(want, e.Path)
				}
			}
			if err := l.Newest(t.Context(), words, func(e Entry) bool { got = append(got, e.Path); return true }); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q finds %d results, want %d: %v", words, len(got), len(want), err)
			}
		}
	}
}

func TestKnownKeepsAll(t *testing.T) {
	t.Parallel()
	n := 0
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		n++
		switch v.Kind() {
		case reflect.String:
			v.SetString(fmt.Sprint("text ", n))
		case reflect.Int, reflect.Int64:
			v.SetInt(int64(n))
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem())
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			fill(v.Index(0))
			fill(v.Index(1))
		case reflect.Map:
			v.Set(reflect.ValueOf(map[string]string{"a": "b"}))
		case reflect.Struct:
			if v.Type() == reflect.TypeFor[time.Time]() {
				v.Set(reflect.ValueOf(time.Unix(int64(n), 5).UTC()))
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() && v.Type().Field(i).Tag.Get("json") != "-" {
					fill(v.Field(i))
				}
			}
		default:
			t.Fatalf("a %s", v.Type())
		}
	}
	var s Sidecar
	s.Foreign = &foreign.Recipe{Program: "x"}
	for i := range reflect.ValueOf(s).NumField() {
		if f := reflect.TypeOf(s).Field(i); f.IsExported() && f.Name != "Foreign" {
			fill(reflect.ValueOf(&s).Elem().Field(i))
		}
	}
	s.SetBatch(queue.Batch{ID: "b", At: time.Unix(7, 8).UTC(), Index: 9})
	s.SetDeleted(time.Unix(10, 11).UTC())
	if n := reflect.TypeFor[beside]().NumField(); n != 4 {
		t.Errorf("%d things stand beside the fields of a sidecar: does the index keep what is new?", n)
	}
	for _, want := range []known{
		{},
		{problem: "none", reusable: true},
		{sidecar: s, problem: "p", key: keyOf("a", "b"), reusable: true},
		{sidecar: Sidecar{Tags: []string{}, Sent: time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("", 3600*5)), Saved: time.Unix(9, 0).In(time.Local)}},
		{sidecar: Sidecar{Request: api.Request{Inputs: []api.Input{{Field: "a"}}}}},
	} {
		text := want.encode()
		got, ok := decodeKnown(text)
		if !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\nbecomes %v\n%+v", want, ok, got)
		}
		for i := range len(text) {
			if _, ok := decodeKnown(text[:i]); ok {
				t.Errorf("the first %d of %d bytes are enough", i, len(text))
			}
		}
	}
}

func FuzzKnown(f *testing.F) {
	n := 3
	k := known{sidecar: Sidecar{Schema: 1, Tags: []string{"a"}, Tokens: &n, Request: api.Request{Prompt: "boat"}}, reusable: true}
	f.Add(k.encode())
	f.Add((&known{problem: "none"}).encode())
	f.Fuzz(func(t *testing.T, text string) {
		k, ok := decodeKnown(text)
		if !ok {
			return
		}
		again, ok := decodeKnown(k.encode())
		if !ok || again.sidecar.Request.Prompt != k.sidecar.Request.Prompt || again.key != k.key {
			t.Errorf("%q becomes %+v, then %+v", text, k, again)
		}
	})
}
