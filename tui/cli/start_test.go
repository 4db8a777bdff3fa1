package cli

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// initialised is a line of what the runtime tells of a package's initialisation.
var initialised = regexp.MustCompile(`(?m)^init (imagine-tui/\S*) @.* ([0-9]+) bytes, ([0-9]+) allocs$`)

// What the packages of this program lay out before main runs is little: tables
// and expressions are made when they are needed. It is counted, not timed.
func TestPackagesStartEmpty(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$") // #nosec G204 -- this program
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	const mostOfOne, mostBytes, mostAllocations = 32 << 10, 96 << 10, 300
	var bytes, allocations int
	found := initialised.FindAllStringSubmatch(string(said), -1)
	for _, f := range found {
		if strings.HasSuffix(f[1], "_test") {
			continue
		}
		b, _ := strconv.Atoi(f[2])
		n, _ := strconv.Atoi(f[3])
		if b > mostOfOne {
			t.Errorf("%s lays out %d bytes in %d pieces: make it when it is needed", f[1], b, n)
		}
		bytes, allocations = bytes+b, allocations+n
	}
	if len(found) < 10 || bytes > mostBytes || allocations > mostAllocations {
		t.Errorf("%d packages lay out %d bytes in %d pieces, at most %d in %d: %s", len(found), bytes, allocations, mostBytes, mostAllocations, said)
	}
	t.Logf("%d packages, %d bytes, %d allocations", len(found), bytes, allocations)
}
