package history

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"imagine-tui/api"
)

// What is wrong with a result is told whatever of its recipe would show it.
func TestCheck(t *testing.T) {
	t.Parallel()
	rewrite := func(t *testing.T, path string, change func(*Sidecar)) {
		t.Helper()
		s, problem := readSidecar(path + sidecarExt)
		if problem != "" {
			t.Fatal(problem)
		}
		change(&s)
		data, err := s.encode()
		if err != nil {
			t.Fatal(err)
		}
		write(t, path+sidecarExt, data)
	}
	damage := func(t *testing.T, path string) {
		t.Helper()
		data := read(t, path)
		data[len(data)/2] ^= 0xff
		write(t, path, data)
	}
	hashless := func(s *Sidecar) { s.FileSHA256, s.SHA256 = "", "" }
	for name, c := range map[string]struct {
		change   func(t *testing.T, path string)
		problem  string
		unproved bool
	}{
		"as saved": {func(*testing.T, string) {}, "", false},
		"changed":  {damage, "changed after it was saved", false},
		"no hash":  {func(t *testing.T, path string) { t.Helper(); rewrite(t, path, hashless) }, "", true},
		"no hash cut": {func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, hashless)
			write(t, path, read(t, path)[:60])
		}, "the file has 60 bytes", false},
		"no hash, no size, damaged": {func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, func(s *Sidecar) { hashless(s); s.Bytes = 0 })
			damage(t, path)
		}, "it is damaged", false},
		"other bytes":  {func(t *testing.T, path string) { t.Helper(); rewrite(t, path, func(s *Sidecar) { s.Bytes++ }) }, "its recipe says", false},
		"other pixels": {func(t *testing.T, path string) { t.Helper(); rewrite(t, path, func(s *Sidecar) { s.Width = 99 }) }, "its recipe says 99×40", false},
		"by hand": {func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, func(s *Sidecar) { s.Request.Prompt = "a boat" })
		}, "changed by hand", false},
		"rated": {func(t *testing.T, path string) {
			t.Helper()
			rewrite(t, path, func(s *Sidecar) { s.Rating, s.Tags = 4, []string{"fog"} })
		}, "", false},
		"no recipe":  {func(t *testing.T, path string) { t.Helper(); remove(t, path+sidecarExt) }, problemNoSidecar, false},
		"no picture": {func(t *testing.T, path string) { t.Helper(); remove(t, path) }, problemNoPicture, false},
	} {
		for kind, data := range map[string][]byte{"PNG": pngBytes(t, 40), "JPEG": jpegBytes(t, 40)} {
			l := tempLibrary(t)
			path := save(t, l, request("fog"), data).Path
			c.change(t, path)
			e, err := l.Entry(path)
			if err != nil {
				t.Fatal(err)
			}
			got := Check(t.Context(), e)
			if kind == "JPEG" && got.Unproved && strings.HasSuffix(name, "damaged") {
				continue // a JPEG can be another picture and whole
			}
			if got.Unproved != c.unproved || (got.Problem == "") != (c.problem == "") || !strings.Contains(got.Problem, c.problem) {
				t.Errorf("%s, %s: %+v", kind, name, got)
			}
		}
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// What lies in a library beside its results is found, and what somebody works on
// or a file manager left is not.
func TestStrays(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	day := filepath.Dir(fog.Path)
	gone := save(t, l, request("rain"), pngBytes(t, 17))
	if _, err := l.Trash(gone.Path); err != nil {
		t.Fatal(err)
	}
	if s, err := l.Strays(); err != nil || len(s.Parts)+len(s.Others) != 0 || s.Trash != 1 || s.TrashBytes == 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	part := filepath.Join(day, ".120000-fog-a1b2c3.png.0a1b2c3d.part")
	notes, root := filepath.Join(day, "notes.txt"), filepath.Join(l.Folder(), "fox.png")
	incoming := filepath.Join(l.Folder(), ".incoming", "x.part")
	if err := os.MkdirAll(filepath.Dir(incoming), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(l.Folder(), inputsDir), 0o750); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{part, notes, root, incoming, filepath.Join(day, ".DS_Store")} {
		write(t, path, []byte("x"))
	}
	s, err := l.Strays()
	if err != nil || strings.Join(s.Parts, " ") != part+" "+incoming || strings.Join(s.Others, " ") != notes+" "+root {
		t.Errorf("%+v, %v", s, err)
	}
}

// Sidecars that an editor put a byte-order mark in front of are read, judged and
// found.
func TestSidecarsWithAMark(t *testing.T) {
	t.Parallel()
	for name, encode := range map[string]func([]byte) []byte{
		"UTF-8":    func(b []byte) []byte { return append([]byte("\xef\xbb\xbf"), b...) },
		"UTF-16LE": func(b []byte) []byte { return wide(b, binary.LittleEndian, "\xff\xfe") },
		"UTF-16BE": func(b []byte) []byte { return wide(b, binary.BigEndian, "\xfe\xff") },
	} {
		l := tempLibrary(t)
		r := request("ein Fuchs im Nebel, 霧")
		path := save(t, l, r, pngBytes(t, 16)).Path
		write(t, path+sidecarExt, encode(read(t, path+sidecarExt)))
		if e, err := l.Entry(path); err != nil || e.Problem != "" || e.Sidecar.Request.Prompt != r.Prompt {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
		if err := l.Update(path, func(s *Sidecar) { s.Rating = 4 }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if e, _ := l.Entry(path); e.Sidecar.Rating != 4 || e.Sidecar.Request.Prompt != r.Prompt {
			t.Errorf("%s, rated: %+v", name, e)
		}
	}
}

func wide(b []byte, order binary.AppendByteOrder, mark string) []byte {
	out := []byte(mark)
	for _, u := range utf16.Encode([]rune(string(b))) {
		out = order.AppendUint16(out, u)
	}
	return out
}

// A sidecar that is made anew when its result is judged names the key that paid,
// which the picture itself does not.
func TestASidecarMadeAnewNamesTheKey(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	path := save(t, l, api.Request{Operation: api.TextToImage, Prompt: "fog", Style: "anime"}, pngBytes(t, 16)).Path
	was, problem := readSidecar(path + sidecarExt)
	if problem != "" || was.Key == "" {
		t.Fatalf("%+v, %s", was, problem)
	}
	if got := l.ledger.KeyOf(was.Run, was.Sent.Add(-time.Hour)); got != was.Key {
		t.Errorf("the ledger knows %q", got)
	}
	remove(t, path+sidecarExt)
	if err := l.Update(path, func(s *Sidecar) { s.Picked = true }); err != nil {
		t.Fatal(err)
	}
	if is, problem := readSidecar(path + sidecarExt); problem != "" || is.Key != was.Key || is.Run != was.Run || !is.Picked {
		t.Errorf("%+v, %s", is, problem)
	}
}
