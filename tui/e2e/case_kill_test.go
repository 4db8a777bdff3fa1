//go:build unix

package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
)

// till is a slow sandbox, which runs on when the program is killed, with a
// cash register: what was asked for and what would be on the bill.
type till struct {
	*rogue
	sandbox *sandbox.Handler
	arrived chan struct{} // gets one for each request, as long as somebody looks

	mu     sync.Mutex
	billed map[string]int // by seed
}

// rung is an answer that notes when a picture begins to go out: then it is on
// the bill, whoever may still listen.
type rung struct {
	http.ResponseWriter
	status int
	bill   func()
}

func (r *rung) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *rung) Write(p []byte) (int, error) {
	if r.bill != nil && (r.status == 0 || r.status == http.StatusOK) {
		r.bill()
		r.bill = nil
	}
	return r.ResponseWriter.Write(p)
}

func (r *rung) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (h *home) till(latency time.Duration) *till {
	h.t.Helper()
	s := &till{
		sandbox: sandbox.New(sandbox.Options{MaxSide: 64, Latency: sandbox.Fixed(latency)}),
		arrived: make(chan struct{}, 1), billed: map[string]int{},
	}
	s.rogue = h.quietRogue(func(w http.ResponseWriter, r *http.Request) {
		select {
		case s.arrived <- struct{}{}:
		default:
		}
		seed := r.Header.Get(askedSeed)
		s.sandbox.ServeHTTP(&rung{ResponseWriter: w, bill: func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.billed[seed]++
		}}, r)
	})
	s.Start()
	s.trust("parallel = 4")
	return s
}

// TestCase22KilledAtAnyMoment kills the program at random moments of a
// batch, and of the recovery after it, and then compares the server's bill
// with what is saved and what recovery lists. KILLS=1000 makes it as long as
// wanted, KILL_SEED repeats a trial.
func TestCase22KilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	kills := fromEnvironment(t, "KILLS", fewerRaced(60))
	seed := fromEnvironment(t, "KILL_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("KILL_SEED=%d", seed)
	dice := rand.New(rand.NewPCG(uint64(seed), 0))
	h := newHome(t)
	s := h.till(15 * time.Millisecond)
	const batch = 40
	early := 0
	for i := range kills {
		first := i*batch + 1
		if h.killed(t, s, dice, "generate", "a boat", "-k", "work", "-o", h.path("out"), "--seed", fmt.Sprintf("%d-%d", first, first+batch-1)) {
			early++
		}
		if dice.IntN(4) == 0 { // the recovery too
			h.killed(t, nil, dice, "recover", "--json")
		}
	}
	recovered := h.run("recover", "--json").want(t, 0).events(t)
	s.compare(t, recovered)
	posts, _ := s.count()
	t.Logf("%d kills, %d of them before anything was sent; %d requests, %d billed, %d saved, %d without answer",
		kills, early, posts, s.sandbox.Stats().Billed, len(h.files(h.path("out")))/2, len(only(recovered, "unknown")))
	if posts < kills || s.sandbox.Stats().Billed < kills/4 {
		t.Error("not a trial of anything")
	}
}

// fewerRaced is a third of a count where the detector makes each one slow: what
// is counted is tried in full without it.
func fewerRaced(n int) int {
	if raceDetector {
		return n / 3
	}
	return n
}

// fromEnvironment returns a number from a variable, or what is usual.
func fromEnvironment(t *testing.T, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%s is no number from 1", name, text)
	}
	return n
}

// killed runs a command and ends it as kill -9 does: one time in eight at any
// moment from its start, else some time after its first request arrived. It
// tells whether nothing had arrived.
func (h *home) killed(t *testing.T, s *till, dice *rand.Rand, args ...string) (early bool) {
	t.Helper()
	var said bytes.Buffer
	cmd := h.command(context.Background(), args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	before := 0
	if s != nil {
		before, _ = s.count()
		select {
		case <-s.arrived: // of the time before
		default:
		}
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed, so an error
		close(ended)
	}()
	wait := time.Duration(dice.IntN(60)) * time.Millisecond
	if s != nil && dice.IntN(8) > 0 {
		select {
		case <-s.arrived:
		case <-ended:
			t.Errorf("imagine-tui %q ended early: %s", args, said.String())
		}
		wait = time.Duration(dice.IntN(250)) * time.Millisecond
	}
	select {
	case <-time.After(wait): // the moment is what is tried
	case <-ended:
	}
	_ = cmd.Process.Kill()
	<-ended
	if strings.Contains(said.String(), "panic:") {
		t.Error(said.String())
	}
	if s == nil {
		return false
	}
	after, _ := s.count()
	return after == before
}

// compare holds the bill against what is saved and what is listed.
func (s *till) compare(t *testing.T, recovered []event) {
	t.Helper()
	// What was under way when the client died is over: wait for it.
	s.CloseClientConnections()
	s.Close()
	saved := map[string]int{}
	for _, path := range s.h.files(s.h.path("out")) {
		switch filepath.Ext(path) {
		case ".json":
			saved[wholePicture(t, path)]++
		case ".jpg":
			if _, err := os.Stat(path + ".json"); err != nil {
				t.Errorf("a picture without its sidecar: %v", err)
			}
		case ".part": // swept when it is a day old
		default:
			t.Errorf("left: %s", path)
		}
	}
	unknown := map[string]int{}
	for _, e := range recovered {
		switch e.Event {
		case "unknown":
			unknown[number(e.Request.Seed)]++
		case "recovered":
			if e.Path == "" {
				t.Errorf("recovered to nowhere: %+v", e)
			}
		default:
			t.Errorf("recover says %+v", e)
		}
	}
	if twice := s.twice(); len(twice) > 0 {
		t.Errorf("asked for more than once, without a word: seeds %q", twice)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := s.sandbox.Stats().Billed; n != len(s.billed) {
		t.Errorf("the sandbox billed %d, noted were %d", n, len(s.billed))
	}
	for seed, n := range s.billed {
		if n != 1 || saved[seed]+unknown[seed] != 1 {
			t.Errorf("seed %s: billed %d times, saved %d times, %d times without answer", seed, n, saved[seed], unknown[seed])
		}
	}
	for seed, n := range saved {
		if s.billed[seed] == 0 || n != 1 {
			t.Errorf("seed %s: saved %d times, never billed", seed, n)
		}
	}
}

// wholePicture checks a picture by its sidecar, and returns its seed.
func wholePicture(t *testing.T, path string) string {
	t.Helper()
	var car struct {
		Request struct {
			Seed int64 `json:"seed"`
		} `json:"request"`
		Bytes      int64  `json:"bytes"`
		FileSHA256 string `json:"file_sha256"`
	}
	if err := json.Unmarshal([]byte(read(t, path)), &car); err != nil {
		t.Errorf("torn: %s: %v", path, err)
		return ""
	}
	data := []byte(read(t, strings.TrimSuffix(path, ".json")))
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != car.FileSHA256 || int64(len(data)) != car.Bytes {
		t.Errorf("torn: %s is not what its sidecar says", path)
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		t.Errorf("torn: %s: %v", path, err)
	}
	return number(car.Request.Seed)
}
