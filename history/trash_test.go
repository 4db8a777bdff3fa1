package history

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api/wording"
)

func trash(tb testing.TB, l *Library, path string) string {
	tb.Helper()
	there, err := l.Trash(path)
	if err != nil {
		tb.Fatal(err)
	}
	return there
}

func trashed(tb testing.TB, l *Library) []Trashed {
	tb.Helper()
	list, err := l.Trashed()
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

func TestTrashAndBack(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog, rain := save(t, l, request("fog"), pngBytes(t, 16)), save(t, l, request("rain"), jpegBytes(t, 16))
	picture, sidecar := read(t, fog.Path), read(t, fog.Path+sidecarExt)
	there := trash(t, l.Library, fog.Path)
	if list := all(t, l.Library); len(list) != 1 || list[0].Path != rain.Path {
		t.Errorf("listed are %d", len(list))
	}
	if _, ok := l.Find(testOrigin, request("fog")); ok {
		t.Error("a picture in the trash is reused")
	}
	if _, ok := newLibrary(t, l.Folder(), l.state).Find(testOrigin, request("fog")); ok {
		t.Error("a picture in the trash is reused by another run")
	}
	list := trashed(t, l.Library)
	if len(list) != 1 || list[0].Path != there || list[0].Place != fog.Path || list[0].Sidecar.Request.Prompt != "fog" || list[0].Problem != "" {
		t.Fatalf("the trash holds %+v", list)
	}
	if _, err := l.Trash(fog.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("moved twice: %v", err)
	}
	back, err := l.Restore(fog.Path) // where it was does as well
	if err != nil || back != fog.Path {
		t.Fatalf("%s, %v", back, err)
	}
	if string(read(t, fog.Path)) != string(picture) || string(read(t, fog.Path+sidecarExt)) != string(sidecar) {
		t.Error("it came back changed")
	}
	if saved, ok := l.Find(testOrigin, request("fog")); !ok || saved.Path != fog.Path {
		t.Error("it is not reused again")
	}
	if len(trashed(t, l.Library)) != 0 {
		t.Error("it is still in the trash")
	}
	if _, err := l.Restore(there); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("brought back twice: %v", err)
	}
}

// cut ends what l does at its n-th step, as a kill would.
func cut(l *Library, n int, what func()) (done bool) {
	type kill struct{}
	l.step = func(string) {
		if n--; n == 0 {
			panic(kill{})
		}
	}
	defer func() {
		l.step = func(string) {}
		if problem := recover(); problem != nil {
			if _, ours := problem.(kill); !ours {
				panic(problem)
			}
		}
	}()
	what()
	return true
}

func TestTrashCutShort(t *testing.T) {
	t.Parallel()
	for name, then := range map[string]func(*Library, string) error{
		"list":    func(l *Library, _ string) error { _, err := l.Trashed(); return err },
		"empty":   func(l *Library, _ string) error { _, err := l.EmptyTrash(context.Background()); return err },
		"trash":   func(l *Library, path string) error { _, err := l.Trash(path); return err },
		"restore": func(l *Library, path string) error { _, err := l.Restore(path); return err },
	} {
		for _, way := range []string{"out", "back"} {
			t.Run(name+" after a cut on the way "+way, func(t *testing.T) {
				t.Parallel()
				l := tempLibrary(t)
				fog := save(t, l, request("fog"), pngBytes(t, 16))
				if way == "back" {
					trash(t, l.Library, fog.Path)
				}
				ended := cut(l.Library, 1, func() {
					if way == "back" {
						_, _ = l.Restore(fog.Path)
					} else {
						_, _ = l.Trash(fog.Path)
					}
				})
				if got := files(t, l.Folder()); ended || len(got) != 2 {
					t.Fatalf("not cut, or files are %q", got)
				}
				if err := then(l.Library, fog.Path); err != nil {
					t.Fatal(err)
				}
				paired(t, l.Folder(), 1)
				if inTrash := len(trashed(t, l.Library)) == 1; inTrash != (name == "trash") {
					t.Errorf("in the trash: %v", inTrash)
				}
			})
		}
	}
}

// paired checks that there are so many results, in or out of the trash, each
// picture with its sidecar and once.
func paired(tb testing.TB, folder string, want int) {
	tb.Helper()
	list := files(tb, folder)
	names := make(map[string]string)
	for _, file := range list {
		if strings.HasSuffix(file, sidecarExt) {
			continue
		}
		if was, twice := names[filepath.Base(file)]; twice {
			tb.Errorf("%s is %s as well", file, was)
		}
		names[filepath.Base(file)] = file
		if !slices.Contains(list, file+sidecarExt) {
			tb.Errorf("%s is without its sidecar", file)
		}
	}
	if len(names) != want || len(list) != 2*want {
		tb.Errorf("files are %q", list)
	}
}

func TestTrashWithTwoNames(t *testing.T) {
	t.Parallel()
	// Where files move by links, a kill can leave both names.
	for name, c := range map[string]struct{ both, moved string }{
		"sidecar has both":            {sidecarExt, "none"},
		"sidecar moved, picture both": {"", sidecarExt},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			fog := save(t, l, request("fog"), pngBytes(t, 16))
			there := filepath.Join(l.Folder(), trashName, filepath.Base(filepath.Dir(fog.Path)), filepath.Base(fog.Path))
			if err := os.MkdirAll(filepath.Dir(there), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Link(fog.Path+c.both, there+c.both); err != nil {
				t.Skip("no hard links here")
			}
			if c.moved != "none" {
				if err := os.Rename(fog.Path+c.moved, there+c.moved); err != nil {
					t.Fatal(err)
				}
			}
			trashed(t, l.Library)
			paired(t, l.Folder(), 1)
			if list := all(t, l.Library); len(list) != 1 || list[0].Problem != "" {
				t.Errorf("%+v", list)
			}
		})
	}
}

func TestTrashKeepsNamesApart(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	trash(t, l.Library, fog.Path)
	for _, ext := range []string{"", sidecarExt} { // somebody copies a backup in
		write(t, fog.Path+ext, []byte("other"))
	}
	second := trash(t, l.Library, fog.Path)
	if list := trashed(t, l.Library); len(list) != 2 {
		t.Fatalf("%d in the trash", len(list))
	}
	write(t, fog.Path, []byte("third"))
	back, err := l.Restore(fog.Path)
	if err != nil || back == fog.Path || len(read(t, back)) < 100 {
		t.Errorf("came back as %s, %v", back, err)
	}
	if string(read(t, fog.Path)) != "third" || string(read(t, second)) != "other" {
		t.Error("something was overwritten")
	}
	if list := all(t, l.Library); len(list) != 2 {
		t.Errorf("%d listed", len(list))
	}
}

func TestTrashTakesOnlyResults(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	outside := filepath.Join(t.TempDir(), "2026-11-24", "a.png")
	write(t, outside, []byte("x"))
	there := trash(t, l.Library, fog.Path)
	for _, path := range []string{outside, filepath.Join(l.Folder(), "a.png"), filepath.Join(l.Folder(), "notes", "a.png"), there} {
		if _, err := l.Trash(path); !errors.Is(err, ErrNotHere) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := l.Restore(outside); !errors.Is(err, ErrNotHere) {
		t.Error(err)
	}
	if _, err := l.Trash(fog.Path + sidecarExt); !errors.Is(err, ErrNotHere) {
		t.Errorf("a sidecar: %v", err)
	}
	// A trash that is a link leads somewhere else.
	elsewhere := tempLibrary(t)
	rain := save(t, elsewhere, request("rain"), pngBytes(t, 16))
	if err := os.Symlink(t.TempDir(), filepath.Join(elsewhere.Folder(), trashName)); err != nil {
		t.Skip("no links here")
	}
	if _, err := elsewhere.Trash(rain.Path); err == nil {
		t.Error("moved through a link out of the library")
	}
	read(t, rain.Path)
	read(t, rain.Path+sidecarExt)
}

func TestTrashLoneSidecar(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	if err := os.Remove(fog.Path); err != nil {
		t.Fatal(err)
	}
	trash(t, l.Library, fog.Path)
	if list := trashed(t, l.Library); len(list) != 1 || list[0].Problem != problemNoPicture {
		t.Errorf("%+v", list)
	}
	if back, err := l.Restore(fog.Path); err != nil || back != fog.Path {
		t.Errorf("%s, %v", back, err)
	}
}

func TestEmptyTrash(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if gone, err := l.EmptyTrash(t.Context()); err != nil || gone.Results.Len() != 0 {
		t.Errorf("without a trash: %+v, %v", gone, err)
	}
	stays := save(t, l, request("stays"), pngBytes(t, 16))
	size := int64(0)
	var last string
	for i := range 3 {
		s := save(t, l, request(fmt.Sprint("goes", i)), pngBytes(t, 16))
		last = trash(t, l.Library, s.Path)
		size += int64(len(read(t, last)) + len(read(t, last+sidecarExt)))
	}
	foreign := filepath.Join(filepath.Dir(last), "notes.txt")
	write(t, foreign, []byte("mine"))
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if gone, err := l.EmptyTrash(stopped); err == nil || gone.Results.Len() != 0 {
		t.Errorf("after a stop: %+v, %v", gone, err)
	}
	gone, err := l.EmptyTrash(t.Context())
	if err != nil || gone != (Emptied{wording.Made{Pictures: 3}, size}) {
		t.Errorf("%+v, %v; want %d bytes", gone, err, size)
	}
	if len(trashed(t, l.Library)) != 0 || len(all(t, l.Library)) != 1 || string(read(t, foreign)) != "mine" {
		t.Error("too much or too little is gone")
	}
	read(t, stays.Path)
	if err := os.Remove(foreign); err != nil {
		t.Fatal(err)
	}
	if _, err := l.EmptyTrash(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(l.Folder(), trashName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty trash stays: %v", err)
	}
}

// TestTrashHelper is no test: it moves pictures to and fro until it is killed,
// or to the trash once.
func TestTrashHelper(t *testing.T) {
	job := os.Getenv("HISTORY_TRASH_JOB")
	if job == "" {
		t.Skip("a helper of other tests")
	}
	l, err := Open(Options{Folder: os.Getenv(helperFolder), StateDir: os.Getenv(helperState)})
	if err != nil {
		t.Fatal(err)
	}
	for {
		moved := 0
		for _, e := range all(t, l) {
			if _, err := l.Trash(e.Path); err == nil {
				moved++
			} else if !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
		}
		fmt.Println("moved", moved)
		if job == "once" {
			return
		}
		for _, e := range trashed(t, l) {
			if _, err := l.Restore(e.Path); err != nil {
				t.Error(err)
			}
		}
	}
}

func trashHelper(t *testing.T, l *testLibrary, job string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTrashHelper$", "-test.count=1")
	cmd.Env = append(os.Environ(), "HISTORY_TRASH_JOB="+job, helperFolder+"="+l.Folder(), helperState+"="+l.state)
	return cmd
}

func TestTrashKilled(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	const results = 6
	for i := range results {
		save(t, l, request(fmt.Sprint("fog", i)), pngBytes(t, 8))
	}
	rng := rand.New(rand.NewPCG(7, 7))
	for range 12 {
		cmd := trashHelper(t, l, "forever")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := rng.IntN(4); n >= 0 && lines.Scan(); n-- { // somewhere in the middle of what follows
		}
		time.AfterFunc(time.Duration(rng.IntN(2000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		for lines.Scan() {
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("it ended by itself")
		}
		trashed(t, l.Library)
		paired(t, l.Folder(), results)
		if t.Failed() {
			return
		}
	}
}

func TestTrashByTwoProcesses(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	const results = 40
	for i := range results {
		save(t, l, request(fmt.Sprint("fog", i)), pngBytes(t, 8))
	}
	moved := make([]int, 2)
	var wg sync.WaitGroup
	for i := range moved {
		wg.Go(func() {
			out, err := trashHelper(t, l, "once").Output()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			_, text, _ := strings.Cut(string(out), "moved ")
			_, _ = fmt.Sscan(text, &moved[i])
		})
	}
	wg.Wait()
	paired(t, l.Folder(), results)
	if n := len(trashed(t, l.Library)); n != results || moved[0]+moved[1] < results {
		t.Errorf("%d in the trash, moved by %v", n, moved)
	}
	if len(all(t, l.Library)) != 0 {
		t.Error("something is left")
	}
}

func TestTrashWhileRated(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	fog := save(t, l, request("fog"), pngBytes(t, 16))
	other := newLibrary(t, l.Folder(), l.state) // as another program
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 50 {
			_ = other.Update(fog.Path, func(s *Sidecar) { s.Rating = i % 6 }) // fails while it is away
		}
	})
	for range 25 {
		trash(t, l.Library, fog.Path)
		if _, err := l.Restore(fog.Path); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
	paired(t, l.Folder(), 1)
	if back := all(t, l.Library); len(back) != 1 || back[0].Sidecar.Request.Prompt != "fog" {
		t.Errorf("%+v", back)
	}
}

// What is said of a result while it is in the trash comes back with it.
func TestJudgedInTheTrash(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	path := save(t, l, request("fog"), pngBytes(t, 16)).Path
	gone, err := l.Trash(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Update(path, func(s *Sidecar) { s.Rating = 4 }); err != nil {
		t.Fatal(err)
	}
	if len(files(t, filepath.Dir(path))) != 0 {
		t.Errorf("there is %q", files(t, filepath.Dir(path)))
	}
	if _, err := l.Restore(gone); err != nil {
		t.Fatal(err)
	}
	if e, err := l.Entry(path); err != nil || e.Sidecar.Rating != 4 || e.Sidecar.Request.Prompt != "fog" {
		t.Errorf("%+v, %v", e, err)
	}
	if err := l.Update(path+".png", func(*Sidecar) {}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was never there: %v", err)
	}
}
