package history

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/disk"
)

// film is the smallest file that counts as a whole video, of 1.5 seconds.
func film() []byte {
	box := func(kind string, inside ...[]byte) []byte {
		body := bytes.Join(inside, nil)
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
	}
	mvhd := make([]byte, 100)
	binary.BigEndian.PutUint32(mvhd[12:], 1000)
	binary.BigEndian.PutUint32(mvhd[16:], 1500)
	return bytes.Join([][]byte{
		box("ftyp", []byte("isom\x00\x00\x02\x00isom")), box("moov", box("mvhd", mvhd)), box("mdat", bytes.Repeat([]byte("film"), 500)),
	}, nil)
}

func filmRequest() api.Request {
	return api.Request{Operation: api.TextToVideo, Prompt: "waves", Style: "veo2", AspectRatio: "16:9"}
}

// ordered is a video that was ordered by a run that is gone.
func ordered(t *testing.T, l *testLibrary) queue.Unfinished {
	t.Helper()
	tk, err := l.Begin(t.Context(), filmRequest(), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	meta := queue.Meta{Template: "{waves|clouds}", Parent: filepath.Join(l.Folder(), "2026-11-24", "p.png"), Take: 3, ServerID: "srv-9"}
	if err := tk.Sent(); err != nil {
		t.Fatal(err)
	}
	if err := tk.Accepted("job-7", meta); err != nil {
		t.Fatal(err)
	}
	if list, err := l.Unfinished(); err != nil || len(list) != 0 {
		t.Errorf("one that is asked for: %+v, %v", list, err)
	}
	if err := tk.Unknown(io.ErrUnexpectedEOF); err != nil {
		t.Fatal(err)
	}
	return unfinished(t, l)
}

// unfinished is the one video that can be taken up.
func unfinished(t *testing.T, l *testLibrary) queue.Unfinished {
	t.Helper()
	if got := recoverAll(t, l.Library); len(got) != 1 || got[0].Event != EventRendering || got[0].Job != "job-7" || got[0].Kept != "" {
		t.Errorf("recovery tells %+v", got)
	}
	list, err := l.Unfinished()
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	return list[0]
}

func receive(t *testing.T, tk queue.Ticket, data []byte) {
	t.Helper()
	w, err := tk.Receiving(int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
}

// TestVideoTakenUp goes the whole way of a video whose program died twice: once
// while it was made, once while it was fetched.
func TestVideoTakenUp(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	u := ordered(t, l)
	if u.Job != "job-7" || u.Item.Template != "{waves|clouds}" || u.Item.Request.Hash() != filmRequest().Hash() || u.Options.Take != 3 ||
		u.Account != (queue.AccountInfo{KeyName: testAccount.KeyName, Origin: testAccount.Origin}) || u.Sent.IsZero() {
		t.Errorf("%+v", u)
	}
	tk, err := u.Adopt()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Adopt(); err == nil {
		t.Error("two runs ask for one video")
	}
	receive(t, tk, film()[:500])
	if err := tk.Unknown(io.ErrUnexpectedEOF); err != nil {
		t.Fatal(err)
	}
	u = unfinished(t, l)
	if tk, err = u.Adopt(); err != nil {
		t.Fatal(err)
	}
	receive(t, tk, film()[:300])
	receive(t, tk, film()) // anew
	meta := queue.Meta{Template: u.Item.Template, Parent: u.Options.Parent, Take: u.Options.Take, Job: u.Job, Started: u.Sent, Ended: l.now()}
	saved, err := tk.Save(t.Context(), api.Image{}, meta)
	if err != nil {
		t.Fatal(err)
	}
	e, err := l.Entry(saved.Path)
	s := e.Sidecar
	if err != nil || !strings.HasSuffix(saved.Path, ".mp4") || s.MediaType != "video/mp4" || s.DurationMS != 1500 || s.Job != "job-7" || s.ServerID != "srv-9" ||
		s.Template != "{waves|clouds}" || s.Take != 3 || s.Parent != "2026-11-24/p.png" || s.SHA256 != s.FileSHA256 || saved.Job != "job-7" || saved.Duration.Milliseconds() != 1500 {
		t.Errorf("%+v, %v", s, err)
	}
	if data := read(t, saved.Path); !bytes.Equal(data, film()) {
		t.Error("the file is not what was received")
	}
	if found, ok := l.Find(testAccount.Origin, filmRequest()); !ok || found.Path != saved.Path {
		t.Errorf("it is not found again: %+v", found)
	}
	if got := recoverAll(t, l.Library); len(got) != 0 || len(all(t, l.Library)) != 1 {
		t.Errorf("left over: %+v", got)
	}
	list, err := l.Videos(t.Context())
	if err != nil || len(list) != 1 || list[0].Job != "job-7" || list[0].Path != saved.Path || list[0].Key != testAccount.KeyName {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestWholeVideoIsNotFetchedAgain saves what had arrived before the end.
func TestWholeVideoIsNotFetchedAgain(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, err := ordered(t, l).Adopt()
	if err != nil {
		t.Fatal(err)
	}
	receive(t, tk, film())
	if err := tk.Unknown(io.ErrUnexpectedEOF); err != nil {
		t.Fatal(err)
	}
	if list, err := l.Unfinished(); err != nil || len(list) != 0 {
		t.Errorf("it would be fetched again: %+v, %v", list, err)
	}
	got := recoverAll(t, l.Library)
	if len(got) != 1 || got[0].Event != EventRecovered || !strings.HasSuffix(got[0].Path, ".mp4") {
		t.Fatalf("%+v", got)
	}
	if e, err := l.Entry(got[0].Path); err != nil || e.Sidecar.Template != "{waves|clouds}" || e.Sidecar.Job != "job-7" {
		t.Errorf("%+v, %v", e.Sidecar, err)
	}
}

// TestVideoThatDoesNotFit is not begun, and stays to be fetched.
func TestVideoThatDoesNotFit(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, err := ordered(t, l).Adopt()
	if err != nil {
		t.Fatal(err)
	}
	if _, known := disk.Free(l.state); !known {
		t.Skip("this system does not say how much room there is")
	}
	if _, err := tk.Receiving(1 << 61); err == nil || !strings.Contains(err.Error(), "free some space first") {
		t.Errorf("%v", err)
	}
	if err := tk.Unknown(err); err != nil {
		t.Fatal(err)
	}
	unfinished(t, l)
}

func TestForgetVideo(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	u := ordered(t, l)
	list, err := l.Videos(t.Context())
	if err != nil || len(list) != 1 || list[0].Path != "" || list[0].Request.Prompt != "waves" {
		t.Errorf("%+v, %v", list, err)
	}
	tk, err := u.Adopt()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.ForgetVideo(t.Context(), "job-7"); err == nil {
		t.Error("forgotten while it is asked for")
	}
	if err := tk.Unknown(nil); err != nil {
		t.Fatal(err)
	}
	if err := l.ForgetVideo(t.Context(), "job-8"); err != nil {
		t.Error(err)
	}
	if err := l.ForgetVideo(t.Context(), "job-7"); err != nil {
		t.Error(err)
	}
	if got := recoverAll(t, l.Library); len(got) != 0 {
		t.Errorf("left over: %+v", got)
	}
}

// TestVideoElsewhere saves a recovered video into another folder.
func TestVideoElsewhere(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	ordered(t, l)
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	list, err := l.Unfinished(Into(elsewhere))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	tk, err := list[0].Adopt()
	if err != nil {
		t.Fatal(err)
	}
	receive(t, tk, film())
	saved, err := tk.Save(t.Context(), api.Image{}, queue.Meta{Ended: l.now()})
	if err != nil || !strings.HasPrefix(saved.Path, elsewhere) {
		t.Errorf("%+v, %v", saved, err)
	}
	if _, err := os.Stat(saved.Sidecar); err != nil {
		t.Error(err)
	}
}

// helpFilm orders, fetches and saves a video.
func helpFilm(lib *Library) error {
	ctx := context.Background()
	tk, err := lib.Begin(ctx, filmRequest(), testAccount, queue.Wait)
	if err != nil {
		return err
	}
	if err := errors.Join(tk.Sent(), tk.Accepted("job-7", queue.Meta{Template: "{waves|clouds}"})); err != nil {
		return err
	}
	w, err := tk.Receiving(-1)
	if err != nil {
		return err
	}
	if _, err := w.Write(film()); err != nil {
		return err
	}
	_, err = tk.Save(ctx, api.Image{}, queue.Meta{Job: "job-7", Ended: lib.now()})
	return err
}

// TestKilledWhileAVideoIsSaved ends the process at each step of saving: then
// the video is saved once, and never asked for again.
func TestKilledWhileAVideoIsSaved(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"copied", "remembered", "published", "described", "saved"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			killAtReady(t, l, "film:"+step)
			if list, err := l.Unfinished(); err != nil || len(list) != 0 {
				t.Errorf("it would be fetched again: %+v, %v", list, err)
			}
			for range 2 { // recovering twice changes nothing more
				for _, r := range recoverAll(t, l.Library) {
					if r.Event != EventRecovered || r.Job != "job-7" {
						t.Errorf("%+v", r)
					}
				}
			}
			list := all(t, l.Library)
			if len(list) != 1 || list[0].Problem != "" || list[0].Sidecar.Job != "job-7" || !bytes.Equal(read(t, list[0].Path), film()) {
				t.Errorf("%+v", list)
			}
			if n := len(scan(t, l.Library)); n != 0 {
				t.Errorf("%d journal entries left", n)
			}
		})
	}
}
