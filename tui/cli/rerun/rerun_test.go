package rerun_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

func TestRerun(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, said := d.Run(0, "rerun", d.Paths[0], d.Paths[1])
	for i, line := range strings.Split(strings.TrimSpace(printed), "\n") {
		columns := strings.Split(line, "\t")
		if len(columns) != 3 || columns[0] != "identical" || columns[1] != d.Paths[i] || columns[2] == d.Paths[i] {
			t.Errorf("%q, said %s", line, said)
		}
	}
	// What has no recipe is told, the rest is done.
	plain := filepath.Join(t.TempDir(), "plain.png")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	printed, said = d.Run(1, "rerun", plain, d.Paths[2])
	clitest.Contains(t, said, "plain.png: It has no recipe, so it cannot be made again.")
	clitest.Contains(t, printed, "identical\t"+d.Paths[2])
	// Another key than that of the recipe is never taken by itself.
	d.Change(d.Paths[0], func(s *history.Sidecar) { s.Key, s.Sandbox = "gone", false })
	_, said = d.Run(2, "rerun", d.Paths[0])
	clitest.Contains(t, said, "Its key gone is not here: choose another with --key.")
	printed, _ = d.Run(0, "rerun", d.Paths[0], "--key", "sandbox")
	clitest.Contains(t, printed, "identical")
}

// backwards is a service that answers so many requests only once it has all of them,
// the last one first.
type backwards struct {
	mu      sync.Mutex
	waiting []chan struct{}
	posts   int
	all     int
	service http.Handler
}

func (b *backwards) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	mine, before := make(chan struct{}), chan struct{}(nil)
	b.mu.Lock()
	b.posts++
	b.waiting = append(b.waiting, mine)
	n := len(b.waiting)
	if n == b.all {
		close(mine)
	}
	if n > 1 {
		before = b.waiting[n-2]
	}
	b.mu.Unlock()
	select {
	case <-mine:
		b.service.ServeHTTP(w, r)
	case <-r.Context().Done():
		return
	case <-time.After(time.Minute):
		http.Error(w, "they are not sent at once", http.StatusBadRequest)
	}
	if before != nil {
		close(before)
	}
}

// As many are made at once as the key may have in flight, and what is said of them
// keeps the order of the files, whichever was answered first.
func TestRerunsManyAtOnce(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	service := &backwards{all: len(d.Paths), service: sandbox.New(sandbox.Options{MaxSide: 64})}
	server := httptest.NewServer(service)
	defer server.Close()
	d.Env["IMAGINE_KEY_FOR_TESTS"] = "vk-test-0123456789"
	d.Configure(fmt.Sprintf("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_KEY_FOR_TESTS\"\nbase_url = %q\nparallel = %d\n", server.URL+"/v2", service.all))
	printed, said := d.Run(0, append([]string{"rerun", "--key", "work", "--yes"}, d.Paths...)...)
	var told, takes []string
	for line := range strings.Lines(printed) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if len(columns) != 3 {
			t.Fatalf("%q, said %s", line, said)
		}
		told, takes = append(told, columns[1]), append(takes, columns[2])
	}
	if !slices.Equal(told, d.Paths) {
		t.Errorf("told of %q", told)
	}
	service.mu.Lock()
	defer service.mu.Unlock()
	if service.posts != service.all {
		t.Errorf("%d requests were sent", service.posts)
	}
	for i, take := range takes {
		first, err := d.Library.Entry(d.Paths[i])
		if err != nil {
			t.Fatal(err)
		}
		if again, err := d.Library.Entry(take); err != nil || again.Sidecar.Hash != first.Sidecar.Hash || again.Sidecar.Key != "work" {
			t.Errorf("%s is no take of %s: %v", take, d.Paths[i], err)
		}
	}
	severalKeys(t, d)
}

// severalKeys are no obstacle, nor is what cannot be made again.
func severalKeys(t *testing.T, d *clitest.Desk) {
	t.Helper()
	d.Configure("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_KEY_FOR_TESTS\"\nbase_url = \"http://127.0.0.1:1\"\n")
	d.Change(d.Paths[1], func(s *history.Sidecar) { s.Key, s.Sandbox = "work", false })
	printed, said := d.Run(1, "rerun", "--yes", d.Paths[0], d.Paths[1], d.Paths[2])
	clitest.Contains(t, said, "key work")
	if want := []string{d.Paths[0], d.Paths[2]}; strings.Count(printed, "identical\t") != 2 || !strings.Contains(printed, want[0]+"\t") || !strings.Contains(printed, want[1]+"\t") {
		t.Errorf("%s\n%s", printed, said)
	}
	// Where the money is refused, nothing at all is sent.
	d.Configure("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_KEY_FOR_TESTS\"\nbase_url = \"http://127.0.0.1:1\"\n[budget]\nceiling_per_day = 1\n")
	printed, said = d.Run(2, "rerun", "--yes", d.Paths[0], d.Paths[1], d.Paths[2])
	clitest.Contains(t, said, "ceiling of 1 per day", "Nothing was sent")
	if printed != "" {
		t.Errorf("made %s", printed)
	}
}
