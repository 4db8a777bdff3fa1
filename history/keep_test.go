package history

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

func TestKeep(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	dir := t.TempDir()
	kept, err := Keep(t.Context(), fog.Path, dir, Nothing)
	if err != nil || kept.Already || kept.Path != filepath.Join(dir, filepath.Base(fog.Path)) || kept.Bytes != int64(len(read(t, fog.Path))) {
		t.Fatalf("%+v, %v", kept, err)
	}
	for _, ext := range []string{"", sidecarExt} {
		if string(read(t, kept.Path+ext)) != string(read(t, fog.Path+ext)) {
			t.Errorf("the copy%s differs", ext)
		}
	}
	if again, err := Keep(t.Context(), fog.Path, dir, Nothing); err != nil || !again.Already || again.Path != kept.Path {
		t.Errorf("again: %+v, %v", again, err)
	}
	if len(files(t, dir)) != 2 {
		t.Errorf("files are %q", files(t, dir))
	}
	// A crash between both files: the sidecar is made up for.
	if err := os.Remove(kept.Path + sidecarExt); err != nil {
		t.Fatal(err)
	}
	if _, err := Keep(t.Context(), fog.Path, dir, Nothing); err != nil || len(files(t, dir)) != 2 {
		t.Errorf("after a crash: %q, %v", files(t, dir), err)
	}
	// Another picture of the same name.
	write(t, kept.Path, []byte("other"))
	second, err := Keep(t.Context(), fog.Path, dir, Nothing)
	if err != nil || second.Path != strings.TrimSuffix(kept.Path, ".png")+"-2.png" || string(read(t, kept.Path)) != "other" {
		t.Errorf("beside another: %+v, %v", second, err)
	}
	read(t, second.Path+sidecarExt)
}

func TestKeepStripped(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"png": pngBytes(t, 40), "jpeg": jpegBytes(t, 40), "webp": webpBytes(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			fog := save(t, l, request("fog"), data)
			dir := t.TempDir()
			kept, err := Keep(t.Context(), fog.Path, dir, Recipe)
			if err != nil {
				t.Fatal(err)
			}
			if got := files(t, dir); len(got) != 1 {
				t.Errorf("files are %q", got)
			}
			if _, err := ReadRecipe(kept.Path); !errors.Is(err, ErrNoRecipe) {
				t.Errorf("a recipe: %v", err)
			}
			if base := filepath.Base(kept.Path); !regexp.MustCompile(`^picture-[0-9a-f]{8}\.(png|jpg|webp)$`).MatchString(base) {
				t.Errorf("the copy is called %s", base)
			}
			if again, err := Keep(t.Context(), fog.Path, dir, Recipe); err != nil || !again.Already || again.Path != kept.Path {
				t.Errorf("again: %+v, %v", again, err)
			}
			if strings.Contains(string(read(t, kept.Path)), "fog") {
				t.Error("the prompt is in the copy")
			}
			if string(read(t, kept.Path)) != string(data) {
				t.Error("what came from the server differs")
			}
		})
	}
}

// What was said of a result since it was copied is brought to the copy; what was
// said of the copy later stays.
func TestKeepRenewsTheRecipe(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	dir := t.TempDir()
	kept, err := Keep(t.Context(), fog.Path, dir, Nothing)
	if err != nil || kept.Renewed {
		t.Fatalf("%+v, %v", kept, err)
	}
	at := func(path string, when time.Time) {
		t.Helper()
		if err := os.Chtimes(path+sidecarExt, when, when); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Now().Add(-time.Hour)
	rate := func(path string, rating int, when time.Time) {
		t.Helper()
		if err := l.Update(path, func(s *Sidecar) { s.Rating = rating }); err != nil {
			t.Fatal(err)
		}
		at(path, when)
	}
	at(kept.Path, start)
	rate(fog.Path, 4, start.Add(time.Minute))
	if again, err := Keep(t.Context(), fog.Path, dir, Nothing); err != nil || !again.Already || !again.Renewed || again.Path != kept.Path {
		t.Errorf("rated: %+v, %v", again, err)
	}
	if s, problem := readSidecar(kept.Path + sidecarExt); problem != "" || s.Rating != 4 {
		t.Errorf("the copy is rated %d: %s", s.Rating, problem)
	}
	if again, err := Keep(t.Context(), fog.Path, dir, Nothing); err != nil || again.Renewed {
		t.Errorf("nothing new: %+v, %v", again, err)
	}
	rate(kept.Path, 2, start.Add(2*time.Minute))
	if again, err := Keep(t.Context(), fog.Path, dir, Nothing); err != nil || again.Renewed {
		t.Errorf("the copy was rated later: %+v, %v", again, err)
	}
	if s, _ := readSidecar(kept.Path + sidecarExt); s.Rating != 2 {
		t.Errorf("the copy is rated %d", s.Rating)
	}
}

// Names as long as a file system takes are kept, judged, put in the trash and
// brought back; where a sidecar has no name left, that is said.
func TestLongNames(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	day := filepath.Join(l.Folder(), "2026-11-24")
	if err := os.MkdirAll(day, 0o750); err != nil {
		t.Fatal(err)
	}
	for n := 236; n <= 255; n++ {
		name := strings.Repeat("ü", (n-5)/2) + strings.Repeat("x", (n-4)-(n-5)/2*2) + ".png"
		path := filepath.Join(day, name)
		if len(name) != n {
			t.Fatal(len(name))
		}
		write(t, path, pngBytes(t, n))
		dir := t.TempDir()
		for _, without := range []Without{Nothing, Recipe} {
			if kept, err := Keep(t.Context(), path, dir, without); err != nil || without == Nothing && filepath.Base(kept.Path) != name {
				t.Errorf("%d bytes: %+v, %v", n, kept, err)
			}
		}
		write(t, filepath.Join(dir, name), []byte("other"))
		if kept, err := Keep(t.Context(), path, dir, Nothing); err != nil || !strings.HasSuffix(kept.Path, "-2.png") || !utf8.ValidString(kept.Path) {
			t.Errorf("%d bytes beside another: %+v, %v", n, kept, err)
		}
		err := l.Update(path, func(s *Sidecar) { s.Rating = 3 })
		if fits := n+len(sidecarExt) <= 255; fits != (err == nil) || !fits && !strings.Contains(err.Error(), "too long") {
			t.Errorf("%d bytes rated: %v", n, err)
		}
		if e, err := l.Entry(path); err != nil || e.Problem != "" && e.Problem != problemNoSidecar {
			t.Errorf("%d bytes: %+v, %v", n, e.Problem, err)
		}
		gone, err := l.Trash(path)
		if err != nil {
			t.Errorf("%d bytes to the trash: %v", n, err)
			continue
		}
		if back, err := l.Restore(gone); err != nil || back != path {
			t.Errorf("%d bytes back: %s, %v", n, back, err)
		}
	}
}

func TestKeepRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Keep(t.Context(), filepath.Join(dir, "none.png"), dir, Nothing); err == nil || !strings.Contains(err.Error(), "none.png") {
		t.Errorf("a missing file: %v", err)
	}
	half := filepath.Join(dir, "half.png")
	write(t, half, pngBytes(t, 16)[:60])
	to := t.TempDir()
	if _, err := Keep(t.Context(), half, to, Recipe); err == nil || len(files(t, to)) != 0 {
		t.Errorf("half a picture: %v, %q", err, files(t, to))
	}
	if _, err := Keep(t.Context(), half, filepath.Join(dir, "nowhere"), Nothing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}

func TestKeepAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		file := filepath.Join(t.TempDir(), "a.png")
		write(t, file, []byte(strings.Repeat("x", i+1)))
		write(t, file+sidecarExt, []byte(strings.Repeat("y", i+1)))
		wg.Go(func() {
			if _, err := Keep(t.Context(), file, dir, Nothing); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list := files(t, dir)
	if len(list) != 16 {
		t.Fatalf("files are %q", list)
	}
	for _, file := range list {
		if picture, ok := strings.CutSuffix(file, sidecarExt); ok {
			if len(read(t, filepath.Join(dir, file))) != len(read(t, filepath.Join(dir, picture))) {
				t.Errorf("%s belongs to another", file)
			}
		}
	}
}
