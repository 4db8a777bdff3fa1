package history

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
)

func TestCase20FolderTakenAway(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	save(t, l, request("fog"), pngBytes(t, 16))
	rain, img := received(t, l.Library, request("rain"), testAccount, pngBytes(t, 16))
	if err := os.RemoveAll(l.Folder()); err != nil {
		t.Fatal(err)
	}
	if _, err := rain.Save(t.Context(), img, metaAt(l.now())); err != nil {
		t.Fatal(err)
	}
	if n := whole(t, l.Library); n != 1 {
		t.Errorf("%d pictures", n)
	}
	// While a picture is being written.
	once := true
	l.step = func(name string) {
		if name == "copied" && once {
			once = false
			if err := os.RemoveAll(l.Folder()); err != nil {
				t.Error(err)
			}
		}
	}
	save(t, l, request("sun"), pngBytes(t, 16))
	if n := whole(t, l.Library); n != 1 {
		t.Errorf("%d pictures", n)
	}
}

func TestCase20FileInPlaceOfFolder(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"", "2026-11-24"} {
		l := tempLibrary(t)
		data := pngBytes(t, 16)
		tk, img := received(t, l.Library, request("fog"), testAccount, data)
		if err := os.RemoveAll(filepath.Join(l.Folder(), where)); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(l.Folder(), where), []byte("not a folder"))
		_, err := tk.Save(context.Background(), img, metaAt(l.now()))
		var e *SaveError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), "something else is in its place") || !strings.Contains(err.Error(), l.Folder()) {
			t.Fatalf("%q: %v", where, err)
		}
		if !bytes.Equal(read(t, e.Kept), data) {
			t.Error("the bytes are lost")
		}
		if err := tk.Unknown(err); err != nil {
			t.Fatal(err)
		}
		if err := l.Load(t.Context(), 0, func(Entry) bool { return true }); where == "" && err == nil {
			t.Error("a file was listed as a library")
		}
		if err := os.Remove(filepath.Join(l.Folder(), where)); err != nil {
			t.Fatal(err)
		}
		if got := recoverAll(t, l.Library); len(got) != 1 || got[0].Event != EventRecovered {
			t.Fatalf("recovered %+v", got)
		}
		whole(t, l.Library)
	}
}

func TestCase26LinksAreNotFollowed(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	outside := t.TempDir()
	other := newLibrary(t, outside, filepath.Join(t.TempDir(), "state"))
	save(t, other, request("secret"), pngBytes(t, 16))
	if err := os.MkdirAll(l.Folder(), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "2026-11-24"), filepath.Join(l.Folder(), "2026-11-24")); err != nil {
		t.Skip(err)
	}
	before := len(files(t, outside))
	if got := all(t, l.Library); len(got) != 0 {
		t.Errorf("listed %+v", got)
	}
	tk, img := received(t, l.Library, request("fog"), testAccount, pngBytes(t, 16))
	if _, err := tk.Save(context.Background(), img, metaAt(l.now())); err == nil {
		t.Error("saved through a link")
	}
	if after := len(files(t, outside)); after != before {
		t.Error("a file was made outside")
	}
	// A sidecar or picture that is a link is not read either.
	dir := filepath.Join(l.Folder(), "2026-11-23")
	write(t, filepath.Join(dir, "120000-fog-a1b2c3.png"), pngBytes(t, 16))
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "120000-fog-a1b2c3.png.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "120001-fog-a1b2c3.png")); err != nil {
		t.Fatal(err)
	}
	got := all(t, l.Library)
	if len(got) != 1 || got[0].Problem != problemNoSidecar {
		t.Errorf("listed %+v", got)
	}
	e, err := l.Entry(filepath.Join(dir, "120000-fog-a1b2c3.png"))
	if err != nil || e.Problem == "" {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestCase27SidecarFails(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 16)
	tk, img := received(t, l.Library, request("fog"), testAccount, data)
	var blocked string
	l.step = func(name string) {
		if name != "published" || blocked != "" {
			return
		}
		for _, f := range files(t, l.Folder()) {
			if isPicture(filepath.Base(f)) {
				blocked = filepath.Join(l.Folder(), f+sidecarExt)
			}
		}
		if err := os.Mkdir(blocked, 0o755); err != nil {
			t.Error(err)
		}
	}
	m := metaAt(l.now())
	m.Template = "{fog|rain}"
	s, err := tk.Save(context.Background(), img, m)
	var e *SaveError
	if !errors.As(err, &e) || e.Placed != s.Path || s.Path == "" || !strings.Contains(err.Error(), "description") {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, err := os.Stat(s.Path); err != nil {
		t.Error(err)
	}
	if err := tk.Unknown(err); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	got := recoverAll(t, newLibrary(t, l.Folder(), l.state).Library)
	if len(got) != 1 || got[0].Event != EventRecovered || got[0].Path != s.Path {
		t.Fatalf("recovered %+v", got)
	}
	list := all(t, l.Library)
	if len(list) != 1 || list[0].Problem != "" || list[0].Sidecar.Template != "{fog|rain}" || *list[0].Sidecar.Tokens != 5 {
		t.Errorf("listed %+v", list)
	}
	whole(t, l.Library)
}

func TestCase28OddSidecars(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	dir := filepath.Join(l.Folder(), "2026-11-24")
	picture := jpegBytes(t, 16)
	for name, text := range map[string]string{
		"120000-torn-a1b2c3.jpg":    `{"schema":1,"request":{"prompt":"fo`,
		"120001-empty-a1b2c3.jpg":   "",
		"120002-newer-a1b2c3.jpg":   `{"schema":2,"request":{"prompt":"from tomorrow"},"rating":"A+"}`,
		"120003-types-a1b2c3.jpg":   `{"schema":1,"request":{"prompt":"fog"},"rating":"five"}`,
		"120004-array-a1b2c3.jpg":   `[]`,
		"120005-noschem-a1b2c3.jpg": `{"request":{"prompt":"fog"}}`,
		"120006-null-a1b2c3.jpg":    `null`,
	} {
		write(t, filepath.Join(dir, name), picture)
		write(t, filepath.Join(dir, name+sidecarExt), []byte(text))
	}
	huge := filepath.Join(dir, "120007-huge-a1b2c3.jpg")
	write(t, huge, picture)
	write(t, huge+sidecarExt, nil)
	if err := os.Truncate(huge+sidecarExt, 100<<20); err != nil {
		t.Fatal(err)
	}
	list := all(t, l.Library)
	if len(list) != 8 {
		t.Fatalf("%d listed", len(list))
	}
	for _, e := range list {
		if e.Problem == "" {
			t.Errorf("%s has no problem", e.Path)
		}
		if strings.Contains(e.Path, "newer") && e.Sidecar.Request.Prompt != "from tomorrow" {
			t.Errorf("a newer sidecar is not shown: %+v", e)
		}
		before := read(t, e.SidecarPath)
		if err := l.Update(e.Path, func(s *Sidecar) { s.Rating = 3 }); err == nil {
			t.Errorf("%s was changed", e.Path)
		}
		if !bytes.Equal(read(t, e.SidecarPath), before) {
			t.Errorf("%s was touched", e.Path)
		}
	}
	if strings.Contains(l.warned(), "huge") {
		t.Error(l.warned())
	}
}

func TestCase29Halves(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	a := save(t, l, request("fog"), jpegBytes(t, 16))
	b := save(t, l, request("rain"), jpegBytes(t, 16))
	if err := errors.Join(os.Remove(a.Sidecar), os.Remove(b.Path)); err != nil {
		t.Fatal(err)
	}
	list := all(t, l.Library)
	if len(list) != 2 {
		t.Fatalf("listed %+v", list)
	}
	for _, e := range list {
		switch e.Path {
		case a.Path:
			if e.Problem != problemNoSidecar {
				t.Errorf("%+v", e)
			}
		case b.Path:
			if e.Problem != problemNoPicture || e.Sidecar.Request.Prompt != "rain" {
				t.Errorf("%+v", e)
			}
		}
	}
	// The recipe inside does for a lost sidecar.
	e, err := l.Entry(a.Path)
	if err != nil || e.Problem != problemNoSidecar || e.Sidecar.Request.Prompt != "fog" {
		t.Errorf("%+v, %v", e, err)
	}
	if e, err = l.Entry(b.Path); err != nil || e.Problem != problemNoPicture || e.Sidecar.Request.Prompt != "rain" {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := l.Entry(filepath.Join(l.Folder(), "none.png")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
	if got := files(t, l.Folder()); len(got) != 2 {
		t.Errorf("something was deleted or made: %v", got)
	}
}

func TestCase30NothingButFiles(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	for _, p := range []string{"fog", "rain", "sun"} {
		save(t, l, request(p), jpegBytes(t, 16))
	}
	if err := os.RemoveAll(l.state); err != nil {
		t.Fatal(err)
	}
	again := newLibrary(t, l.Folder(), l.state)
	if got := all(t, again.Library); len(got) != 3 {
		t.Errorf("%d listed", len(got))
	}
	if _, ok := again.Find(testOrigin, request("rain")); !ok {
		t.Error("not found")
	}
}

func TestCase34EditedByHand(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 16))
	changed := append(read(t, s.Path), "edited"...)
	write(t, s.Path, changed)
	if err := l.Update(s.Path, func(s *Sidecar) { s.Rating = 4 }); err != nil {
		t.Fatal(err)
	}
	e, err := l.Entry(s.Path)
	if err != nil || e.Sidecar.FileSHA256 != s.FileSHA256 || e.Sidecar.FileSHA256 == sum(changed) {
		t.Errorf("the recorded hash was repaired: %+v, %v", e.Sidecar, err)
	}
	if !bytes.Equal(read(t, s.Path), changed) {
		t.Error("the picture was touched")
	}
}

func TestCase43CutPictureIsKept(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 64)
	cut := data[:len(data)/2]
	tk, _ := received(t, l.Library, request("fog"), testAccount, cut)
	_, err := tk.Save(context.Background(), api.Image{}, queue.Meta{})
	if !errors.Is(err, api.ErrPictureCut) {
		t.Fatalf("Save: %v", err)
	}
	if err := tk.Unknown(err); err != nil {
		t.Fatal(err)
	}
	got := recoverAll(t, l.Library)
	if len(got) != 1 || got[0].Event != EventUnknown || got[0].State != journal.Receiving || !bytes.Equal(read(t, got[0].Kept), cut) {
		t.Errorf("recovered %+v", got)
	}
	if len(all(t, l.Library)) != 0 {
		t.Error("half a picture is in the library")
	}
	if err := l.Forget(got[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := files(t, l.state); len(got) != 1 || !strings.HasPrefix(got[0], "ledger/") { // it may have been charged
		t.Errorf("left %v", got)
	}
	if err := l.Forget("../../etc/passwd"); err == nil {
		t.Error("a path was taken for an id")
	}
}

func TestCase47NoPictureAtAll(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	html := []byte("<html>vk-test-0123456789abcdef is not served</html>")
	tk, _ := received(t, l.Library, request("fog"), testAccount, html)
	if err := tk.Unknown(errors.New("the answer is not a picture: " + string(html))); err != nil {
		t.Fatal(err)
	}
	got := recoverAll(t, l.Library)
	if len(got) != 1 || got[0].Event != EventUnknown || !strings.HasSuffix(got[0].Kept, ".bin") || !bytes.Equal(read(t, got[0].Kept), html) {
		t.Fatalf("recovered %+v", got)
	}
	if strings.Contains(got[0].Problem, "0123456789abcdef") {
		t.Errorf("a key is shown: %s", got[0].Problem)
	}
	for _, f := range scan(t, l.Library) {
		if strings.Contains(string(read(t, filepath.Join(string(l.journal), f.Entry.ID+".json"))), "0123456789abcdef") {
			t.Error("a key is in the journal")
		}
	}
}
