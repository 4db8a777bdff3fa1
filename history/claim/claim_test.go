package claim

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/api"
)

// TestMain is also the other process: it takes a claim, says so, and lives
// until its input ends.
func TestMain(m *testing.M) {
	if folder := os.Getenv("CLAIM_IN"); folder != "" {
		if step := os.Getenv("CLAIM_STEP"); step != "" {
			diesAt(folder, step, os.Getenv("CLAIM_HOW"))
		}
		c, err := In(folder).Take(subject("a boat"), Who{Run: "other"})
		if err == nil && os.Getenv("CLAIM_SENT") != "" {
			err = c.Sent()
		}
		fmt.Println("ready", err)
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

func subject(prompt string) Subject {
	return Subject{Origin: "https://api.example", Request: api.Request{Operation: api.TextToImage, Prompt: prompt, Style: "anime", Seed: 7}}
}

// other starts a process that takes the claim, and returns how to kill it.
func other(t *testing.T, folder string, sent bool) (kill func()) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "CLAIM_IN="+folder)
	if sent {
		cmd.Env = append(cmd.Env, "CLAIM_SENT=1")
	}
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
	if said, _ := bufio.NewReader(out).ReadString('\n'); strings.TrimSpace(said) != "ready <nil>" {
		t.Fatalf("the other process says %q", said)
	}
	kill = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = in.Close()
	})
	t.Cleanup(kill)
	return kill
}

func take(t *testing.T, d *Dir, prompt, run string) *Claim {
	t.Helper()
	c, err := d.Take(subject(prompt), Who{Run: run, Key: "work", At: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func free(t *testing.T, c *Claim) {
	t.Helper()
	if err := c.Free(); err != nil {
		t.Error(err)
	}
}

// A claim is one holder's while that lives, and the next one's after it.
func TestCase74AClaimIsOnes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	a, b := In(folder), In(folder)
	c := take(t, a, "a boat", "1")
	var busy *BusyError
	if _, err := b.Take(subject("a boat"), Who{Run: "2"}); !errors.As(err, &busy) || busy.Info.Run != "1" || busy.Info.Key != "work" {
		t.Fatalf("taken twice: %v", err)
	}
	free(t, take(t, b, "a ship", "3")) // another request is another claim
	if err := c.Sent(); err != nil {
		t.Fatal(err)
	}
	if err := b.Standing(subject("a boat")); !errors.As(err, &busy) {
		t.Errorf("a living holder's is %v", err)
	}
	free(t, c)
	if err := b.Standing(subject("a boat")); err != nil {
		t.Errorf("after the end: %v", err)
	}
	free(t, take(t, b, "a boat", "4"))
	if left, err := a.All(); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// What a dead process held is free, what it had sent is not.
func TestCase74TheHolderIsKilled(t *testing.T) {
	t.Parallel()
	for _, sent := range []bool{false, true} {
		folder := t.TempDir()
		d := In(folder)
		kill := other(t, folder, sent)
		var busy *BusyError
		if _, err := d.Take(subject("a boat"), Who{Run: "1"}); !errors.As(err, &busy) {
			t.Fatalf("sent %v, alive: %v", sent, err)
		}
		kill()
		c, err := d.Take(subject("a boat"), Who{Run: "1"})
		var unsettled *UnsettledError
		if sent != errors.As(err, &unsettled) || !sent && err != nil {
			t.Errorf("sent %v, dead: %v", sent, err)
		}
		if c != nil {
			free(t, c)
			continue
		}
		if list, err := d.Unsettled(); err != nil || len(list) != 1 || list[0].Run != "other" || list[0].Request == nil {
			t.Errorf("listed %+v, %v", list, err)
		}
		// The person wants another one all the same, beside it.
		c, err = d.Take(subject("a boat"), Who{Run: "2", Beside: true})
		if err != nil {
			t.Fatal(err)
		}
		free(t, c)
		if err := d.SettleRun(subject("a boat"), "nobody", false); err != nil || d.Standing(subject("a boat")) == nil {
			t.Errorf("another run's claim went: %v", err)
		}
		if err := d.SettleRun(subject("a boat"), "other", false); err != nil || d.Standing(subject("a boat")) != nil {
			t.Errorf("not settled: %v", err)
		}
	}
}

// A process of the same number that started later is not the holder.
func TestANumberThatIsGivenAgain(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	d.me.Started = "before" // what it writes
	c := take(t, d, "a boat", "1")
	if c.dir.me.alive() {
		t.Fatal("a process that started at another time is taken for it")
	}
	e := In(filepath.Dir(d.path))
	free(t, take(t, e, "a boat", "2"))
	if err := c.Sent(); err == nil {
		t.Error("a claim that was taken over is sent on")
	}
	_ = c.Free()
}

// Of another computer's claims the folder's clock decides.
func TestCase74AnotherComputer(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	d := In(folder)
	far := In(folder)
	far.me.Host, far.me.Space = "far-away", "x"
	c := take(t, far, "a boat", "1")
	var busy *BusyError
	if _, err := d.Take(subject("a boat"), Who{Run: "2"}); !errors.As(err, &busy) {
		t.Fatalf("a fresh one: %v", err)
	}
	ageClaim(t, c)
	far.touch()
	if _, err := d.Take(subject("a boat"), Who{Run: "2"}); !errors.As(err, &busy) {
		t.Fatalf("one that was touched: %v", err)
	}
	ageClaim(t, c)
	mine, err := d.Take(subject("a boat"), Who{Run: "2"})
	if err != nil {
		t.Fatalf("one that nobody touches: %v", err)
	}
	if c.Sent() == nil {
		t.Error("its holder woke up and sends")
	}
	free(t, mine)
	_ = c.Free()
	// Sent, it is nobody's however old it is.
	c = take(t, far, "a ship", "3")
	if err := c.Sent(); err != nil {
		t.Fatal(err)
	}
	ageClaim(t, c)
	var unsettled *UnsettledError
	if _, err := d.Take(subject("a ship"), Who{Run: "4"}); !errors.As(err, &unsettled) {
		t.Errorf("an old one that was sent: %v", err)
	}
	free(t, c)
}

// ageClaim makes a claim one that nobody touched for long.
func ageClaim(t *testing.T, c *Claim) {
	t.Helper()
	old := time.Now().Add(-untouched - time.Minute)
	if err := os.Chtimes(c.dir.file(c.name), old, old); err != nil {
		t.Fatal(err)
	}
}

// Claims that cannot be read count as sent by nobody known.
func TestCase74BrokenClaims(t *testing.T) {
	t.Parallel()
	whole := func(t *testing.T) string {
		t.Helper()
		d := In(t.TempDir())
		c := take(t, d, "a boat", "1")
		defer free(t, c)
		text, err := os.ReadFile(filepath.Join(d.path, c.name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}(t)
	for name, text := range map[string]string{
		"empty": "", "blank": "\n\n", "torn": whole[:len(whole)/2], "torn at its end": strings.TrimSuffix(whole, "\n"), "not ours": "hello\n",
		"of no state": strings.Replace(whole, `"held"`, `"gone"`, 1), "torn later": whole + `{"sta`, "newer": strings.Replace(whole, `"schema":1`, `"schema":9`, 1),
		"huge": strings.Repeat("x", maxFile+1), "a folder": "dir", "a link": "link",
	} {
		d := In(t.TempDir())
		if err := os.MkdirAll(d.path, 0o755); err != nil {
			t.Fatal(err)
		}
		path := d.file(subject("a boat").name())
		var err error
		switch text {
		case "dir":
			err = os.Mkdir(path, 0o755)
		case "link":
			if err = os.WriteFile(path+".there", []byte(whole), 0o600); err == nil {
				err = os.Symlink(path+".there", path)
			}
		default:
			err = os.WriteFile(path, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(-time.Hour)
		_ = os.Chtimes(path, old, old) // nobody is writing it
		var unsettled *UnsettledError
		if _, err := d.Take(subject("a boat"), Who{Run: "2"}); !errors.As(err, &unsettled) || unsettled.Info.Problem == "" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := d.Settle(unsettled.Info.Name); err != nil {
			t.Errorf("%s is not settled: %v", name, err)
		}
		if name != "a link" {
			free(t, take(t, d, "a boat", "3"))
		}
	}
}

// However many try at once, one has it; a dead one's is taken over by one.
func TestCase74OneOfManyTakesOver(t *testing.T) {
	t.Parallel()
	for range 20 {
		folder := t.TempDir()
		dead := In(folder)
		dead.me.Started = "before"
		_ = take(t, dead, "a boat", "dead")
		dead.forget(first(dead))
		var got atomic.Int32
		var wg sync.WaitGroup
		hold := make(chan struct{})
		tried := make(chan struct{}, 16)
		for i := range 16 {
			wg.Go(func() {
				c, err := In(folder).Take(subject("a boat"), Who{Run: fmt.Sprint(i)})
				tried <- struct{}{}
				if err != nil {
					return
				}
				<-hold
				if c.Sent() == nil {
					got.Add(1)
				}
				_ = c.Free()
			})
		}
		for range 16 {
			<-tried
		}
		close(hold)
		wg.Wait()
		if n := got.Load(); n != 1 {
			t.Fatalf("%d have it", n)
		}
	}
}

func first(d *Dir) *Claim {
	for c := range d.held {
		return c
	}
	return nil
}

// What is done with without an end stays; what was never sent does not.
func TestLeave(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	c := take(t, d, "a boat", "1")
	if err := c.Leave(); err != nil || d.Standing(subject("a boat")) != nil {
		t.Errorf("a held one stays: %v", err)
	}
	c = take(t, d, "a boat", "2")
	if err := errors.Join(c.Sent(), c.Leave()); err != nil {
		t.Fatal(err)
	}
	var unsettled *UnsettledError
	if err := d.Standing(subject("a boat")); !errors.As(err, &unsettled) || unsettled.Info.Run != "2" {
		t.Errorf("left behind: %v", err)
	}
	if err := d.Settle(unsettled.Info.Name); err != nil || d.Standing(subject("a boat")) != nil {
		t.Errorf("settled: %v", err)
	}
}

// A folder that cannot be written says so.
func TestUnsupported(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, Folder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var unsupported *UnsupportedError
	if _, err := In(folder).Take(subject("a boat"), Who{Run: "1"}); !errors.As(err, &unsupported) {
		t.Errorf("%v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\"schema\":1,\"state\":\"held\",\"request\":{},\"holder\":{\"host\":\"a\",\"pid\":1}}\n{\"state\":\"sent\"}\n"))
	f.Add([]byte("\n"))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		info := parse("x", data)
		if info.Problem != "" && info.State != Left {
			t.Errorf("%q: broken and %s", data, info.State)
		}
		if info.State == Held && !strings.Contains(string(data), "held") {
			t.Errorf("%q is held", data)
		}
	})
}

// A claim that was taken away with its folder is not sent on.
func TestCase74TakenAway(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	c := take(t, d, "a boat", "1")
	if err := os.RemoveAll(d.path); err != nil {
		t.Fatal(err)
	}
	if err := c.Sent(); !errors.Is(err, ErrLost) {
		t.Errorf("%v", err)
	}
	free(t, c)
	free(t, take(t, d, "a boat", "2"))
}

// What was sent beside a claim and is not settled counts like the claim.
func TestCase74BesideAnother(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	a, b := In(folder), In(folder)
	first := take(t, a, "a boat", "1")
	beside, err := a.Take(subject("a boat"), Who{Run: "2", Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	free(t, first)
	var busy *BusyError
	if _, err := b.Take(subject("a boat"), Who{Run: "3"}); !errors.As(err, &busy) || busy.Info.Run != "2" {
		t.Fatalf("while it is under way: %v", err)
	}
	if err := errors.Join(beside.Sent(), beside.Leave()); err != nil {
		t.Fatal(err)
	}
	var unsettled *UnsettledError
	if _, err := b.Take(subject("a boat"), Who{Run: "3"}); !errors.As(err, &unsettled) {
		t.Fatalf("once it is unknown: %v", err)
	}
	if left, err := b.All(); err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
	if err := b.Settle(unsettled.Info.Name); err != nil {
		t.Fatal(err)
	}
	free(t, take(t, b, "a boat", "4"))
}
