//go:build unix

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// trial is one library that studios, commands and a person's hands change all at
// once, while some of them are killed.
type trial struct {
	*home
	test    *testing.T
	dice    *rand.Rand
	studios []*terminal
	running []*job
	seed    int
	did     map[string]int
}

// job is a command that runs beside the rest.
type job struct {
	cmd   *exec.Cmd
	said  bytes.Buffer
	ended chan struct{}
}

// TestIndexEqualsARebuild has two studios, commands that make pictures, list and
// rebuild, and somebody who edits, moves and deletes files by hand work on one
// library, and kills them at any moment; then what is listed and found with the
// index as they left it has to be what it is after a rebuild, row for row.
// IMAGINE_TRIAL=5m goes on for that long, IMAGINE_TRIAL_SEED repeats the dice.
func TestIndexEqualsARebuild(t *testing.T) {
	t.Parallel()
	length := time.Second
	if text := os.Getenv("IMAGINE_TRIAL"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	seed := fromEnvironment(t, "IMAGINE_TRIAL_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("IMAGINE_TRIAL_SEED=%d", seed)
	h := newHome(t)
	h.configure("[sandbox]\nlatency = \"0\"\n[defaults]\nseed = \"random:1\"\n")
	tr := &trial{home: h, test: t, dice: rand.New(rand.NewPCG(uint64(seed), 12)), seed: 1000, did: map[string]int{}}
	h.run("generate", "a boat at {dawn|dusk}", "--seed", fmt.Sprint("1-", rounds(20, 4))).want(t, 0)
	start, played := time.Now(), 0
	for played == 0 || time.Since(start) < length && !t.Failed() {
		played++
		tr.round(min(length, 6*time.Second))
		tr.compare()
	}
	t.Logf("%d rounds, %v", played, tr.did)
}

// round lets everybody act for a while, and ends what runs, in any state.
func (tr *trial) round(length time.Duration) {
	tr.studios = []*terminal{tr.studio(120, 40), tr.studio(100, 30)}
	acts := []struct {
		weight int
		name   string
		do     func()
	}{
		{30, "keys", tr.keys},
		{40, "hands", tr.hands},
		{12, "generate", tr.generate},
		{8, "list", func() { tr.start("history", "--json", "boat") }},
		{3, "rebuild", func() { tr.start("history", "rebuild") }},
		{6, "kill", tr.kill},
		{1, "kill a studio", tr.killStudio},
	}
	end := time.After(length)
	for acted := 0; ; {
		n := tr.dice.IntN(100)
		for _, act := range acts {
			if n -= act.weight; n < 0 {
				tr.did[act.name]++
				act.do()
				break
			}
		}
		acted++
		pause := time.Duration(tr.dice.IntN(20)) * time.Millisecond
		select {
		case <-time.After(pause): // the moment is what is tried
			continue
		case <-end:
		}
		if acted >= rounds(40, 20) { // as many on a slow machine
			break
		}
		end = time.After(0)
	}
	for len(tr.running) > 0 {
		tr.kill()
	}
	for _, s := range tr.studios {
		s.signal(syscall.SIGKILL)
		s.wait()
	}
}

// compare holds what is listed and found against what is after a rebuild.
func (tr *trial) compare() {
	tr.test.Helper()
	listings := func() (out []string) {
		for _, query := range [][]string{{}, {"boat"}, {"hands rating:>2"}} {
			out = append(out, tr.run(append([]string{"history", "--json"}, query...)...).want(tr.test, 0).stdout)
		}
		return out
	}
	before := listings()
	tr.run("history", "rebuild").want(tr.test, 0)
	for i, after := range listings() {
		if before[i] != after {
			tr.test.Errorf("listing %d is not what a rebuild lists:\n%s", i, differing(before[i], after))
		}
	}
	if rows := strings.Count(before[0], "\n"); rows < 5 {
		tr.test.Errorf("only %d rows are left: that tries little", rows)
	}
}

// differing are the lines that only one of two texts has, a few of them.
func differing(a, b string) string {
	var out strings.Builder
	lines := [2][]string{strings.Split(a, "\n"), strings.Split(b, "\n")}
	for i, sign := range []string{"- ", "+ "} {
		n := 0
		for _, line := range lines[i] {
			if !slices.Contains(lines[1-i], line) && n < 5 {
				n++
				fmt.Fprintf(&out, "%s%.600s\n", sign, line)
			}
		}
	}
	if out.Len() == 0 {
		return "the same lines in another order"
	}
	return out.String()
}

// start runs a command beside the rest.
func (tr *trial) start(args ...string) {
	j := &job{cmd: tr.command(context.Background(), args...), ended: make(chan struct{})}
	j.cmd.Stderr = &j.said
	if err := j.cmd.Start(); err != nil {
		tr.test.Fatal(err)
	}
	go func() {
		_ = j.cmd.Wait() // killed, mostly
		close(j.ended)
	}()
	tr.running = append(tr.running, j)
	if len(tr.running) > 4 {
		tr.kill()
	}
}

// kill ends one of the commands, if it has not ended.
func (tr *trial) kill() {
	if len(tr.running) == 0 {
		return
	}
	i := tr.dice.IntN(len(tr.running))
	j := tr.running[i]
	tr.running = slices.Delete(tr.running, i, i+1)
	_ = j.cmd.Process.Kill() // it may have ended
	<-j.ended
	tr.noAccident(result{args: j.cmd.Args, stderr: j.said.String()})
}

func (tr *trial) generate() {
	pictures := rounds(5, 1)
	tr.seed += pictures
	tr.start("generate", "a boat made by somebody", "--seed", fmt.Sprintf("%d-%d", tr.seed, tr.seed+pictures-1))
}

// keys plays in a studio: judges, looks about, makes a picture, tags.
func (tr *trial) keys() {
	s := tr.studios[tr.dice.IntN(len(tr.studios))]
	for range 1 + tr.dice.IntN(4) {
		words := []string{"\x1b[27u", "j", "k", "j", "1", "4", "5", "p", "x", "u", "\x1b2\x07\x7fa boat of the studio\r\x1b[27u", "tcover\r", "/boat\r", "/\x1b[27u"}
		s.send(words[tr.dice.IntN(len(words))])
	}
}

func (tr *trial) killStudio() {
	i := tr.dice.IntN(len(tr.studios))
	tr.studios[i].signal(syscall.SIGKILL)
	tr.studios[i].wait()
	tr.studios[i] = tr.studio(100+10*i, 30)
}
