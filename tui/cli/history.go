package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/gallery"
)

// listing is one call of history.
type listing struct {
	app   *program
	json  bool
	limit int
	width int // of the terminal, 0 into a pipe
}

// resultEvent is one saved result, in JSON.
type resultEvent struct {
	Path       string      `json:"path"`
	Request    requestJSON `json:"request"`
	Key        string      `json:"key"`
	Sandbox    bool        `json:"sandbox"`
	Saved      time.Time   `json:"saved"`
	Tokens     *int        `json:"tokens"`
	SHA256     string      `json:"sha256"`
	FileSHA256 string      `json:"file_sha256"`
	Bytes      int64       `json:"bytes"`
	Width      int         `json:"width"`
	Height     int         `json:"height"`
	ElapsedMS  int64       `json:"elapsed_ms"`
	Parent     string      `json:"parent,omitempty"`
	Rating     int         `json:"rating"`
	Picked     bool        `json:"picked"`
	Rejected   bool        `json:"rejected"`
	Tags       []string    `json:"tags"`
	Problem    string      `json:"problem,omitempty"`
}

func (a *program) historyCommand() *cobra.Command {
	l := &listing{app: a}
	command := &cobra.Command{
		Use:   "history [QUERY]",
		Short: "List and search saved pictures, newest first",
		Long: `List saved pictures, newest first. Words of QUERY must all occur in prompt, tags,
file name or style; is:picked, style:anime, seed:44, key:work, month:2026-10,
ratio:16:9, op:text-to-png, tag:cover and >3 (rating) narrow it down.`,
		Example: `  imagine-tui history harbour dusk is:picked
  imagine-tui history style:anime --json`,
		RunE: func(c *cobra.Command, args []string) error { return l.run(c.Context(), args) },
	}
	f := command.Flags()
	f.BoolVar(&l.json, "json", false, "print one JSON object a line")
	f.IntVarP(&l.limit, "limit", "n", 0, "at most so many (0: all)")
	return command
}

func (l *listing) run(ctx context.Context, words []string) error {
	if l.limit < 0 {
		return usagef("-n %d: a number from 0 on is wanted", l.limit)
	}
	query := gallery.ParseQuery(strings.Join(words, " "))
	if len(query.Unknown) > 0 {
		return usagef("nobody knows the filter %q; %s history --help lists them", query.Unknown[0], app.Name)
	}
	s, err := l.app.setup.Settings()
	if err != nil {
		return err
	}
	library, err := l.app.setup.OpenLibrary(s, "")
	if err != nil {
		return err
	}
	if file, ok := l.app.stdout.(*os.File); ok && isTerminal(file) {
		l.width, _, _ = term.GetSize(int(file.Fd())) // 0 where it is not known
	}
	listed, seen := 0, 0
	var broken error
	err = library.Load(ctx, 0, func(e history.Entry) bool {
		seen++
		row := rowOf(e)
		if !query.Match(&row) {
			return true
		}
		listed++
		broken = l.print(e)
		return broken == nil && (l.limit == 0 || listed < l.limit)
	})
	switch {
	case err != nil:
		return err
	case broken != nil:
		return broken
	case seen == 0:
		l.app.say("Nothing is saved in %s yet.", library.Folder())
	case listed == 0:
		l.app.say("No result of %d matches.", seen)
	}
	return nil
}

// rowOf gives the studio's filter what it looks at.
func rowOf(e history.Entry) gallery.Row {
	s := e.Sidecar
	return gallery.Row{
		Prompt: s.Request.Prompt, Style: s.Request.Style, Ratio: s.Request.AspectRatio, Seed: s.Request.Seed,
		Operation: string(s.Request.Operation), Key: s.Key, State: gallery.Saved, Free: s.Sandbox,
		When: s.Saved.Local(), Path: e.Path, Picked: s.Picked, Rejected: s.Rejected, Rating: s.Rating, Tags: s.Tags,
	}
}

func (l *listing) print(e history.Entry) error {
	if l.json {
		return writeJSON(l.app.stdout, resultOf(e))
	}
	s := e.Sidecar
	prompt := clean.Line(s.Request.Prompt)
	if e.Problem != "" {
		prompt = join(prompt, "("+clean.Line(e.Problem)+")")
	}
	when := "-"
	if !s.Saved.IsZero() {
		when = s.Saved.Local().Format("2006-01-02 15:04")
	}
	path := clean.Line(e.Path)
	if l.width == 0 {
		_, err := fmt.Fprintf(l.app.stdout, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", when, clean.Line(s.Request.Style), clean.Line(s.Request.AspectRatio), s.Request.Seed, clean.Line(s.Key), prompt, path)
		return err
	}
	head := fmt.Sprintf("%-16s  %-13s  %-5s s%-10d %s ", when, styleWord(s.Request), clean.Width(s.Request.AspectRatio, 5), s.Request.Seed, stars(s))
	_, err := fmt.Fprintf(l.app.stdout, "%s\n    %s\n", ansi.Truncate(head+prompt, l.width, "…"), path)
	return err
}

func styleWord(r api.Request) string {
	return clean.Width(orNone(r.Style, string(r.Operation)), 13)
}

// stars shows what the person thinks of a picture in six cells.
func stars(s history.Sidecar) string {
	mark := " "
	switch {
	case s.Picked:
		mark = "✓"
	case s.Rejected:
		mark = "✗"
	}
	rating := min(max(s.Rating, 0), 5)
	return mark + strings.Repeat("★", rating) + strings.Repeat(" ", 5-rating)
}

func resultOf(e history.Entry) resultEvent {
	s := e.Sidecar
	tags := make([]string, 0, len(s.Tags))
	for _, t := range s.Tags {
		tags = append(tags, clean.Line(t))
	}
	return resultEvent{
		Path: clean.Line(e.Path), Request: requestOf(s.Request), Key: clean.Line(s.Key), Sandbox: s.Sandbox, Saved: s.Saved,
		Tokens: s.Tokens, SHA256: clean.Line(s.SHA256), FileSHA256: clean.Line(s.FileSHA256), Bytes: s.Bytes, Width: s.Width,
		Height: s.Height, ElapsedMS: s.ElapsedMS, Parent: clean.Line(s.Parent), Rating: s.Rating, Picked: s.Picked,
		Rejected: s.Rejected, Tags: tags, Problem: clean.Line(e.Problem),
	}
}
