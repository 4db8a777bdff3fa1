//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
)

// TestShards: four processes share a plan, the service fails now and then, and two of
// them are killed. Run again, all is saved or listed, nothing is on the bill twice, and
// the files of status add up to that; with a word the rest comes too. IMAGINE_SHARDS=100000
// shares as many among sixteen.
func TestShards(t *testing.T) {
	t.Parallel()
	requests, shards := 60, 4
	if more, err := strconv.Atoi(os.Getenv("IMAGINE_SHARDS")); err == nil {
		requests, shards = more, 16
	}
	h := newHome(t)
	s := h.till(0)
	s.sandbox = sandbox.New(sandbox.Options{MaxSide: 16, Latency: sandbox.Fixed(20 * time.Millisecond), Faults: []sandbox.Fault{{Name: "500", Rate: 0.03}}})
	plan := h.path("plan.jsonl")
	var lines strings.Builder
	for first := 1; first <= requests; first += 10_000 {
		seeds := fmt.Sprintf("%d-%d", first, min(first+9_999, requests))
		lines.WriteString(h.run("plan", "a boat", "-s", "imagine-turbo", "--seed", seeds, "-k", "work").want(t, 0).stdout)
	}
	h.write(plan, lines.String())
	var files []string
	send := func(i int) []string {
		return []string{"generate", "--plan", plan, "--shard", fmt.Sprintf("%d/%d", i, shards), "-k", "work", "--yes", "--status", files[i]}
	}
	for i := range shards {
		files = append(files, h.path(fmt.Sprintf("status-%d.json", i)))
	}
	billed := func() (sum int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		for seed, n := range s.billed {
			if n > 1 {
				t.Errorf("seed %s is on the bill %d times", seed, n)
			}
			sum += n
		}
		return sum
	}
	var running []*running
	for i := range shards {
		running = append(running, h.begin(t, send(i)...))
	}
	for late := time.After(patience + time.Duration(requests)*time.Second); billed() < requests/4; {
		select {
		case <-s.arrived:
		case <-late:
			t.Fatalf("%d pictures", billed())
		}
	}
	for i, r := range running {
		if i < 2 {
			r.signal(syscall.SIGKILL)
		}
		if status := r.end().status; i < 2 && status != 137 && status > 1 || i >= 2 && status > 1 && status != 75 {
			t.Errorf("shard %d ended with %d", i, status)
		}
	}
	for range 2 {
		for i := range shards {
			if r := h.run(send(i)...); r.status > 1 && r.status != 75 {
				t.Errorf("shard %d: %d, %s", i, r.status, r.stderr)
			}
		}
	}
	billed()
	unknown := len(h.unknown(t))
	var sum map[string]any
	told := strings.Split(strings.TrimSpace(h.run(append([]string{"status", "--json"}, files...)...).want(t, 0).stdout), "\n")
	if err := json.Unmarshal([]byte(told[len(told)-1]), &sum); err != nil {
		t.Fatal(err)
	}
	pictures, _ := h.library()
	for name, want := range map[string]int{"planned": requests, "saved": pictures, "unknown": unknown, "tokens": pictures, "unsent": 0, "working": 0} {
		if sum[name] != float64(want) {
			t.Errorf("%s is %v, want %d", name, sum[name], want)
		}
	}
	t.Logf("%d saved, %d unknown: %v", pictures, unknown, sum)
	if failed, _ := sum["failed"].(float64); pictures+unknown+int(failed) != requests {
		t.Errorf("%d saved and %d unknown of %d: %v", pictures, unknown, requests, sum)
	}
	again := []string{"generate", "--plan", plan, "-k", "work", "--yes", "--unknown", "send"}
	for range 20 { // it may fail once more
		if r := h.run(again...); r.status == 0 {
			break
		} else if strings.Contains(r.stderr, "panic") {
			t.Fatal(r.stderr)
		}
	}
	if pictures, _ := h.library(); pictures != requests {
		t.Errorf("%d pictures with a word", pictures)
	}
}
