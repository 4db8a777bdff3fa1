package claim

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// steps are those of taking over what a dead process has, in their order: having
// the right to a right of somebody who died over it, having inherited that, having
// the right to the claim, having written the next one, having put it in its place.
var steps = []string{"over", "inherited", "right", "written", "replaced"}

// diesAt is the other process in TestMain: it takes a claim over, or clears it
// away, and stays at a step until it is killed. It says which one came.
func diesAt(folder, want, how string) {
	d := In(folder)
	d.Step = func(step string) {
		if step == want {
			fmt.Println("at", step)
			_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
			os.Exit(1)
		}
	}
	var err error
	if how == "settle" {
		err = d.SettleRun(subject("a boat"), "dead", false)
	} else {
		_, err = d.Take(subject("a boat"), Who{Run: fmt.Sprint("run", os.Getpid())})
	}
	fmt.Println("ended", err)
	os.Exit(0)
}

// stopped starts a process that takes the claim over or clears it away, and waits
// until it is at a step. It tells whether it came there.
func stopped(t *testing.T, folder, step, how string) (kill func(), there bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "CLAIM_IN="+folder, "CLAIM_STEP="+step, "CLAIM_HOW="+how)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed, so an error
		_ = in.Close()
	})
	t.Cleanup(kill)
	said, _ := bufio.NewReader(out).ReadString('\n')
	return kill, strings.TrimSpace(said) == "at "+step
}

// Whoever dies at whatever step of taking a dead process's claim over, or of
// clearing it away, and whoever dies at whatever step of inheriting from that one:
// what was never sent can be sent by the next at once, is called unknown by
// nobody, and only one gets it.
func TestCase74DiedOverTakingOver(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"take", "settle"} {
		for i, one := range steps {
			for j, two := range steps {
				// Each pair is three processes, which take long to start under the
				// detector: each step comes first and second all the same.
				if raceDetector && j != i && j != (i+2)%len(steps) {
					continue
				}
				t.Run(how+" "+one+" "+two, func(t *testing.T) {
					t.Parallel()
					folder := t.TempDir()
					d := deadClaim(t, folder)
					for _, step := range []string{one, two, two} {
						kill, _ := stopped(t, folder, step, how)
						kill()
					}
					wantUnsettled(t, d, 0)
					if err := In(folder).Standing(subject("a boat")); err != nil {
						t.Errorf("it stands as: %v", err)
					}
					wantOneOfMany(t, folder)
					wantNoRights(t, d)
				})
			}
		}
	}
}

// wantOneOfMany has many ask for a claim at once, of whom one gets it.
func wantOneOfMany(t *testing.T, folder string) {
	t.Helper()
	var group sync.WaitGroup
	claims := make(chan *Claim, 8)
	for i := range cap(claims) {
		group.Go(func() {
			c, err := In(folder).Take(subject("a boat"), Who{Run: fmt.Sprint("of many ", i)})
			var busy *BusyError
			switch {
			case err == nil:
				claims <- c
			case !errors.As(err, &busy):
				t.Errorf("told %v", err)
			}
		})
	}
	group.Wait()
	close(claims)
	n := 0
	for c := range claims {
		if c.Sent() == nil {
			n++
		}
		free(t, c)
	}
	if n != 1 {
		t.Errorf("%d may send", n)
	}
}

// While somebody alive is at whatever step of taking a claim over, however long,
// nobody else gets it, clears it away or calls it unknown.
func TestCase74StoppedOverTakingOver(t *testing.T) {
	t.Parallel()
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			d := deadClaim(t, folder)
			kill, _ := stopped(t, folder, "right", "take") // whose right is inherited
			kill()
			kill, there := stopped(t, folder, step, "take")
			if !there {
				t.Fatal("it did not come there")
			}
			wantUnsettled(t, d, 0)
			var busy *BusyError
			if err := In(folder).Standing(subject("a boat")); !errors.As(err, &busy) {
				t.Errorf("it stands as: %v", err)
			}
			if c, err := In(folder).Take(subject("a boat"), Who{Run: "another"}); !errors.As(err, &busy) {
				t.Errorf("another gets %+v: %v", c, err)
			}
			if err := In(folder).SettleRun(subject("a boat"), "dead", true); step != "replaced" && !errors.As(err, &busy) {
				t.Errorf("cleared away: %v", err)
			}
			kill()
			wantOneOfMany(t, folder)
			wantNoRights(t, d)
		})
	}
}

// Who seemed dead on another computer and wakes up as its claim is taken over does
// not send what the other sends: it has said so before, or finds that its claim is
// gone.
func TestCase74WokenUp(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"right", "copied", "fenced", "written", "replaced"} {
		folder := t.TempDir()
		far := In(folder)
		far.me.Host = "far-away"
		c := take(t, far, "a boat", "1")
		ageClaim(t, c)
		d := In(folder)
		var sent error
		d.Step = func(now string) {
			if now == step {
				sent = c.Sent()
			}
		}
		mine, err := d.Take(subject("a boat"), Who{Run: "2"})
		var unsettled *UnsettledError
		var busy *BusyError
		switch {
		case sent == nil && err == nil:
			t.Errorf("%s: both send", step)
		case sent == nil && !errors.As(err, &unsettled) && !errors.As(err, &busy):
			t.Errorf("%s: the woken one sends, and another is told %v", step, err)
		case sent != nil && err == nil:
			free(t, mine)
		}
		_ = c.Free()
	}
}

// Who dies over taking over the claim of another computer leaves it to the next, or
// leaves what is listed: never what both of them could send.
func TestCase74DiedOverTakingOverFromAfar(t *testing.T) {
	t.Parallel()
	for step, unknown := range map[string]int{"right": 0, "copied": 0, "fenced": 1, "written": 1, "replaced": 0} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			far := In(folder)
			far.me.Host = "far-away"
			c := take(t, far, "a boat", "1")
			ageClaim(t, c)
			kill, there := stopped(t, folder, step, "take")
			if !there {
				t.Fatal("it did not come there")
			}
			kill()
			d := In(folder)
			wantUnsettled(t, d, unknown)
			if unknown > 0 {
				if err := d.Settle(c.name); err != nil {
					t.Fatal(err)
				}
			}
			wantOneOfMany(t, folder)
			wantNoRights(t, d)
			if c.Sent() == nil {
				t.Error("its holder woke up and sends")
			}
			_ = c.Free()
		})
	}
}

// Who read a claim while it was being taken over, and looks for who does that when
// it is over, is not told that nobody knows what became of it.
func TestCase74ReadWhileItIsTakenOver(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	far := In(folder)
	far.me.Host = "far-away"
	ageClaim(t, take(t, far, "a boat", "1"))
	d := In(folder)
	read, ok := d.readNow(subject("a boat").name())
	if !ok {
		t.Fatal("there is no claim")
	}
	read.State = Left // as it says in between
	c := take(t, d, "a boat", "2")
	var busy *BusyError
	if err := d.Judge(read); !errors.As(err, &busy) {
		t.Errorf("taken over: %v", err)
	}
	free(t, c)
	if err := d.Judge(read); err != nil {
		t.Errorf("done: %v", err)
	}
}

// Who comes to have a right looks again: what another did just before stands.
func TestCase74SomebodyWasFaster(t *testing.T) {
	t.Parallel()
	faster := In(t.TempDir())
	c := take(t, faster, "a boat", "faster")
	defer free(t, c)
	claimed, err := os.ReadFile(faster.file(c.name))
	if err != nil {
		t.Fatal(err)
	}
	had, err := json.Marshal(right{"00000000000000aa", faster.me})
	if err != nil {
		t.Fatal(err)
	}
	for step, is := range map[string]struct {
		name string
		text []byte
	}{"right": {c.name, claimed}, "over": {rightName(c.name, ""), had}} {
		folder := t.TempDir()
		_ = deadClaim(t, folder)
		kill, _ := stopped(t, folder, "right", "take") // whose right is inherited
		kill()
		d := In(folder)
		d.Step = func(now string) {
			if now == step {
				if err := os.WriteFile(d.file(is.name), is.text, 0o600); err != nil {
					t.Error(err)
				}
			}
		}
		var busy *BusyError
		if c, err := d.Take(subject("a boat"), Who{Run: "slower"}); !errors.As(err, &busy) {
			t.Errorf("%s: it gets %+v, %v", step, c, err)
		}
		if text, err := os.ReadFile(d.file(is.name)); err != nil || string(text) != string(is.text) {
			t.Errorf("%s: what the faster one had is gone: %q, %v", step, text, err)
		}
	}
}
