package history

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
)

// ballast fills a file system but for so many bytes.
func ballast(t *testing.T, dir string, size, leave int) string {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	fill(t, path, size-leave)
	return path
}

// sentWith begins and sends a request.
func sentWith(t *testing.T, l *testLibrary, prompt string) queue.Ticket {
	t.Helper()
	tk, err := l.Begin(t.Context(), request(prompt), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := tk.Sent(); err != nil {
		t.Fatal(err)
	}
	return tk
}

// receiveAll hands a ticket data in small pieces.
func receiveAll(t *testing.T, tk queue.Ticket, data []byte) error {
	t.Helper()
	w, err := tk.Receiving(int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{bytes.NewReader(data)}, make([]byte, 16<<10))
	return err
}

// parts are the files with bytes of answers, in the state folder and in the
// library.
func parts(l *testLibrary) (state, library []string) {
	state, _ = filepath.Glob(filepath.Join(l.state, "inflight", "*.part"))
	library, _ = filepath.Glob(filepath.Join(l.Folder(), journal.Incoming, "*.part"))
	return state, library
}

// An answer for which the state folder has no room is kept in the library, where
// recovery finds it after a kill.
func TestCase72AnswersGoToTheLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=256k")
	data := pngBytes(t, 320) // more than that
	tk := sentWith(t, l, "fog")
	if state, library := parts(l); len(state) != 0 || len(library) != 1 {
		t.Fatalf("before a byte came: %q, %q", state, library)
	}
	if err := receiveAll(t, tk, data); err != nil {
		t.Fatal(err)
	}
	s, err := tk.Save(context.Background(), imageOf(data), metaAt(l.now()))
	if err != nil || s.SHA256 != imageOf(data).SHA256 {
		t.Fatalf("%+v, %v", s, err)
	}
	if state, library := parts(l); len(state)+len(library) != 0 {
		t.Errorf("left: %q, %q", state, library)
	}
	// As if the process died with all of it there.
	tk = sentWith(t, l, "rain")
	if err := receiveAll(t, tk, data); err != nil {
		t.Fatal(err)
	}
	if err := tk.Unknown(errors.New("killed")); err != nil {
		t.Fatal(err)
	}
	got := recoverAll(t, newLibrary(t, l.Folder(), l.state).Library)
	if len(got) != 1 || got[0].Event != EventRecovered {
		t.Fatalf("%+v", got)
	}
	if state, library := parts(l); len(state)+len(library) != 0 {
		t.Errorf("left: %q, %q", state, library)
	}
	if n := whole(t, l.Library); n != 2 {
		t.Errorf("%d pictures", n)
	}
}

// In neither folder is there room: nothing is sent, and both are named with what
// is missing.
func TestCase72NoRoomAtAll(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=1m")
	mount(t, l.Folder(), "size=3m")
	_, err := l.Begin(t.Context(), request("fog"), testAccount, queue.Wait)
	var full *RoomError
	if !errors.As(err, &full) || full.Need != roomForPicture || len(full.Places) != 2 {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"nothing was sent", "may need 8.0 MB", filepath.Join(l.state, "inflight"), l.Folder(), "7.0 MB too little", "5.0 MB too little"} {
		if !strings.Contains(strings.ReplaceAll(err.Error(), "which is ", ""), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if n := len(scan(t, l.Library)); n != 0 {
		t.Errorf("%d entries are left", n)
	}
	if stands, err := l.Standings(); err != nil || stands(testOrigin, request("fog")) != Free {
		t.Errorf("a claim is left, %v", err)
	}
	// Twice the largest that is known is enough, of this operation.
	l.index.size(api.TextToImage, 200<<10)
	tk := sentWith(t, l, "fog")
	if err := tk.Drop(); err != nil {
		t.Fatal(err)
	}
	upscale := request("")
	upscale.Operation = api.Upscale
	if _, err := l.Begin(t.Context(), upscale, testAccount, queue.Wait); !errors.As(err, &full) || full.Need != roomForPicture {
		t.Errorf("another operation: %v", err)
	}
	video := request("waves")
	video.Operation, video.Style = api.TextToVideo, "veo2"
	if _, err := l.Begin(t.Context(), video, testAccount, queue.Wait); !errors.As(err, &full) || full.Need != roomForVideo {
		t.Errorf("a video: %v", err)
	}
}

// Room is promised to each request in flight; what finds none beside them may go
// when one of them has ended.
func TestCase72RoomForEachInFlight(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=20m")
	mount(t, l.Folder(), "size=18m")
	first, second, third := sentWith(t, l, "one"), sentWith(t, l, "two"), sentWith(t, l, "three")
	if state, library := parts(l); len(state) != 2 || len(library) != 1 {
		t.Fatalf("%q, %q", state, library)
	}
	if _, err := l.Begin(t.Context(), request("four"), testAccount, queue.Wait); !errors.Is(err, queue.ErrCrowded) || !strings.Contains(err.Error(), "beside the 3 in flight") {
		t.Fatalf("%v", err)
	}
	data := pngBytes(t, 64)
	if err := receiveAll(t, first, data); err != nil {
		t.Fatal(err)
	}
	if _, err := first.Save(context.Background(), imageOf(data), metaAt(l.now())); err != nil {
		t.Fatal(err)
	}
	fourth := sentWith(t, l, "four")
	if err := errors.Join(second.Drop(), third.Unknown(errors.New("reset")), fourth.Drop()); err != nil {
		t.Fatal(err)
	}
	if n := l.rooms.flying(); n != 0 || l.rooms.promised[""] != 0 {
		t.Errorf("%d in flight, %v promised", n, l.rooms.promised)
	}
}

// The disks fill up while a picture arrives: it goes on in the library, then in
// memory, and is saved once there is room, or kept wherever there is.
func TestCase72DisksFillUpMeanwhile(t *testing.T) { //nolint:paralleltest // it has a home of its own
	data := pngBytes(t, 400) // about 640 KB
	for _, c := range []struct {
		name           string
		library        int // bytes left in it while it arrives
		makeRoom       bool
		saved, rescued bool
	}{
		{"room in the library", 0, false, true, false},
		{"room nowhere, then in the library", 64 << 10, true, true, false},
		{"room nowhere", 64 << 10, false, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			t.Setenv("HOME", home)
			l := tempLibrary(t)
			mount(t, l.state, "size=9m")
			if c.library > 0 {
				mount(t, l.Folder(), "size=5m")
			}
			tk := sentWith(t, l, "fog")
			ballast(t, l.state, 9<<20, 192<<10)
			full := ""
			if c.library > 0 {
				full = ballast(t, l.Folder(), 5<<20, c.library)
			}
			if err := receiveAll(t, tk, data); err != nil {
				t.Fatalf("the answer was given up: %v", err)
			}
			if c.makeRoom {
				if err := os.Remove(full); err != nil {
					t.Fatal(err)
				}
			}
			s, err := tk.Save(context.Background(), imageOf(data), metaAt(l.now()))
			if c.saved {
				if err != nil || s.SHA256 != imageOf(data).SHA256 {
					t.Fatalf("%+v, %v", s, err)
				}
				return
			}
			var unsaved *SaveError
			if !errors.As(err, &unsaved) || unsaved.Lost || !strings.HasPrefix(unsaved.Kept, home) || !bytes.Equal(read(t, unsaved.Kept), data) {
				t.Fatalf("%+v", err)
			}
			if err := tk.Unknown(err); err != nil {
				t.Fatal(err)
			}
			// The journal knows where it is.
			got := recoverAll(t, newLibrary(t, l.Folder(), l.state).Library, Into(filepath.Join(home, "elsewhere")))
			if len(got) != 1 || got[0].Event != EventRecovered {
				t.Errorf("%+v", got)
			}
			if _, err := os.Stat(unsaved.Kept); err == nil {
				t.Error("its bytes are still there")
			}
		})
	}
}

// A video is fetched where it fits, and not where it does not: it can be fetched
// later.
func TestCase72VideosGoWhereTheyFit(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=1m")
	r := request("waves")
	r.Operation, r.Style = api.TextToVideo, "veo2"
	tk, err := l.Begin(t.Context(), r, testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(tk.Sent(), tk.Accepted("job-7", metaAt(l.now()))); err != nil {
		t.Fatal(err)
	}
	if n := l.rooms.flying(); n != 0 {
		t.Errorf("%d are promised room while they are made", n)
	}
	if _, err := tk.Receiving(1 << 50); err == nil || !strings.Contains(err.Error(), "free some space first") {
		t.Errorf("one that fits nowhere: %v", err)
	}
	if _, err := tk.Receiving(10 << 20); err != nil {
		t.Errorf("one that fits into the library: %v", err)
	}
	if state, library := parts(l); len(state) != 0 || len(library) != 1 {
		t.Errorf("%q, %q", state, library)
	}
	if err := tk.Unknown(errors.New("later")); err != nil {
		t.Fatal(err)
	}
}

// An entry that names a file anywhere as its bytes was not written by us.
func TestCase72ForeignBytesAreLeftAlone(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	victim := filepath.Join(t.TempDir(), "victim.part")
	fill(t, victim, 10)
	tk := sentWith(t, l, "fog")
	if err := tk.Unknown(errors.New("reset")); err != nil {
		t.Fatal(err)
	}
	list, _ := filepath.Glob(filepath.Join(l.state, "inflight", "*.json"))
	entry := read(t, list[0])
	write(t, list[0], append(entry, []byte(`{"state":"receiving","body":"`+victim+`"}`+"\n")...))
	got := recoverAll(t, l.Library)
	if len(got) != 1 || got[0].Kept != "" {
		t.Fatalf("%+v", got)
	}
	if err := l.Forget(got[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(victim); err != nil {
		t.Error(err)
	}
}
