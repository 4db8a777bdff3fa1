package history

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCacheSparesReading(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), cacheSlack+1)
	if _, ok := l.Find(testOrigin, request("prompt-7")); !ok {
		t.Fatal("not found")
	}
	known, _ := l.readCache()
	if len(known) != cacheSlack+1 {
		t.Fatalf("%d results in the cache", len(known))
	}
	// A name that lost its key in the cache is not looked into.
	again := newLibrary(t, l.Folder(), l.state)
	text := string(read(t, l.cache))
	for line := range strings.Lines(text) {
		if strings.Contains(line, "prompt-7-") {
			_, name, _ := strings.Cut(line, " ")
			text = strings.Replace(text, line, "- "+name, 1)
		}
	}
	write(t, l.cache, []byte(text))
	if _, ok := again.Find(testOrigin, request("prompt-7")); ok {
		t.Error("its sidecar was read although the cache knew it")
	}
	if _, ok := again.Find(testOrigin, request("prompt-8")); !ok {
		t.Error("another is not found")
	}
}

func TestCase30CacheIsDisposable(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, path string){
		"deleted":   func(t *testing.T, path string) { t.Helper(); _ = os.Remove(path) },
		"empty":     func(t *testing.T, path string) { t.Helper(); write(t, path, nil) },
		"garbage":   func(t *testing.T, path string) { t.Helper(); write(t, path, []byte("\x00\xff\n\n")) },
		"truncated": func(t *testing.T, path string) { t.Helper(); data := read(t, path); write(t, path, data[:len(data)/2]) },
		"of others": func(t *testing.T, path string) {
			t.Helper()
			data := strings.ReplaceAll(string(read(t, path)), "2026", "1999")
			write(t, path, []byte(data))
		},
		"a folder": func(t *testing.T, path string) {
			t.Helper()
			_ = os.Remove(path)
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		},
		"wrong keys": func(t *testing.T, path string) {
			t.Helper()
			lines := strings.Split(strings.TrimSpace(string(read(t, path))), "\n")
			last, _, _ := strings.Cut(lines[1], " ")
			for i := 1; i < len(lines); i++ { // every result has its neighbour's key
				_, name, _ := strings.Cut(lines[i], " ")
				key := last
				if i+1 < len(lines) {
					key, _, _ = strings.Cut(lines[i+1], " ")
				}
				lines[i] = key + " " + name
			}
			write(t, path, []byte(strings.Join(lines, "\n")+"\n"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			plantMany(t, l.Folder(), cacheSlack+1)
			want := prompts(all(t, l.Library))
			spoil(t, l.cache)
			again := newLibrary(t, l.Folder(), l.state)
			s, ok := again.Find(testOrigin, request("prompt-7"))
			if ok == (name == "wrong keys") || (ok && !strings.Contains(s.Path, "prompt-7-")) {
				t.Errorf("found %+v, %v", s, ok)
			}
			if got := prompts(all(t, again.Library)); got != want {
				t.Errorf("the gallery changed:\n%s\n%s", want, got)
			}
		})
	}
}

func TestCacheFollowsTheLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), cacheSlack+1)
	all(t, l.Library)
	// One more and one fewer than the cache has.
	fog := save(t, l, request("fog"), jpegBytes(t, 8))
	again := newLibrary(t, l.Folder(), l.state)
	if got, ok := again.Find(testOrigin, request("fog")); !ok || got.Path != fog.Path {
		t.Errorf("found %+v, %v", got, ok)
	}
	if err := os.RemoveAll(filepath.Join(l.Folder(), "2026-11-24")); err != nil {
		t.Fatal(err)
	}
	again = newLibrary(t, l.Folder(), l.state)
	if got, ok := again.Find(testOrigin, request("fog")); ok {
		t.Errorf("found %+v", got)
	}
	// Far enough from what it says, it is written again.
	plantAt := time.Date(2025, 1, 1, 8, 0, 0, 0, time.Local)
	for i := range 2 * cacheSlack {
		plant(t, l.Folder(), plantAt.Add(time.Duration(i)*time.Second), "more", []byte("x"))
	}
	again = newLibrary(t, l.Folder(), l.state)
	again.Find(testOrigin, request("fog"))
	if known, _ := again.readCache(); len(known) != 101+2*cacheSlack {
		t.Errorf("%d results in the cache", len(known))
	}
}

func FuzzCache(f *testing.F) {
	f.Add([]byte(cacheTitle + "2\n00112233445566778899aabbccddeeff 2026-11-24/a.png\n- 2026-11-24/b.png\n"))
	f.Add([]byte(cacheTitle + "1 text-to-image=123 upscale=9\n- 2026-11-24/b.png\n"))
	f.Add([]byte(cacheTitle + "99999999999\n"))
	f.Add([]byte(cacheTitle + "-1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		known, largest := parseCache(data)
		for op, size := range largest {
			if size < 0 {
				t.Errorf("%s has %d bytes", op, size)
			}
		}
		for name := range known {
			if name == "" || strings.Contains(name, "\n") {
				t.Errorf("name %q", name)
			}
		}
	})
}
