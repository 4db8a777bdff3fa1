package disk

import (
	"errors"
	"os"
	"runtime"
	"sync"
	"testing"
)

// syncing is a sync that says when it begins and waits until it may end.
type syncing struct {
	begun, end chan struct{}
	err        error
}

func (s *syncing) sync(*os.File) error {
	s.begun <- struct{}{}
	<-s.end
	return s.err
}

func openDir(t *testing.T, path string) *os.File {
	t.Helper()
	dir, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Close() })
	return dir
}

// waiting tells whether somebody waits for the next sync of a folder.
func waiting(t *testing.T, dir *os.File) bool {
	t.Helper()
	info, err := dir.Stat()
	if err != nil {
		t.Fatal(err)
	}
	rounds.Lock()
	defer rounds.Unlock()
	return roundsOf(info).next != nil
}

// Who comes while a folder is being synced waits for another sync, which begins
// after they came and is one for all of them; its error is everybody's. Another
// folder is not waited for.
func TestSyncsOfAFolderAreShared(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	failed := errors.New("the disk is gone")
	first, second := syncing{make(chan struct{}), make(chan struct{}), nil}, syncing{make(chan struct{}), make(chan struct{}), failed}
	var group sync.WaitGroup
	var firstErr error
	one := openDir(t, folder)
	group.Go(func() { firstErr = shared(one, first.sync) })
	<-first.begun
	const others = 20
	errs := make(chan error, others)
	for range others {
		dir := openDir(t, folder)
		group.Go(func() { errs <- shared(dir, second.sync) })
	}
	if err := shared(openDir(t, t.TempDir()), func(*os.File) error { return nil }); err != nil {
		t.Error(err)
	}
	for !waiting(t, one) { // for the first of the others to have come
		runtime.Gosched()
	}
	select {
	case <-second.begun:
		t.Fatal("the second began while the first was under way")
	case err := <-errs:
		t.Fatalf("one of those who came later was content with the first: %v", err)
	default:
	}
	close(first.end)
	go func() { // each that begins may end; there are more where some came late
		for range second.begun {
		}
	}()
	close(second.end)
	group.Wait()
	close(second.begun)
	close(errs)
	if firstErr != nil {
		t.Errorf("the first: %v", firstErr)
	}
	for err := range errs {
		if !errors.Is(err, failed) {
			t.Errorf("one of the others: %v", err)
		}
	}
	rounds.Lock()
	defer rounds.Unlock()
	info, _ := one.Stat()
	for _, f := range rounds.folders {
		if os.SameFile(f.folder, info) {
			t.Error("it is kept after the last sync")
		}
	}
}

// However many sync at once, each sync of theirs begins after they came.
func TestASharedSyncBeginsAfterItIsAsked(t *testing.T) {
	t.Parallel()
	dir := openDir(t, t.TempDir())
	var mu sync.Mutex
	written, synced, syncs := 0, 0, 0
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				mu.Lock()
				written++
				mine := written
				mu.Unlock()
				err := shared(dir, func(*os.File) error {
					mu.Lock()
					defer mu.Unlock()
					synced, syncs = written, syncs+1
					return nil
				})
				mu.Lock()
				if err != nil || synced < mine {
					t.Errorf("content with a sync of %d, wrote %d: %v", synced, mine, err)
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	t.Logf("%d syncs for %d", syncs, written)
}

// What has its name is not looked for under the old one.
func TestDiscardAfterTheNameIsGiven(t *testing.T) {
	t.Parallel()
	folder, err := OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = folder.Close() }()
	for name, give := range map[string]func(*Temp, string) error{"published": (*Temp).Publish, "replaced": (*Temp).Replace} {
		temp, err := folder.CreateFleeting(name, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := give(temp, name); err != nil {
			t.Fatal(err)
		}
		if err := folder.Root().WriteFile(temp.name, nil, 0o600); err != nil { // somebody else's by now
			t.Fatal(err)
		}
		temp.Discard()
		if !folder.Taken(name) || !folder.Taken(temp.name) {
			t.Errorf("%s: it discarded what is not its own", name)
		}
	}
}
