//go:build linux

package e2e

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/e2e/ratios"
)

// calls are the calls of the system that are counted, by what they do.
var calls = map[string][]string{
	"syncs":   {"fsync", "fdatasync"},
	"opens":   {"open", "openat", "openat2", "creat"},
	"unlinks": {"unlink", "unlinkat"},
	"names":   {"rename", "renameat", "renameat2", "link", "linkat"},
	"stats":   {"stat", "lstat", "fstat", "newfstatat", "fstatat64", "statx"},
	"folders": {"getdents64", "mkdir", "mkdirat"},
}

var called = regexp.MustCompile(`(?m)^\d+ +(\w+)\(`)

// callsOf runs the program under strace and counts its calls.
func (h *home) callsOf(t *testing.T, args ...string) map[string]float64 {
	t.Helper()
	var names []string
	kind := map[string]string{}
	for what, list := range calls {
		for _, name := range list {
			names = append(names, "?"+name)
			kind[name] = what
		}
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := h.command(t.Context(), args...)
	cmd.Args = append([]string{"strace", "-f", "-qq", "-o", trace, "-e", "signal=none", "-e", "trace=" + strings.Join(names, ","), cmd.Path}, cmd.Args[1:]...)
	cmd.Path, cmd.Err = exec.LookPath("strace")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	counts := map[string]float64{}
	for _, match := range called.FindAllStringSubmatch(read(t, trace), -1) {
		counts[kind[match[1]]]++
	}
	return counts
}

// needStrace skips a test where no program may be traced.
func needStrace(t *testing.T) {
	t.Helper()
	if err := exec.CommandContext(t.Context(), "strace", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("nothing can be traced here: %v", err)
	}
}

// What a saved run asks of the disk, and a look at a library that did not change.
func TestCallsOfTheSystem(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	needStrace(t)
	h := newHome(t)
	h.configure("[sandbox]\nlatency = \"0\"\n")
	h.run("generate", "a boat", "--seed", "100").want(t, 0)
	const more = 8
	one := h.callsOf(t, "generate", "a boat", "--seed", "101")
	many := h.callsOf(t, "generate", "a boat", "--seed", fmt.Sprintf("1-%d", 1+more))
	for _, what := range []string{"syncs", "opens", "unlinks", "names", "stats"} {
		ratios.Holds(t, "run."+what, (many[what]-one[what])/more)
	}
	look := newHome(t)
	look.oldLibrary(10, 100)
	look.run("history").want(t, 0) // writes the index
	counts := look.callsOf(t, "history")
	for _, what := range []string{"opens", "stats", "folders", "syncs"} {
		ratios.Holds(t, "look."+what, counts[what])
	}
}

// oldLibrary plants results that nobody touched for an hour.
func (h *home) oldLibrary(days, results int) {
	h.t.Helper()
	at := time.Now().Add(-time.Hour)
	for d := range days {
		folder := h.path("home", "Pictures", "imagine", fmt.Sprintf("2026-03-%02d", 1+d))
		for i := range results {
			path := filepath.Join(folder, fmt.Sprintf("12%02d%02d-boat-%06x.jpg", i/60, i%60, i))
			h.write(path, "x")
			h.write(path+".json", fmt.Sprintf(`{"schema": 1, "request": {"operation": "text-to-image", "prompt": "boat %d", "seed": %d}}`, i, d*results+i+1))
			if err := os.Chtimes(path+".json", at, at); err != nil {
				h.t.Fatal(err)
			}
		}
		if err := os.Chtimes(folder, at, at); err != nil {
			h.t.Fatal(err)
		}
	}
}

// What packages make before main begins, and how large the program is.
func TestCountsOfTheStart(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	h := newHome(t)
	h.set("GODEBUG", "inittrace=1")
	allocations := 0
	for _, match := range regexp.MustCompile(`(?m)^init .* (\d+) allocs$`).FindAllStringSubmatch(h.run("--version").want(t, 0).stderr, -1) {
		n, err := strconv.Atoi(match[1])
		if err != nil {
			t.Fatal(err)
		}
		allocations += n
	}
	if allocations == 0 {
		t.Fatal("no package said what it makes")
	}
	ratios.Holds(t, "start.init", float64(allocations))
	info, err := os.Stat(program(t))
	if err != nil {
		t.Fatal(err)
	}
	ratios.Holds(t, "start.program", float64(info.Size()))
}

// ceiling is how large the program may be, without its symbols.
const ceiling = 22e6

// The linker leaves out what nothing calls, unless something may call methods by
// names that are made at run time: templates do, and one of them costs an eighth of
// the program. go build -ldflags=-dumpdep tells who is to blame, behind
// <ReflectMethod>.
func TestNothingIsCarriedAlong(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	file, err := elf.Open(program(t))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	size := uint64(0)
	for _, part := range file.Progs {
		if part.Type == elf.PT_LOAD {
			size += part.Filesz
		}
	}
	t.Logf("the program has %d bytes without its symbols", size)
	if size > ceiling {
		t.Errorf("the program has %d bytes without its symbols", size)
	}
	symbols, err := file.Symbols()
	if err != nil || len(symbols) == 0 {
		t.Fatalf("%d symbols: %v", len(symbols), err)
	}
	for _, s := range symbols {
		if s.Name == "reflect.Value.MethodByName" || s.Name == "reflect.Value.Method" || strings.HasPrefix(s.Name, "text/template.(*Template).Execute") {
			t.Errorf("%s is in the program", s.Name)
		}
	}
}
