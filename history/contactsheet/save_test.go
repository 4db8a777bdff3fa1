package contactsheet

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"imagine-tui/history/recipe"
)

func TestSaveNeverOverwrites(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newSheet(t, harbours(t), Options{})
	path := filepath.Join(dir, "sheet.html")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"sheet-2.html", "sheet-3.html"} {
		w, err := s.Save(t.Context(), path, false)
		if err != nil || filepath.Base(w.Path) != want {
			t.Fatalf("%+v, %v", w, err)
		}
		if info, err := os.Stat(w.Path); err != nil || info.Size() != w.Bytes {
			t.Errorf("%d bytes, %v", w.Bytes, err)
		}
	}
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Error("it was overwritten")
	}
	if w, err := s.Save(t.Context(), path, true); err != nil || w.Path != path {
		t.Errorf("by force: %+v, %v", w, err)
	}
	if data, _ := os.ReadFile(path); !bytes.HasPrefix(data, []byte("<!doctype html>")) {
		t.Error("it was not replaced")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 3 {
		t.Errorf("%d files", len(entries))
	}
}

func TestSaveAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	entries := harbours(t)[:1]
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, err := newSheet(t, entries, Options{}).Save(t.Context(), filepath.Join(dir, "a.png"), false); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if list, _ := os.ReadDir(dir); len(list) != 6 {
		t.Errorf("%d files", len(list))
	}
}

func TestSaveLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a.html", "a.png"} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		s := newSheet(t, harbours(t), Options{Progress: func(done, _ int) {
			if done == 5 {
				cancel()
			}
		}})
		if _, err := s.Save(ctx, filepath.Join(dir, name), false); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		if list, _ := os.ReadDir(dir); len(list) != 0 {
			t.Errorf("%s: %v is left", name, list)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	if _, err := New(t.Context(), nil, Options{}); !errors.Is(err, ErrNothing) {
		t.Errorf("%v", err)
	}
	if _, err := New(t.Context(), []Entry{{}}, Options{Thumb: 5}); err == nil {
		t.Error("thumbnails of 5 pixels")
	}
	s := newSheet(t, harbours(t)[:1], Options{})
	for path, want := range map[string]string{
		"sheet.pdf": "has to end in .html or .png", "sheet": "has to end", filepath.Join(t.TempDir(), "no", "sheet.html"): "its folder cannot be opened: it is not there",
	} {
		if _, err := s.Save(t.Context(), path, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// withRecipe writes a picture that carries its recipe.
func withRecipe(t *testing.T, path string) Entry {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, paint(40, 40, colourOf(1)), nil); err != nil {
		t.Fatal(err)
	}
	r := recipe.Recipe{JSON: []byte(`{"secret":"CANARY"}`), Parameters: recipe.Parameters{Prompt: "CANARY"}}
	at, insert, err := recipe.Insertion(bytes.NewReader(b.Bytes()), r)
	if err != nil {
		t.Fatal(err)
	}
	data := append(append(append([]byte{}, b.Bytes()[:at]...), insert...), b.Bytes()[at:]...)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return Entry{Path: path, Prompt: "shown", Template: "CANARY {a|b}", Key: "CANARY", Recipe: r.JSON, Command: "CANARY", Tags: []string{"CANARY"}, Parent: "CANARY"}
}

func TestNoRecipe(t *testing.T) {
	t.Parallel()
	e := withRecipe(t, filepath.Join(t.TempDir(), "a.jpg"))
	for _, full := range []bool{false, true} {
		for _, without := range []bool{false, true} {
			w := save(t, "a.html", []Entry{e}, Options{Full: full, NoRecipe: without, Title: "title"})
			page, err := os.ReadFile(w.Path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(page, []byte("CANARY")) == without {
				t.Errorf("full %v, without recipe %v: the page tells %v", full, without, !without)
			}
			picture := embeddedPicture(t, page)
			_, err = recipe.Read(bytes.NewReader(picture))
			if want := full && !without; (err == nil) != want {
				t.Errorf("full %v, without recipe %v: a recipe in the picture: %v", full, without, err)
			}
			if m, _, err := image.DecodeConfig(bytes.NewReader(picture)); err != nil || m.Width != 40 {
				t.Errorf("the picture: %v", err)
			}
			if file, _ := os.ReadFile(e.Path); full && !without && !bytes.Equal(file, picture) {
				t.Error("it is not the file itself")
			}
		}
	}
}
