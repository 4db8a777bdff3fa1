//go:build unix

package e2e

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// Several processes ask for the same pictures at once, from one home or from
// two that share the folder: each picture is paid once, and each process has
// all of them. SHOW=200 makes it as large as wanted.
func TestCase74ManyProcessesTheSameRequests(t *testing.T) {
	t.Parallel()
	pictures := fromEnvironment(t, "SHOW", fewerRaced(24))
	for _, homes := range []int{1, 2} {
		t.Run(fmt.Sprint(homes), func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.till(5 * time.Millisecond)
			all := []*home{h}
			if homes == 2 {
				other := newHome(t)
				other.rogueKey(s.rogue)
				all = append(all, other)
			}
			const processes = 4
			results := make([]result, processes)
			var group sync.WaitGroup
			for i := range processes {
				group.Go(func() {
					results[i] = all[i%homes].run("generate", "a boat", "-k", "work", "--json", "--yes", "--seed", fmt.Sprintf("1-%d", pictures), "-o", h.path("out"))
				})
			}
			group.Wait()
			for _, r := range results {
				if n := len(only(r.want(t, 0).events(t), "saved")); n != pictures {
					t.Errorf("%d of %d saved: %s", n, pictures, r.stderr)
				}
			}
			s.wantPosts(pictures)
			h.wantOut(t, pictures)
			if twice := s.twice(); len(twice) > 0 {
				t.Errorf("sent twice: %q", twice)
			}
		})
	}
}
