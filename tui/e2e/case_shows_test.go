//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
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

// The same command is killed and given again until nothing is left to send: no
// request reaches the server twice, and what is saved and what is listed as
// unknown are all there are. KILLS makes it as long as wanted.
func TestCase73KilledAndGivenAgain(t *testing.T) {
	t.Parallel()
	kills := fromEnvironment(t, "KILLS", fewerRaced(12))
	seed := fromEnvironment(t, "KILL_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("KILL_SEED=%d", seed)
	dice := rand.New(rand.NewPCG(uint64(seed), 1))
	h := newHome(t)
	s := h.till(15 * time.Millisecond)
	pictures := 8 * kills
	command := []string{"generate", "a boat", "-k", "work", "--json", "--yes", "--unknown", "skip", "--seed", fmt.Sprintf("1-%d", pictures), "-o", h.path("out")}
	for range kills {
		p := h.begin(t, command...)
		<-time.After(time.Duration(dice.IntN(250)) * time.Millisecond) // the moment is what is tried
		_ = p.cmd.Process.Kill()
		p.end()
	}
	r := h.run(command...)
	if r.status != 0 && r.status != 1 {
		t.Errorf("exit status %d: %s", r.status, r.stderr)
	}
	events := r.events(t)
	saved, unknown := len(only(events, "saved")), len(only(events, "unknown"))
	if twice := s.twice(); len(twice) > 0 || saved+unknown != pictures {
		t.Errorf("%d saved, %d unknown of %d, sent twice: %q", saved, unknown, pictures, twice)
	}
	if n := len(h.unknown(t)); n != unknown {
		t.Errorf("%d are listed, %d are unknown", n, unknown)
	}
	t.Logf("%d kills: %d saved, %d unknown", kills, saved, unknown)
}
