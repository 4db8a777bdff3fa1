// Package ratios holds what tests count against the figures that .ci/ratios.toml
// keeps: calls of the system, allocations, bytes. They are the same on a machine
// that is busy and on one that is not, so that a test may fail by them.
package ratios

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Worse is how many times a figure may be the one that is kept.
const Worse = 1.5

// File is where the figures are, in the repository.
const File = ".ci/ratios.toml"

// Figures returns the figures that are kept, by name.
func Figures() (map[string]float64, error) { return read() }

var read = sync.OnceValues(func() (map[string]float64, error) {
	root, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(root, "go.mod")); missing == nil {
			break
		}
		if filepath.Dir(root) == root {
			return nil, fmt.Errorf("%s: no folder above this one is a repository", File)
		}
		root = filepath.Dir(root)
	}
	if err != nil {
		return nil, err
	}
	file, err := os.Open(filepath.Join(root, File))
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	figures := map[string]float64{}
	table := ""
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			table = strings.TrimSuffix(name, "]") + "."
			continue
		}
		name, text, found := strings.Cut(line, "=")
		if !found {
			if line != "" {
				return nil, fmt.Errorf("%s:%d: %q is no figure", File, n, line)
			}
			continue
		}
		figure, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", File, n, err)
		}
		figures[table+strings.TrimSpace(name)] = figure
	}
	return figures, lines.Err()
})

// Holds fails the test when a figure is worse than the one that is kept under the
// name by more than Worse.
func Holds(tb testing.TB, name string, got float64) {
	tb.Helper()
	figures, err := Figures()
	if err != nil {
		tb.Fatal(err)
	}
	was, there := figures[name]
	switch {
	case !there:
		tb.Errorf("%s keeps no %s; it is %.6g now", File, name, got)
	case Exceeds(got, was):
		tb.Errorf("%s is %.6g, %s keeps %.6g: find out why, or keep the new one and say so in the commit", name, got, File, was)
	default:
		tb.Logf("%s is %.6g, kept %.6g", name, got, was)
	}
}

// Exceeds tells whether a figure is worse than was is allowed to become.
func Exceeds(got, was float64) bool { return got > Worse*was }

// Allocations counts what do allocates each time, and holds the number against
// the figure NAME.allocs and the bytes against NAME.bytes. The test must not run
// beside others. The race detector allocates for itself: nothing is held there.
func Allocations(tb testing.TB, name string, do func()) {
	tb.Helper()
	do() // what is only made once
	if race {
		return
	}
	const times = 10
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		do()
	}
	runtime.ReadMemStats(&after)
	Holds(tb, name+".allocs", float64(after.Mallocs-before.Mallocs)/times)
	Holds(tb, name+".bytes", float64(after.TotalAlloc-before.TotalAlloc)/times)
}
