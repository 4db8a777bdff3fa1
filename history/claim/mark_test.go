package claim

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
)

// sentAndLost is a claim that a dead process sent, of whose file a loss of power left
// what is said.
func sentAndLost(t *testing.T, left func(whole string) string) (folder string, c *Claim) {
	t.Helper()
	folder = t.TempDir()
	dead := In(folder)
	dead.me.Started = "before"
	c = take(t, dead, "a boat", "lost")
	if err := c.Sent(); err != nil {
		t.Fatal(err)
	}
	dead.forget(c)
	whole, err := os.ReadFile(dead.file(c.name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dead.file(c.name), []byte(left(string(whole))), 0o600); err != nil {
		t.Fatal(err)
	}
	ageClaim(t, c) // nobody is writing it
	return folder, c
}

// Whatever is left of a claim's file when the power goes, what was sent is unknown to
// all, once, under its run, and settling that leaves nothing.
func TestCase74SentOutlivesALossOfPower(t *testing.T) {
	t.Parallel()
	for name, left := range map[string]func(string) string{
		"all of it": func(s string) string { return s },
		"held":      func(s string) string { return s[:strings.IndexByte(s, '\n')+1] },
		"torn":      func(s string) string { return s[:len(s)-5] },
		"zeros":     func(s string) string { return strings.Repeat("\x00", len(s)) },
		"nothing":   func(string) string { return "" },
	} {
		for how, settle := range map[string]func(*Dir) error{
			"by its run": func(d *Dir) error { return d.SettleRun(subject("a boat"), "lost", false) },
			"by its name": func(d *Dir) error {
				list, err := d.Unsettled()
				if err != nil || len(list) != 1 {
					return err
				}
				return d.Settle(list[0].Name)
			},
		} {
			folder, _ := sentAndLost(t, left)
			d := In(folder)
			var unsettled *UnsettledError
			for range 2 {
				if c, err := d.Take(subject("a boat"), Who{Run: "again"}); !errors.As(err, &unsettled) || unsettled.Info.Run != "lost" {
					t.Fatalf("%s: taken %v, %v", name, c != nil, err)
				}
				if err := d.Standing(subject("a boat")); !errors.As(err, &unsettled) {
					t.Errorf("%s stands as %v", name, err)
				}
				if list, err := d.Unsettled(); err != nil || len(list) != 1 || list[0].Run != "lost" {
					t.Errorf("%s: listed %+v, %v", name, list, err)
				}
			}
			if err := settle(d); err != nil {
				t.Errorf("%s, %s: %v", name, how, err)
			}
			free(t, take(t, d, "a boat", "again"))
			if left := marksIn(t, d); len(left) != 0 {
				t.Errorf("%s, %s: left %q", name, how, left)
			}
		}
	}
}

// marksIn are the marks and claims in the folder.
func marksIn(t *testing.T, d *Dir) (names []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(d.path, "[^.]*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		names = append(names, filepath.Base(path))
	}
	return names
}

// A claim whose name the power took, or somebody removed, is still sent by its mark.
func TestCase74AMarkWithoutItsClaim(t *testing.T) {
	t.Parallel()
	folder, c := sentAndLost(t, func(s string) string { return s })
	d := In(folder)
	if err := os.Remove(d.file(c.name)); err != nil {
		t.Fatal(err)
	}
	var unsettled *UnsettledError
	if _, err := d.Take(subject("a boat"), Who{Run: "again"}); !errors.As(err, &unsettled) || unsettled.Info.Run != "lost" {
		t.Fatal(err)
	}
	list, err := d.Unsettled()
	if err != nil || len(list) != 1 || list[0].Run != "lost" {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := d.Settle(list[0].Name); err != nil {
		t.Error(err)
	}
	free(t, take(t, d, "a boat", "again"))
}

// An earlier version, which knows no marks, reads one as a claim of the process beside
// that of the request: sent, and of no request.
func TestAMarkIsAClaimForEarlierVersions(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	c := take(t, d, "a boat", "1")
	if err := c.Sent(); err != nil {
		t.Fatal(err)
	}
	name := markName(c.name, "1")
	text, err := os.ReadFile(d.file(name))
	if err != nil || !strings.HasPrefix(name, c.name+".") { // where they look
		t.Fatal(name, err)
	}
	if info := parse(name, text); info.State != Sent || info.Holder != d.me || info.Problem != "" || info.Request == nil || info.Request.Operation != api.Operation("") {
		t.Errorf("%+v", info)
	}
	free(t, c)
	if left := marksIn(t, d); len(left) != 0 {
		t.Errorf("left %q", left)
	}
}

// Marks are made where somebody tidied the folder up, and the claims of a process
// have one file for theirs.
func TestMarksHaveOneFile(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	for _, tidied := range []bool{false, false, true} {
		if tidied {
			if err := os.Remove(d.file(d.marks)); err != nil {
				t.Fatal(err)
			}
		}
		c := take(t, d, "a boat", "1")
		if err := c.Sent(); err != nil || !d.marked(c.name, "1") {
			t.Errorf("%v", err)
		}
		free(t, c)
		if files, err := filepath.Glob(d.file(marksPrefix + "*")); err != nil || len(files) != 1 {
			t.Errorf("%q, %v", files, err)
		}
	}
	// What a dead process had for its marks is taken away, and no other's.
	dead := In(filepath.Dir(d.path))
	dead.me.Started = "before"
	left := take(t, dead, "a ship", "2")
	if err := left.Sent(); err != nil {
		t.Fatal(err)
	}
	dead.forget(left)
	ageClaim(t, &Claim{dir: dead, name: dead.marks})
	d.OthersSaved()
	if files, err := filepath.Glob(d.file(marksPrefix + "*")); err != nil || len(files) != 1 || filepath.Base(files[0]) != d.marks {
		t.Errorf("%q, %v", files, err)
	}
	var unsettled *UnsettledError
	if err := d.Standing(subject("a ship")); !errors.As(err, &unsettled) {
		t.Errorf("it stands as %v", err)
	}
}

// Where files have no second names, as one that would be too long cannot be had
// anywhere, claims say themselves that they were sent, and no file is left for it.
func TestNoSecondNames(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	for range 2 {
		c := take(t, d, "a boat", "1")
		if err := d.mark(c.name, strings.Repeat("r", 300)); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%v", err)
		}
		if err := c.Sent(); err != nil || d.marked(c.name, "1") {
			t.Errorf("%v", err)
		}
		if info, there := d.readNow(c.name); !there || info.State != Sent {
			t.Errorf("%+v", info)
		}
		if files, err := filepath.Glob(d.file(marksPrefix + "*")); err != nil || len(files) != 0 {
			t.Errorf("%q, %v", files, err)
		}
		free(t, c)
	}
}
