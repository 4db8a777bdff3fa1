package keep

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

func (f *Flow) askCopies(rows []gallery.Row) tea.Cmd {
	if len(rows) == 0 {
		return f.host.Say(f.host.WithKeys("Nothing is picked yet: {result.pick} picks."))
	}
	d := dialog.NewInput(f.o.Styles, "Copy "+wording.Count(len(rows), "pick"), []string{"Copy to which folder? Nothing there is overwritten."}, "~/Pictures/picks")
	answers := flow.Answers{Text: func(path string) tea.Cmd { return f.writeCopies(rows, path) }}
	return f.host.Open(d, answers)
}

func (f *Flow) writeCopies(rows []gallery.Row, folder string) tea.Cmd {
	folder, err := disk.WholePath(folder)
	if err != nil {
		return f.problem(err)
	}
	ctx := f.o.Context
	return tea.Batch(f.host.Say("Copying…"), func() tea.Msg { return copyRows(ctx, rows, folder) })
}

// copyRows copies results into a folder and says how that went.
func copyRows(ctx context.Context, rows []gallery.Row, folder string) flow.OutcomeMsg {
	if err := disk.MakeAll(folder, 0o755); err != nil {
		return flow.OutcomeMsg{Err: fmt.Errorf("0 copied; cannot create the folder %s: %w", clean.Line(folder), err)}
	}
	copied, there, renewed := 0, 0, 0
	var problem error
	paths := make([]string, len(rows))
	for i, r := range rows {
		paths[i] = r.Path
	}
	for k, err := range history.KeepAll(ctx, paths, folder, history.Nothing) {
		if k.Renewed {
			renewed++
		}
		switch {
		case err != nil:
			problem = err
		case k.Already:
			there++
		default:
			copied++
		}
	}
	if problem != nil {
		return flow.OutcomeMsg{Err: fmt.Errorf("%d copied; %w", copied, problem)}
	}
	text := fmt.Sprintf("%s copied to %s.", wording.Count(copied, "pick"), clean.Line(folder))
	if there > 0 {
		text += fmt.Sprintf(" %d were already there", there)
		if renewed > 0 {
			text += ", " + wording.Count(renewed, "recipe") + " renewed"
		}
		text += "."
	}
	return flow.OutcomeMsg{Text: text}
}
