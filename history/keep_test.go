package history

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
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
			if strings.Contains(string(read(t, kept.Path)), "fog") {
				t.Error("the prompt is in the copy")
			}
			if string(read(t, kept.Path)) != string(data) {
				t.Error("what came from the server differs")
			}
		})
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
