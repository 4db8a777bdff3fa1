package claim

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"imagine-tui/history/disk"
)

const (
	// Folder is the name of the folder of claims inside a library.
	Folder = ".claims"
	// touchEvery is how often a living holder touches its claims, untouched
	// how long ago the last touch of a dead one is.
	touchEvery = 30 * time.Second
	untouched  = 5 * time.Minute
	// maxFile is the largest claim that is read, in bytes.
	maxFile = 8 << 20
	// settling is how long a claim may be found empty: where names are not
	// given together with what they name, somebody is writing it.
	settling = 2 * time.Second
)

// Dir is the folder of claims of one library. It is safe for concurrent use.
type Dir struct {
	path  string
	me    Holder
	saves saves
	// Step is called between the steps of taking over what a dead process has, by
	// tests that end or stop the process there; nil is nobody.
	Step func(string)

	mu    sync.Mutex
	held  map[*Claim]bool
	timer *time.Timer

	marking sync.Mutex
	marks   string // the file that marks name, "" before there is one
	single  bool   // files have no second names here
}

// In returns the claims of the library in a folder. It is made with the first
// claim.
func In(library string) *Dir {
	return &Dir{path: filepath.Join(library, Folder), me: self(), held: map[*Claim]bool{}}
}

func (d *Dir) step(name string) {
	if d.Step != nil {
		d.Step(name)
	}
}

// BusyError says that somebody alive is sending the request right now.
type BusyError struct{ Info Info }

func (e *BusyError) Error() string {
	return "the same request is running elsewhere: " + e.Info.Whose() + " is sending it"
}

// UnsettledError says that the request was sent and nobody knows what became
// of it.
type UnsettledError struct{ Info Info }

func (e *UnsettledError) Error() string {
	if e.Info.Problem != "" {
		return fmt.Sprintf("the claim %s in the library says that somebody may have sent this request (%s)", e.Info.Name, e.Info.Problem)
	}
	return fmt.Sprintf("this request was sent before, by %s, and its answer never came", e.Info.Whose())
}

// UnsupportedError says that the folder cannot keep two processes apart.
type UnsupportedError struct{ Err error }

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("no claim can be made in the library (%s)", disk.Reason(e.Err))
}

func (e *UnsupportedError) Unwrap() error { return e.Err }

// Standing tells how a subject stands: nil when it is free to be taken, else a
// *BusyError or an *UnsettledError.
func (d *Dir) Standing(s Subject) error {
	info, ok := d.read(s.name())
	if !ok {
		return nil
	}
	return d.Judge(info)
}

// Held tells whether somebody alive has the claim of a run.
func (d *Dir) Held(s Subject, run string) bool {
	for _, name := range []string{s.name(), s.name() + "." + run} {
		if info, ok := d.readNow(name); ok && info.Run == run && info.State != Left && d.holderLives(info) {
			return true
		}
	}
	return false
}

// Judge tells what a claim means for somebody who wants to send the same: nil
// when it is free to be taken, else a *BusyError or an *UnsettledError.
func (d *Dir) Judge(info Info) error {
	err := d.judge(info)
	var busy *BusyError
	if errors.As(err, &busy) {
		return err
	}
	if standing := d.Inheritable(info); err == nil || errors.As(standing, &busy) { // somebody is about to settle it
		return standing
	}
	// Who takes a claim of another computer over marks it as left in between, and
	// may have been done before we looked for them.
	switch now, ok := d.readNow(info.Name); {
	case !ok:
		return nil
	case now.Run != info.Run:
		return d.Judge(now)
	}
	return err
}

// judge is Judge without a look at who is about to take the claim over or away.
func (d *Dir) judge(info Info) error {
	switch {
	case info.State == Left:
		return &UnsettledError{info}
	case d.holderLives(info):
		return &BusyError{info}
	case info.State == Sent:
		return &UnsettledError{info}
	default:
		return nil // held by a dead process: nothing left
	}
}

// holderLives tells whether a claim's holder still works on it.
func (d *Dir) holderLives(info Info) bool {
	if info.Holder.here(d.me) {
		return info.Holder.alive()
	}
	touched, err := os.Lstat(d.file(info.Name))
	if err != nil {
		return false
	}
	now, err := d.clock()
	return err != nil || now.Sub(touched.ModTime()) < untouched
}

// clock asks the folder for the time: the file's clock may be another's.
func (d *Dir) clock() (time.Time, error) {
	path := d.file(disk.TempName("clock"))
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = os.Remove(path) }()
	_, err = f.WriteString("\n")
	if err = errors.Join(err, disk.Sync(f)); err != nil {
		_ = f.Close()
		return time.Time{}, err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

func (d *Dir) file(name string) string { return filepath.Join(d.path, name) }

// read reads one claim; ok is false when there is none.
func (d *Dir) read(name string) (info Info, ok bool) {
	for start := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		info, ok = d.readNow(name)
		if !ok || info.Problem == "" || time.Since(start) > settling || !d.fresh(name) {
			return info, ok
		}
	}
}

// fresh tells whether a claim was written so lately that more may come.
func (d *Dir) fresh(name string) bool {
	info, err := os.Lstat(d.file(name))
	return err == nil && info.Mode().IsRegular() && info.Size() < maxFile && time.Since(info.ModTime()).Abs() < settling
}

func (d *Dir) readNow(name string) (info Info, ok bool) {
	path := d.file(name)
	broken := func(why string) (Info, bool) { return Info{Name: name, State: Left, Problem: why}, true }
	there, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Info{}, false
	case err != nil:
		return broken("it cannot be read: " + disk.Reason(err))
	case !there.Mode().IsRegular():
		return broken("it is no regular file")
	case there.Size() > maxFile:
		return broken("it is too large")
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Info{}, false
	}
	if err != nil {
		return broken("it cannot be read: " + disk.Reason(err))
	}
	defer func() { _ = f.Close() }() // only read
	info = readClaim(name, f)
	switch _, run, ok := ofMark(name); {
	case ok:
		info.Run = run
	case info.State == Held && d.marked(name, info.Run):
		info.State = Sent // that it says so was lost with the power
	case info.Problem != "" && info.Run == "":
		info.Run = d.onlyMark(name)
	}
	return info, true
}

// readClaim reads a claim's file.
func readClaim(name string, f io.Reader) Info {
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return Info{Name: name, State: Left, Problem: "it cannot be read: " + disk.Reason(err)}
	}
	return parse(name, data)
}

// maxRight is the largest file of a right that is read, in bytes.
const maxRight = 64 << 10

// readSmall reads a small regular file.
func readSmall(path string) ([]byte, error) {
	there, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !there.Mode().IsRegular() || there.Size() > maxRight {
		return nil, errors.ErrUnsupported
	}
	return os.ReadFile(path)
}

// All returns every claim of the folder, those of living holders too.
func (d *Dir) All() ([]Info, error) {
	names, err := os.ReadDir(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the claims of the library: %w", err)
	}
	var all []Info
	there := map[string]bool{}
	for _, n := range names {
		there[n.Name()] = true
		if of, _, mark := ofMark(n.Name()); strings.HasPrefix(n.Name(), ".") || mark && there[of] {
			continue
		}
		if info, ok := d.read(n.Name()); ok {
			all = append(all, info)
		}
	}
	return all, nil
}

// Unsettled returns the claims of requests that were sent and of which nobody
// alive knows what became.
func (d *Dir) Unsettled() ([]Info, error) {
	all, err := d.All()
	var out []Info
	for _, info := range all {
		var unsettled *UnsettledError
		if errors.As(d.Judge(info), &unsettled) {
			out = append(out, info)
		}
	}
	return out, err
}
