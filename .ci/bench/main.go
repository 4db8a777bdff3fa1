// Command bench measures imagine-tui beside what does the same work with nothing
// else: about the smallest Bubble Tea program, ripgrep and fzf where they are there,
// a bare loop that posts, writes and syncs. All are run by turns on one machine,
// and only the ratios mean something. .ci/run bench builds and starts it.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options are what is measured, and where.
type options struct {
	program, smallest, work string
	sizes                   []int
	repeats                 int
	lasting                 bool // only what takes long is measured
	prompts                 []string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() (err error) {
	var o options
	sizes := flag.String("sizes", "1000,10000", "sizes of the libraries, up to 1000000 (8 GB)")
	flag.StringVar(&o.program, "program", "", "imagine-tui")
	flag.StringVar(&o.smallest, "smallest", "", "the smallest program")
	flag.IntVar(&o.repeats, "repeats", 9, "how often each is run; medians count")
	flag.BoolVar(&o.lasting, "long", false, "memory after 100,000 keys and idle with a video pending, of each library")
	flag.Parse()
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 100 {
			return fmt.Errorf("%q is no size from 100 on", text)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.prompts, err = promptsOf(os.Getenv("IMAGINE_TEST_PROMPTS")); err != nil {
		return err
	}
	if o.work, err = os.MkdirTemp("", "imagine-bench-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(o.work) }() // what is left is in the system's folder for that
	fmt.Printf("%-42s%12s%12s%9s\n", "medians of "+strconv.Itoa(o.repeats), "ours", "beside", "ratio")
	for _, n := range o.sizes {
		if err := o.library(n); err != nil {
			return err
		}
	}
	if o.lasting {
		return nil
	}
	return o.runs()
}

// home returns the environment of somebody whose config says that.
func (o *options) home(name, config string) []string {
	root := filepath.Join(o.work, name)
	folder := filepath.Join(root, "config", "imagine-tui")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config.toml"), []byte(config), 0o600); err != nil {
		panic(err)
	}
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + root, "XDG_CONFIG_HOME=" + filepath.Join(root, "config"), "XDG_STATE_HOME=" + filepath.Join(root, "state"),
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(root, "none"),
	}
}

// library measures start, letters, searches and the index over n results.
func (o *options) library(n int) error {
	l, err := makeLibrary(o.work, n, o.prompts)
	if err != nil {
		return err
	}
	env := o.home(fmt.Sprint("home-", n), "[library]\nfolder = \""+l.folder+"\"\n")
	if o.lasting {
		if _, err := took(env, o.program, "history", "rebuild"); err != nil {
			return err
		}
		return o.long(l)
	}
	of := fmt.Sprintf(", %d results", n)
	rebuilt, err := took(env, o.program, "history", "rebuild")
	if err != nil {
		return err
	}
	fmt.Printf("%-42s%12s%12s%9s\n", "index built"+of, rebuilt.Round(time.Millisecond), "", fmt.Sprintf("%.0f/s", float64(n)/rebuilt.Seconds()))
	const letters = 10
	var firsts, keys [2][]time.Duration
	for range o.repeats {
		for i, program := range []string{o.program, o.smallest} {
			first, pressed, err := onScreen(program, env, letters)
			if err != nil {
				return err
			}
			firsts[i], keys[i] = append(firsts[i], first), append(keys[i], pressed...)
		}
	}
	row("first frame"+of, firsts[0], firsts[1])
	row("a letter until output"+of, keys[0], keys[1])
	word := strings.Fields(o.prompts[0])
	query := strings.Trim(word[len(word)-1], ",.")
	for _, other := range [][]string{
		{"fzf", "sh", "-c", `fzf --filter "$1" <"$2"`, "sh", query, l.prompts},
		{"rg", "rg", "-l", query, l.folder, "-g", "*.json"},
		{"grep", "grep", "-rl", "--include=*.json", query, l.folder},
	} {
		if _, err := exec.LookPath(other[0]); err != nil {
			fmt.Printf("%-42s%12s%12s%9s\n", "search beside "+other[0]+of, "", "not here", "")
			continue
		}
		var ours, theirs []time.Duration
		for range o.repeats {
			a, err := took(env, o.program, "history", query)
			if err != nil {
				return err
			}
			b, err := took(env, other[1], other[2:]...)
			if err != nil {
				return err
			}
			ours, theirs = append(ours, a), append(theirs, b)
		}
		row("search beside "+other[0]+of, ours, theirs)
	}
	return nil
}

// runs measures what saving pictures takes, beside the bare loop.
func (o *options) runs() error {
	const runs, parallel = 60, 4
	url, err := serve(padded(smallPicture(rand.New(rand.NewPCG(1, 2))), 60<<10))
	if err != nil {
		return err
	}
	var ours, theirs []time.Duration
	for round := range o.repeats {
		a, err := o.engine(url, runs, parallel, round)
		if err != nil {
			return err
		}
		dir := filepath.Join(o.work, fmt.Sprint("bare-", round))
		if err := os.Mkdir(dir, 0o750); err != nil {
			return err
		}
		b, err := bare(url, dir, runs, parallel)
		if err != nil {
			return err
		}
		ours, theirs = append(ours, a), append(theirs, b)
	}
	row(fmt.Sprintf("%d runs, 60 KB, %d at once", runs, parallel), ours, theirs)
	return nil
}

// took runs a program to its end. That it finds nothing is no error.
func took(env []string, program string, args ...string) (time.Duration, error) {
	cmd := exec.Command(program, args...)
	cmd.Env = env
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		return 0, fmt.Errorf("%s: %w\n%s", program, err, out)
	}
	return time.Since(start), nil
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func row(what string, ours, theirs []time.Duration) {
	a, b := median(ours), median(theirs)
	fmt.Printf("%-42s%12s%12s%9.2f\n", what, a.Round(10*time.Microsecond), b.Round(10*time.Microsecond), float64(a)/float64(b))
}
