package history

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"imagine-tui/history/claim"
	"imagine-tui/history/journal"
)

// spied is content that tells how often it was synced.
type spied struct {
	*bytes.Reader
	synced atomic.Int32
	fails  error
}

func (s *spied) Size() (int64, error) { return int64(s.Len()), nil }

func (s *spied) Sync() error {
	s.synced.Add(1)
	return s.fails
}

// begun is a picture that arrived, with its journal entry and what is to be done
// with it.
func begun(t *testing.T, l *testLibrary, prompt string, data []byte) (*ticket, work) {
	t.Helper()
	got, img := received(t, l.Library, request(prompt), testAccount, data)
	tk, ok := got.(*ticket)
	if !ok {
		t.Fatalf("%T", got)
	}
	w := work{rec: tk.rec, img: img, draft: l.drafted(tk.rec.Entry()), folder: l.folder, at: l.now()}
	w.draft.describe(l.folder, metaAt(l.now()))
	return tk, w
}

// The bytes of an answer are on disk before saving ends: in the library, and where
// that failed where they came to. What keeps them from it is told there.
func TestBytesAreSyncedWhereTheyAreNeeded(t *testing.T) {
	t.Parallel()
	data := pngBytes(t, 16)
	for name, c := range map[string]struct {
		fails   error
		blocked bool
		warns   bool
	}{
		"saved": {}, "saved, not synced": {fails: errors.New("the disk failed")}, "not saved": {blocked: true},
		"neither saved nor synced": {fails: errors.New("the disk failed"), blocked: true, warns: true},
	} {
		l := tempLibrary(t)
		_, w := begun(t, l, "fog", data)
		if c.blocked {
			if err := os.RemoveAll(l.folder); err != nil {
				t.Fatal(err)
			}
			write(t, l.folder, nil) // a file in place of the folder
		}
		body := &spied{Reader: bytes.NewReader(data), fails: c.fails}
		w.received = body
		p, err := l.finish(w)
		if (err != nil) != c.blocked || (p.path == "") != c.blocked || (body.synced.Load() == 1) != c.blocked {
			t.Errorf("%s: %q, %v, synced %d times", name, p.path, err, body.synced.Load())
		}
		if warned := l.warned(); strings.Contains(warned, "keep a picture in recovery: the disk failed") != c.warns || (warned != "") != c.warns {
			t.Errorf("%s: warned of %q", name, warned)
		}
	}
}

// After a failed save the journal's entry is synced, which says what is needed to
// try again: when that fails too, it is told.
func TestEntryIsSyncedAfterAFailedSave(t *testing.T) {
	t.Parallel()
	for _, gone := range []bool{false, true} {
		l := tempLibrary(t)
		data := pngBytes(t, 16)
		_, w := begun(t, l, "fog", data)
		w.received = &spied{Reader: bytes.NewReader(data)}
		l.step = func(step string) {
			if step != "copied" {
				return
			}
			if gone {
				if err := w.rec.Drop(); err != nil { // nothing can be synced any more
					t.Error(err)
				}
			}
			if err := os.RemoveAll(l.folder); err != nil {
				t.Error(err)
			}
			write(t, l.folder, nil) // a file in place of the folder
		}
		_, err := l.finish(w)
		var unsaved *SaveError
		if !errors.As(err, &unsaved) {
			t.Fatalf("%v", err)
		}
		if told := strings.Contains(l.warned(), "keep a picture in recovery: "); told != gone {
			t.Errorf("gone: %v, warned of %q", gone, l.warned())
		}
	}
}

// A record that cannot be closed does not lose the picture, and is told of.
func TestRecordThatCannotBeClosedIsToldOf(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 16)
	_, w := begun(t, l, "fog", data)
	w.received = &spied{Reader: bytes.NewReader(data)}
	l.step = func(step string) {
		if step == "saved" {
			if err := w.rec.Drop(); err != nil {
				t.Error(err)
			}
		}
	}
	p, err := l.finish(w)
	if err != nil || !strings.Contains(l.warned(), "close the record of a saved picture") {
		t.Errorf("%v, warned of %q", err, l.warned())
	}
	if n := whole(t, l.Library); n != 1 || p.path == "" {
		t.Errorf("%d pictures, %q", n, p.path)
	}
}

// What a picture cost is written down once there is room for it, and told of
// where there is none.
func TestCostIsWrittenDownWhenThereIsRoom(t *testing.T) {
	t.Parallel()
	for _, room := range []bool{true, false} {
		l := tempLibrary(t)
		data := pngBytes(t, 16)
		_, w := begun(t, l, "fog", data)
		blocked := string(l.ledger)
		if err := os.RemoveAll(blocked); err != nil {
			t.Fatal(err)
		}
		write(t, blocked, []byte("a file in place of the ledger"))
		l.step = func(step string) {
			if step == "saved" && room {
				if err := os.Remove(blocked); err != nil {
					t.Error(err)
				}
			}
		}
		if _, err := l.finish(w); err != nil {
			t.Fatal(err)
		}
		if want := (Spend{Tokens: 5, Runs: 1}); room && (l.Today() != want || l.warned() != "") {
			t.Errorf("%+v, warned of %q", l.Today(), l.warned())
		}
		if !room && !strings.Contains(l.warned(), blocked) {
			t.Errorf("warned of %q", l.warned())
		}
	}
	// Of a picture that cannot be saved either it is told once.
	l := tempLibrary(t)
	_, w := begun(t, l, "fog", pngBytes(t, 16))
	if err := errors.Join(os.RemoveAll(string(l.ledger)), os.RemoveAll(l.folder)); err != nil {
		t.Fatal(err)
	}
	write(t, string(l.ledger), nil)
	write(t, l.folder, nil)
	if _, err := l.finish(w); err == nil || strings.Count(l.warned(), "write the spending down") != 1 {
		t.Errorf("%v, warned of %q", err, l.warned())
	}
}

// What the client says of a picture is believed only if the file is as long.
func TestPictureIsLookedAtAnewIfItsSizeIsAnother(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 24)
	tk, img := received(t, l.Library, request("fog"), testAccount, data)
	img.Bytes, img.Width, img.SHA256 = img.Bytes-1, 7, "00"
	s, err := tk.Save(context.Background(), img, metaAt(l.now()))
	if err != nil || s.Width != 24 || s.SHA256 != sum(data) {
		t.Errorf("%+v, %v", s, err)
	}
}

// What is known already stays: the number of the take and the server's own name.
func TestWhatIsKnownOfAPictureStays(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, img := received(t, l.Library, request("fog"), testAccount, pngBytes(t, 16))
	m := metaAt(l.now())
	m.Take, m.ServerID = 7, "first"
	img.ServerID = "second"
	s, err := tk.Save(context.Background(), img, m)
	if err != nil {
		t.Fatal(err)
	}
	e, err := l.Entry(s.Path)
	if err != nil || e.Sidecar.Take != 7 || e.Sidecar.ServerID != "first" {
		t.Errorf("take %d, server's id %q, %v", e.Sidecar.Take, e.Sidecar.ServerID, err)
	}
}

// A picture that was saved into another folder is not one of this library.
func TestSavedElsewhereIsNotFoundHere(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, _ := received(t, l.Library, request("fog"), testAccount, pngBytes(t, 16))
	if err := tk.Unknown(errors.New("no room")); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	got := recoverAll(t, l.Library, Into(elsewhere))
	if len(got) != 1 || got[0].Event != EventRecovered {
		t.Fatalf("%+v", got)
	}
	if found, ok := l.Find(testOrigin, request("fog")); ok {
		t.Errorf("found %+v", found)
	}
}

// A file counts as a picture that arrived only if taking one piece out of it
// gives exactly that picture.
func TestSameContent(t *testing.T) {
	t.Parallel()
	data := pngBytes(t, 16)
	cut := bytes.Clone(data)
	cut[len(cut)-20] ^= 1
	img := imageOf(data)
	for name, c := range map[string]struct {
		file []byte
		same bool
	}{
		"itself":            {data, true},
		"with a piece":      {append(append(bytes.Clone(data[:60]), "recipe"...), data[60:]...), true},
		"a piece in front":  {append([]byte("recipe"), data...), true},
		"a piece behind":    {append(bytes.Clone(data), "recipe"...), false},
		"shorter":           {data[:len(data)-1], false},
		"only its head":     {data[:60], false},
		"empty":             {nil, false},
		"changed":           {cut, false},
		"piece and changed": {append(append(bytes.Clone(cut[:60]), "recipe"...), cut[60:]...), false},
		"two pieces":        {append(append(append(append(bytes.Clone(data[:60]), "recipe"...), data[60:90]...), "mark"...), data[90:]...), false},
		"another":           {pngBytes(t, 32), false},
	} {
		path := filepath.Join(t.TempDir(), "file.png")
		write(t, path, c.file)
		digest, size, ok := sameContent(path, &spied{Reader: bytes.NewReader(data)}, img)
		if ok != c.same || ok && (digest != sum(c.file) || size != int64(len(c.file))) {
			t.Errorf("%s: %v, %d bytes, %s", name, ok, size, digest)
		}
	}
	if _, _, ok := sameContent(filepath.Join(t.TempDir(), "none.png"), &spied{Reader: bytes.NewReader(data)}, img); ok {
		t.Error("a file that is not there is the same")
	}
}

// placing has the journal say that the picture of a record was about to get a
// name in the library.
func placing(t *testing.T, rec *journal.Record, name string) {
	t.Helper()
	if err := rec.Placing(name); err != nil {
		t.Fatal(err)
	}
}

// savedAs is the name that a saved picture has in its library, with slashes.
func savedAs(t *testing.T, l *testLibrary, path string) string {
	t.Helper()
	name, err := filepath.Rel(l.folder, path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// The picture of another run is not taken for one's own, though the journal
// names its file: both are saved.
func TestResumeLeavesThePictureOfAnotherRun(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	first := save(t, l, request("fog"), pngBytes(t, 16))
	data := pngBytes(t, 32)
	tk, w := begun(t, l, "rain", data)
	placing(t, w.rec, savedAs(t, l, first.Path))
	second, err := tk.Save(context.Background(), w.img, metaAt(l.now()))
	if err != nil || second.Path == first.Path || second.SHA256 != sum(data) {
		t.Errorf("%+v, %v", second, err)
	}
	if n := whole(t, l.Library); n != 2 {
		t.Errorf("%d pictures", n)
	}
	for prompt, path := range map[string]string{"fog": first.Path, "rain": second.Path} {
		if e, err := l.Entry(path); err != nil || e.Sidecar.Request.Prompt != prompt {
			t.Errorf("%s: %+v, %v", prompt, e, err)
		}
	}
}

// A name that leads out of the library is no name, though the same picture is
// there: nothing is written beside it.
func TestResumeStaysInTheLibrary(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"../outside/a.png", "2026-11-24/../../outside/a.png", "absolute"} {
		l := tempLibrary(t)
		data := pngBytes(t, 16)
		outside := filepath.Join(filepath.Dir(l.folder), "outside", "a.png")
		write(t, outside, data)
		if how == "absolute" {
			how = filepath.ToSlash(outside)
		}
		tk, w := begun(t, l, "fog", data)
		placing(t, w.rec, how)
		s, err := tk.Save(context.Background(), w.img, metaAt(l.now()))
		if err != nil || !strings.HasPrefix(s.Path, l.folder) {
			t.Errorf("%s: %+v, %v", how, s, err)
		}
		if got := files(t, filepath.Dir(outside)); len(got) != 1 {
			t.Errorf("%s: beside the picture outside: %q", how, got)
		}
		if n := whole(t, l.Library); n != 1 {
			t.Errorf("%s: %d pictures", how, n)
		}
	}
}

// A description without its picture is not taken for the picture.
func TestResumeWantsThePictureItself(t *testing.T) {
	t.Parallel()
	for _, link := range []bool{false, true} {
		l := tempLibrary(t)
		tk, w := begun(t, l, "fog", pngBytes(t, 16))
		const name = "2026-11-24/120000-fog-a1b2c3.png"
		path := filepath.Join(l.folder, filepath.FromSlash(name))
		text, err := encodeJSON(w.draft)
		if err != nil {
			t.Fatal(err)
		}
		write(t, path+sidecarExt, text)
		if link {
			if err := os.Symlink(os.Args[0], path); err != nil {
				t.Skip(err)
			}
		}
		placing(t, w.rec, name)
		s, err := tk.Save(context.Background(), w.img, metaAt(l.now()))
		if err != nil || s.Path == path {
			t.Fatalf("link: %v, %+v, %v", link, s, err)
		}
		if data := read(t, s.Path); len(data) == 0 {
			t.Error("the picture is nowhere")
		}
	}
}

// A picture that has its name and cannot be described is tried again under that
// name: it is not saved twice, whether its recipe alone was put into it or the mark
// of where it comes from too.
func TestResumeSavesNothingTwice(t *testing.T) {
	t.Parallel()
	for _, marked := range []bool{false, true} {
		for _, data := range [][]byte{pngBytes(t, 16), jpegBytes(t, 16), webpBytes(t)} {
			resumedOften(t, data, marked)
		}
	}
}

func resumedOften(t *testing.T, data []byte, marked bool) {
	t.Helper()
	l := tempLibrary(t)
	l.mark = marked
	tk, w := begun(t, l, "fog", data)
	var blocked string
	l.step = func(name string) {
		if name == "published" && blocked == "" {
			for _, f := range files(t, l.folder) {
				if isPicture(filepath.Base(f)) {
					blocked = filepath.Join(l.folder, f+sidecarExt)
				}
			}
			if err := os.Mkdir(blocked, 0o755); err != nil {
				t.Error(err)
			}
		}
	}
	for range 3 {
		s, err := tk.Save(context.Background(), w.img, metaAt(l.now()))
		var unsaved *SaveError
		if !errors.As(err, &unsaved) || unsaved.Placed == "" || s.Path != unsaved.Placed {
			t.Fatalf("%+v, %v", s, err)
		}
		if err := tk.Unknown(err); err != nil {
			t.Fatal(err)
		}
		pictures := 0
		for _, f := range files(t, l.folder) {
			if isPicture(filepath.Base(f)) {
				pictures++
			}
		}
		if pictures != 1 {
			t.Fatalf("%d pictures: %q", pictures, files(t, l.folder))
		}
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if _, err := tk.Save(context.Background(), w.img, metaAt(l.now())); err != nil || whole(t, l.Library) != 1 {
		t.Errorf("%v, %q", err, files(t, l.folder))
	}
	if got := l.Today(); got != (Spend{Tokens: 5, Runs: 1}) {
		t.Errorf("today: %+v", got)
	}
}

// Other processes that wait for a picture learn that one was saved here, but not
// of one that went elsewhere.
func TestOthersLearnOfWhatIsSavedHere(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	counted := func() (n int) {
		found, err := filepath.Glob(filepath.Join(l.folder, claim.Folder, ".saves-*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			n += len(read(t, path))
		}
		return n
	}
	tk, _ := received(t, l.Library, request("rain"), testAccount, pngBytes(t, 16))
	if err := tk.Unknown(errors.New("no room")); err != nil {
		t.Fatal(err)
	}
	recoverAll(t, l.Library, Into(filepath.Join(t.TempDir(), "elsewhere")))
	if n := counted(); n != 0 {
		t.Errorf("%d counted that are not here", n)
	}
	for want := range 3 {
		save(t, l, request("fog"), pngBytes(t, 16))
		if n := counted(); n != want+1 {
			t.Errorf("%d counted of %d", n, want+1)
		}
	}
}
