package history

import (
	"cmp"
	"fmt"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/cli/event"
)

func (o *Options) print(e history.Entry) error {
	if o.JSON {
		return o.Console.JSON(event.Listed{Event: "result", Result: event.ResultOf(e)})
	}
	s := e.Sidecar
	prompt := clean.Line(s.Request.Prompt)
	if e.Problem != "" {
		prompt = wording.Paragraph(prompt, "("+clean.Line(e.Problem)+")")
	}
	when := "-"
	if !s.Saved.IsZero() {
		when = s.Saved.Local().Format("2006-01-02 15:04")
	}
	path := o.Console.Path(e.Path)
	if o.width == 0 {
		_, err := fmt.Fprintf(o.Console.Out, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", when, clean.Line(s.Request.Style), clean.Line(s.Request.AspectRatio), s.Request.Seed, clean.Line(s.Key), prompt, path)
		return err
	}
	head := fmt.Sprintf("%-16s  %-13s  %-5s s%-10d %s ", when, styleWord(s.Request), clean.Short(s.Request.AspectRatio, 5), s.Request.Seed, stars(s))
	_, err := fmt.Fprintf(o.Console.Out, "%s\n    %s\n", cells.Truncate(head+prompt, o.width, "…"), path)
	return err
}

func styleWord(r api.Request) string {
	return clean.Short(cmp.Or(r.Style, string(r.Operation)), 13)
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
