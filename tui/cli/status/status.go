// Package status is the subcommand status: how far plans are that processes send.
package status

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history/inorder"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/order"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console

	JSON bool
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	o := &Options{Console: c}
	command := &cobra.Command{
		Use:   "status FILE…",
		Short: "Add up the files that generate --status writes",
		Long: `Say how far each process is whose --status file is named, and all of them together:
requests planned, saved, of these already there, with no answer, failed and not sent
yet, tokens, and whether the process goes on. The last line is the sum; at which rate
it goes and how long the rest takes is said beside it. Rates were counted by each
process, so clocks that differ do not matter.`,
		Example: "  imagine-tui generate \"a {red|blue} kite\" --seed 1 --status kites.json\n  imagine-tui status kites.json",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return run(c.Context(), o, args) },
	}
	console.AddJSON(command.Flags(), &o.JSON)
	return command
}

// read is a file that was read.
type read struct {
	path    string
	status  order.Status
	working bool
}

// total is all of them together.
type total struct {
	Event   string `json:"event"` // plan_total
	Files   int    `json:"files"`
	Working int    `json:"working"` // processes that go on
	Missing []int  `json:"missing"` // shards of which no file was named
	Planned int    `json:"planned"`
	Saved   int    `json:"saved"`
	Reused  int    `json:"reused"`
	Unknown int    `json:"unknown"`
	Failed  int    `json:"failed"`
	Unsent  int    `json:"unsent"`
	Tokens  int    `json:"tokens"`
	// PerMinute is at which rate those that go on save, LeftMS how long the rest takes
	// them, null where nobody knows.
	PerMinute float64 `json:"per_minute"`
	LeftMS    *int64  `json:"left_ms"`
}

func run(ctx context.Context, o *Options, paths []string) error {
	var files []read
	var problems []error
	for _, path := range paths {
		s, err := order.ReadStatus(path)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %s", clean.Line(path), app.Reason(err)))
			continue
		}
		files = append(files, read{path: path, status: s})
	}
	if err := twice(files); err != nil {
		return err
	}
	looked(ctx, files)
	sum := added(files)
	for _, f := range files {
		if err := o.tell(f); err != nil {
			return err
		}
	}
	if len(files) > 0 {
		if err := o.tellSum(files, sum); err != nil {
			return err
		}
	}
	return join(problems)
}

// join is all that went wrong, nil for nothing.
func join(problems []error) error {
	if len(problems) == 0 {
		return nil
	}
	words := make([]string, len(problems))
	for i, err := range problems {
		words[i] = err.Error()
	}
	return &exit.Error{Status: exit.Failed, Err: fmt.Errorf("%s", strings.Join(words, "; "))}
}

// twice refuses two files of one shard: it would count twice.
func twice(files []read) error {
	first := map[[2]string]string{}
	for _, f := range files {
		of := [2]string{f.status.Plan, f.status.Shard}
		if before, there := first[of]; there {
			return exit.Misusef("%s and %s tell of the same shard of the same plan: name one of them", clean.Line(before), clean.Line(f.path))
		}
		first[of] = f.path
	}
	return nil
}

// looked finds out which processes go on, all at once: some take seconds to see.
func looked(ctx context.Context, files []read) {
	i := 0
	for working := range inorder.Map(ctx, len(files), slices.Values(files), func(f read) bool {
		return !f.status.Ended && order.Working(ctx, f.path, f.status)
	}) {
		files[i].working = working
		i++
	}
}

func added(files []read) total {
	t := total{Event: "plan_total", Files: len(files), Missing: []int{}}
	left := 0
	for _, f := range files {
		s := f.status
		t.Planned, t.Saved, t.Reused, t.Unknown = t.Planned+s.Planned, t.Saved+s.Saved, t.Reused+s.Reused, t.Unknown+s.Unknown
		t.Failed, t.Unsent, t.Tokens = t.Failed+s.Failed, t.Unsent+s.Unsent, t.Tokens+s.Tokens
		if !f.working {
			continue
		}
		t.Working++
		left += s.Unsent
		if s.ElapsedMS > 0 {
			t.PerMinute += float64(s.Saved-s.Reused) / float64(s.ElapsedMS) * float64(time.Minute.Milliseconds())
		}
	}
	if t.PerMinute > 0 {
		ms := int64(float64(left) / t.PerMinute * float64(time.Minute.Milliseconds()))
		t.LeftMS = &ms
	}
	if of := shards(files); of > 1 {
		for i := range of {
			if !slices.ContainsFunc(files, func(f read) bool { return f.status.Shard == fmt.Sprintf("%d/%d", i, of) }) {
				t.Missing = append(t.Missing, i)
			}
		}
	}
	return t
}

// shards is of how many the files are parts, 0 where they differ in that.
func shards(files []read) int {
	of := 0
	for _, f := range files {
		var s order.Shard
		if s.Set(f.status.Shard) != nil || of != 0 && s.Of != of || s.Of > len(files)*64 {
			return 0
		}
		of = s.Of
	}
	return of
}

// state says whether a process goes on.
func (f read) state() string {
	switch {
	case f.status.Ended && f.status.Exit != nil:
		return fmt.Sprintf("ended with %d", *f.status.Exit)
	case f.status.Ended:
		return "ended"
	case f.working:
		return "working"
	}
	return "stopped without a word"
}

// listed is one file in JSON.
type listed struct {
	order.Status
	event.Path
	Working bool `json:"working"`
}

func (o *Options) tell(f read) error {
	if o.JSON {
		return o.Console.JSON(listed{f.status, event.PathOf(f.path), f.working})
	}
	s := f.status
	shard := s.Shard
	if shard == "" {
		shard = "all"
	}
	_, err := fmt.Fprintln(o.Console.Out, row(clean.Line(shard), s.Planned, s.Saved, s.Reused, s.Unknown, s.Failed, s.Unsent, s.Tokens, f.state()+"\t"+o.Console.Path(f.path)))
	return err
}

func row(name string, planned, saved, reused, unknown, failed, unsent, tokens int, rest string) string {
	return fmt.Sprintf("%s\t%d planned\t%d saved\t%d already there\t%d no answer\t%d failed\t%d not sent\t%d tokens\t%s", name, planned, saved, reused, unknown, failed, unsent, tokens, rest)
}

func (o *Options) tellSum(files []read, t total) error {
	if slices.ContainsFunc(files, func(f read) bool { return f.status.Plan != files[0].status.Plan }) {
		o.Console.Warn("These files tell of different plans.")
	}
	if n := len(t.Missing); n > 0 {
		o.Console.Warn("No file here tells of %s: %s.", wording.Count(n, "shard"), few(t.Missing))
	}
	if o.JSON {
		return o.Console.JSON(t)
	}
	if _, err := fmt.Fprintln(o.Console.Out, row("sum", t.Planned, t.Saved, t.Reused, t.Unknown, t.Failed, t.Unsent, t.Tokens, fmt.Sprintf("%d working\t", t.Working))); err != nil {
		return err
	}
	if t.LeftMS != nil {
		o.Console.Say("%.1f a minute, %s left.", t.PerMinute, (time.Duration(*t.LeftMS) * time.Millisecond).Round(time.Second))
	}
	return nil
}

// few are the first of many numbers.
func few(numbers []int) string {
	var words []string
	for _, n := range numbers[:min(len(numbers), 20)] {
		words = append(words, fmt.Sprint(n))
	}
	if len(numbers) > 20 {
		words = append(words, "…")
	}
	return strings.Join(words, ", ")
}
