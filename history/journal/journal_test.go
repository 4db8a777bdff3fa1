package journal

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/history/disk"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", 3600))

func clock() time.Time { return noon }

func newEntry() New {
	return New{
		Request: api.Request{Operation: api.TextToImage, Prompt: "fog", Style: "anime", Seed: 7},
		Key:     "work", Origin: "https://api.example.org:443", Folder: "/pictures",
	}
}

func create(t *testing.T, d Dir) *Record {
	t.Helper()
	r, err := d.Create(newEntry(), clock)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func one(t *testing.T, d Dir) Found {
	t.Helper()
	all, err := d.Scan()
	if err != nil || len(all) != 1 {
		t.Fatalf("scan: %+v, %v", all, err)
	}
	return all[0]
}

// abandon ends the ownership as the end of the process would.
func abandon(t *testing.T, r *Record) {
	t.Helper()
	r.closeBody()
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
}

func TestClasses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		steps func(*Record) error
		state State
		class Class
	}{
		{"prepared", func(*Record) error { return nil }, Prepared, Unsent},
		{"sent", (*Record).Sent, Sent, Unknown},
		{"accepted", func(r *Record) error { return errors.Join(r.Sent(), r.Accepted("job-7\x07", nil)) }, Accepted, Rendering},
		{"receiving nothing", func(r *Record) error {
			err := r.Sent()
			_, receiveErr := r.Receiving(-1)
			return errors.Join(err, receiveErr)
		}, Receiving, Unknown},
		{"receiving", func(r *Record) error {
			err := r.Sent()
			body, bodyErr := r.Receiving(100)
			_, writeErr := body.WriteString("half")
			return errors.Join(err, bodyErr, writeErr)
		}, Receiving, Received},
		{"saved", func(r *Record) error { return errors.Join(r.Sent(), r.write(line{State: Saved})) }, Saved, Finished},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := In(t.TempDir())
			r := create(t, d)
			if err := tt.steps(r); err != nil {
				t.Fatal(err)
			}
			if got := one(t, d); got.Class != Live {
				t.Errorf("class %v while it is owned", got.Class)
			}
			if _, err := d.Adopt(r.Entry().ID, clock); !errors.Is(err, ErrOwned) {
				t.Errorf("adopted while it is owned: %v", err)
			}
			abandon(t, r)
			got := one(t, d)
			if got.Class != tt.class || got.Entry.State != tt.state {
				t.Errorf("class %v state %s", got.Class, got.Entry.State)
			}
			if tt.class == Rendering && got.Entry.Job != "job-7" {
				t.Errorf("job %q", got.Entry.Job)
			}
			asMade(t, got.Entry)
			again, err := d.Adopt(got.Entry.ID, clock)
			if err != nil {
				t.Fatal(err)
			}
			if err := again.Drop(); err != nil {
				t.Error(err)
			}
			if left, _ := os.ReadDir(string(d)); len(left) != 0 {
				t.Errorf("left %v", left)
			}
		})
	}
}

// asMade checks that an entry says what it was made with.
// Who only looks at an entry is not taken for its owner by others who look: what was
// sent by somebody dead would be taken for under way, and be sent again.
func TestCase74LookersAreNotOwners(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	r := create(t, d)
	id := r.Entry().ID
	if err := r.Sent(); err != nil {
		t.Fatal(err)
	}
	abandon(t, r)
	file, err := os.Open(d.path(id, entryExt))
	if err != nil {
		t.Fatal(err)
	}
	if free, err := disk.TryShare(file); err != nil || !free {
		t.Fatalf("the lock of one who looks: %v, %v", free, err)
	}
	if got := one(t, d); got.Class != Unknown {
		t.Errorf("class %v while somebody looks at it", got.Class)
	}
	if _, err := d.Adopt(id, clock); !errors.Is(err, ErrOwned) {
		t.Errorf("adopted while somebody looks at it: %v", err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := d.Adopt(id, clock)
	if err != nil {
		t.Fatal(err)
	}
	if got := one(t, d); got.Class != Live {
		t.Errorf("class %v while it is owned", got.Class)
	}
	if err := again.Drop(); err != nil {
		t.Error(err)
	}
}

func asMade(t *testing.T, e Entry) {
	t.Helper()
	if e.Request.Hash() != newEntry().Request.Hash() || e.Key != "work" || e.Folder != "/pictures" || !e.Time().Equal(noon) || e.Problem != "" {
		t.Errorf("entry %+v", e)
	}
}

func TestReleaseAndTakeUpAgain(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	r := create(t, d)
	body, err := r.Receiving(-1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := body.WriteString("bytes"); err != nil {
		t.Fatal(err)
	}
	draft := json.RawMessage(`{"schema":1}`)
	if err := errors.Join(r.Complete(draft), r.Placing("2026-11-24/x.png")); err != nil {
		t.Fatal(err)
	}
	if err := r.Release(errors.New("disk full, key vk-test-0123456789abcdef"), false); err != nil {
		t.Fatal(err)
	}
	if r.Sent() == nil || r.Drop() == nil || r.Release(nil, false) == nil || r.Sync() == nil || r.Complete(draft) == nil || r.Done() == nil {
		t.Error("works after its end")
	}
	if _, err := r.Receiving(1); err == nil {
		t.Error("receives after its end")
	}
	again, err := d.Adopt(r.Entry().ID, clock)
	if err != nil {
		t.Fatal(err)
	}
	e := again.Entry()
	if string(e.Draft) != string(draft) || e.Name != "2026-11-24/x.png" || e.State != Receiving || !strings.Contains(e.Note, "disk full") || strings.Contains(e.Note, "0123456789") {
		t.Errorf("entry %+v", e)
	}
	if body, err = again.Body(); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(body.Name()); err != nil || string(data) != "bytes" {
		t.Errorf("%q, %v", data, err)
	}
	if err := again.Done(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(string(d)); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	if _, err := d.Adopt(e.ID, clock); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a finished one was adopted: %v", err)
	}
}

func TestPrivate(t *testing.T) {
	t.Parallel()
	d := In(filepath.Join(t.TempDir(), "state"))
	r := create(t, d)
	if _, err := r.Receiving(-1); err != nil {
		t.Fatal(err)
	}
	defer abandon(t, r)
	err := filepath.WalkDir(filepath.Dir(string(d)), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := e.Info(); err != nil || (os.PathSeparator == '/' && info.Mode().Perm()&0o077 != 0) {
			t.Errorf("%s is %v, %v", path, info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDamagedEntries(t *testing.T) {
	t.Parallel()
	const first = `{"schema":1,"state":"prepared","time":"2026-11-24T12:00:00Z","request":{"operation":"text-to-image","prompt":"fog"},"folder":"/p"}` + "\n"
	const sent = `{"state":"sent","time":"2026-11-24T12:00:01Z"}` + "\n"
	for _, tt := range []struct {
		name, text, body string
		class            Class
		problem          bool
	}{
		{"empty", "", "", Unsent, false},
		{"torn first line", first[:40], "", Unsent, false},
		{"empty, but something was received", "", "x", Unknown, true},
		{"torn sent", first + sent[:20], "", Unsent, false},
		{"torn after sent", first + sent + sent[:20], "", Unknown, false},
		{"unreadable line", first + "\x00\x00\x00\n", "", Unknown, false},
		{"unreadable line between", first + "garbage\n" + sent, "", Unknown, false},
		{"no first line", sent, "", Unknown, true},
		{"newer", strings.Replace(first, `"schema":1`, `"schema":2`, 1), "", Unknown, true},
		{"strange state", first + `{"state":"frozen"}` + "\n", "", Unknown, true},
		{"line about the bytes was lost", first + sent, "x", Received, false},
		{"blank lines", first + "\n\n" + sent + "\n", "", Unknown, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := In(t.TempDir())
			if err := os.MkdirAll(string(d), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(d.path("x", entryExt), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.body != "" {
				if err := os.WriteFile(d.path("x", partExt), []byte(tt.body), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := one(t, d)
			if got.Class != tt.class || (got.Entry.Problem != "") != tt.problem || got.Entry.ID != "x" {
				t.Errorf("%+v", got)
			}
			// Whatever it is, a person can give it up.
			r, err := d.Adopt("x", clock)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Drop(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.path("x", entryExt), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.path("x", entryExt), MaxSize+100); err != nil {
		t.Fatal(err)
	}
	if got := one(t, d); got.Entry.Problem == "" || got.Class != Unknown {
		t.Errorf("%+v", got)
	}
}

func TestForeignFilesAreNotEntries(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	if all, err := d.Scan(); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	r := create(t, d)
	defer abandon(t, r)
	for _, name := range []string{".x.json", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(string(d), name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(string(d), "folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(string(d), "link.json")); err != nil {
		t.Log(err)
	}
	one(t, d)
	for _, id := range []string{"../x", "a/b", "..", ""} {
		if _, err := d.Adopt(id, clock); err == nil {
			t.Errorf("%q was adopted", id)
		}
	}
}

func TestManyCreateAndScan(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				r, err := d.Create(newEntry(), clock)
				if err != nil {
					t.Error(err)
					return
				}
				if err := errors.Join(r.Sent(), r.Done()); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() { // as another process would, looking for the dead
			for range 20 {
				all, err := d.Scan()
				if err != nil {
					t.Error(err)
				}
				for _, f := range all {
					if f.Class != Unsent && f.Class != Unknown {
						continue
					}
					if r, err := d.Adopt(f.Entry.ID, clock); err == nil && r.Entry().State != "" {
						t.Errorf("took %+v from its owner", r.Entry())
						abandon(t, r)
					} else if err == nil {
						_ = r.Drop()
					}
				}
			}
		})
	}
	wg.Wait()
	if left, _ := os.ReadDir(string(d)); len(left) != 0 {
		t.Errorf("left %d", len(left))
	}
}

func FuzzEntry(f *testing.F) {
	f.Add(`{"schema":1,"state":"prepared","time":"2026-11-24T12:00:00Z","request":{"operation":"text-to-image","prompt":"fog"}}` + "\n" + `{"state":"sent"}` + "\n")
	f.Add(`{"state":"accepted","job":"x"}` + "\n" + `{"state":"receiving","total":-1,"draft":[],"name":"../x"}` + "\n")
	f.Add("\n\n{}\nnull\n[]\n")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := parse(strings.NewReader(text))
		if err != nil && !errors.Is(err, errNothing) {
			t.Fatal(err)
		}
		if class := e.class(); class == Unsent && err == nil && (e.State != Prepared || e.Request.Operation == "") {
			t.Errorf("%q would be dropped: %+v", text, e)
		}
		if e.class() == Finished && e.State != Saved {
			t.Errorf("%q would be removed: %+v", text, e)
		}
	})
}
