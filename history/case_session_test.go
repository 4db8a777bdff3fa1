package history

import (
	"errors"
	"testing"

	"imagine-tui/api/queue"
)

// What this session left without an answer is not of an earlier one, though
// nobody works on it any more.
func TestCase54EarlierLeavesThisSessionOut(t *testing.T) {
	t.Parallel()
	old := tempLibrary(t)
	left, _ := received(t, old.Library, request("fog"), testAccount, []byte("half"))
	if err := left.Unknown(errors.New("no answer")); err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t, old.Folder(), old.state)
	mine, _ := received(t, l.Library, request("rain"), testAccount, []byte("half"))
	if err := mine.Unknown(errors.New("no answer")); err != nil {
		t.Fatal(err)
	}
	if got := recoverAll(t, l.Library, Earlier()); len(got) != 1 || got[0].Request.Prompt != "fog" {
		t.Errorf("of an earlier session: %+v", got)
	}
	if got := recoverAll(t, l.Library); len(got) != 2 {
		t.Errorf("in all: %+v", got)
	}
	job, err := l.Begin(t.Context(), request("sun"), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(job.Sent(), job.Accepted("job-7", metaAt(l.now())), job.Unknown(errors.New("stopped"))); err != nil {
		t.Fatal(err)
	}
	if list, err := l.Unfinished(Earlier()); err != nil || len(list) != 0 {
		t.Errorf("videos of an earlier session: %+v, %v", list, err)
	}
	if list, err := l.Unfinished(); err != nil || len(list) != 1 {
		t.Errorf("videos in all: %+v, %v", list, err)
	}
}
