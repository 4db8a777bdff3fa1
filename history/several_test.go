package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
)

// helpSeveral has some requests in flight at the same time, each at another step,
// and then says so.
func helpSeveral(lib *Library) error {
	ctx := context.Background()
	for i, step := range []string{"prepared", "sent", "part", "received", "saved", "given up"} {
		r := request(step)
		r.Seed = int64(i + 1)
		t, err := lib.Begin(ctx, r, testAccount, queue.Wait)
		if err != nil || step == "prepared" {
			if err != nil {
				return err
			}
			continue
		}
		if err := t.Sent(); err != nil {
			return err
		}
		if step == "given up" {
			if err := t.Unknown(errors.New("no answer")); err != nil {
				return err
			}
		}
		if step == "sent" || step == "given up" {
			continue
		}
		data := helperPicture()
		if step == "part" {
			data = data[:len(data)/2]
		}
		w, err := t.Receiving(-1)
		if err == nil {
			_, err = w.Write(data)
		}
		if err == nil && step == "saved" {
			_, err = t.Save(ctx, imageOf(data), metaAt(lib.now()))
		}
		if err != nil {
			return err
		}
	}
	ready()
	return nil
}

// Of requests that were in flight together when their process was killed each is
// what it was.
func TestCase21SeveralKilledTogether(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	killAtReady(t, l, "several")
	if n := len(scan(t, l.Library)); n != 5 {
		t.Fatalf("%d entries", n)
	}
	events := map[string]string{}
	for _, one := range recoverAll(t, l.Library) {
		events[one.Request.Prompt] = one.Event
	}
	want := map[string]string{"sent": EventUnknown, "part": EventUnknown, "received": EventRecovered, "given up": EventUnknown}
	if fmt.Sprint(events) != fmt.Sprint(want) {
		t.Errorf("recovered %v, want %v", events, want)
	}
	if n := whole(t, l.Library); n != 2 {
		t.Errorf("%d pictures", n)
	}
	if n := len(scan(t, l.Library)); n != 3 {
		t.Errorf("%d entries are left", n)
	}
	if claims, err := l.claims.dir.All(); err != nil || len(claims) != 3 {
		t.Errorf("%d claims are left, %v", len(claims), err)
	}
	if spent := spentEver(t, l.Library); spent.Runs != 2 {
		t.Errorf("ledger: %+v", spent)
	}
	for _, one := range recoverAll(t, l.Library) {
		if err := l.Forget(one.ID); err != nil {
			t.Error(err)
		}
	}
	for _, f := range files(t, l.state) {
		if strings.HasPrefix(f, "inflight/") {
			t.Errorf("left %s", f)
		}
	}
}

// A picture was saved, and the power went before the disk knew that its entry, its
// bytes and its claim were removed, or before it knew its line in the ledger: the
// entry says that it was sent, and the picture is found.
func TestCase21PowerIsLostAfterSaving(t *testing.T) {
	t.Parallel()
	for _, bytes := range []string{"gone", "none in them"} {
		l := tempLibrary(t)
		tk, img := received(t, l.Library, request("fog"), testAccount, helperPicture())
		was := map[string][]byte{}
		keep := func(pattern string) {
			paths, err := filepath.Glob(pattern)
			if err != nil || len(paths) == 0 {
				t.Fatalf("%s: %q, %v", pattern, paths, err)
			}
			for _, path := range paths {
				was[path] = read(t, path)
			}
		}
		keep(filepath.Join(l.state, "inflight", "*.json"))
		keep(filepath.Join(l.Folder(), ".claims", "[0-9a-f]*"))
		if bytes == "none in them" {
			keep(filepath.Join(l.state, "inflight", "*.part"))
		}
		if _, err := tk.Save(t.Context(), img, metaAt(l.now())); err != nil {
			t.Fatal(err)
		}
		for path, data := range was {
			if filepath.Ext(path) == ".part" {
				data = nil
			}
			write(t, path, data)
		}
		if err := os.RemoveAll(filepath.Join(l.state, "ledger")); err != nil {
			t.Fatal(err)
		}
		after := newLibrary(t, l.Folder(), l.state)
		got := recoverAll(t, after.Library)
		if len(got) != 1 || got[0].Event != EventRecovered || !strings.HasPrefix(got[0].Path, l.Folder()) {
			t.Fatalf("bytes %s: recovered %+v", bytes, got)
		}
		if n := whole(t, after.Library); n != 1 {
			t.Errorf("%d pictures", n)
		}
		if found := scan(t, after.Library); len(found) != 0 {
			t.Errorf("left %+v", found)
		}
		if claims, err := after.claims.dir.All(); err != nil || len(claims) != 0 {
			t.Errorf("%d claims left, %v", len(claims), err)
		}
		if spent := spentEver(t, after.Library); spent.Runs != 1 {
			t.Errorf("ledger: %+v", spent)
		}
		if list := recoverAll(t, after.Library); len(list) != 0 {
			t.Errorf("again: %+v", list)
		}
	}
}

// What another run saved of the same request is not what this one was to bring.
func TestCase21AnotherRunsPictureIsNotTheAnswer(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	save(t, l, request("fog"), pngBytes(t, 16))
	tk, err := l.Begin(t.Context(), request("fog"), testAccount, queue.Beside)
	if err == nil {
		err = errors.Join(tk.Sent(), tk.Unknown(errors.New("no answer")))
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := recoverAll(t, l.Library); len(got) != 1 || got[0].Event != EventUnknown || got[0].State != journal.Sent {
		t.Errorf("recovered %+v", got)
	}
}
