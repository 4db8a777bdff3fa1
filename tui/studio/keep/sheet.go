package keep

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// made counts rows as what they are.
func made(rows []gallery.Row) wording.Made {
	return wording.MadeOf(rows, func(r gallery.Row) bool { return gallery.IsVideo(r.Operation) })
}

func (f *Flow) askSheetFile(rows []gallery.Row, ext string) tea.Cmd {
	if len(rows) == 0 {
		return f.host.Say("There is nothing saved to put on a sheet.")
	}
	name := f.o.Now().Format("2006-01-02-150405") + ext
	d := dialog.NewInput(f.o.Styles, "Contact sheet of "+made(rows).String(), []string{"Save where? If the name is taken, -2 is added."},
		filepath.Join(f.o.Library.Folder(), "sheets", name))
	d.Check(contactsheet.CheckName)
	answers := flow.Answers{Text: func(path string) tea.Cmd { return f.writeSheet(rows, path) }}
	return f.host.Open(d, answers)
}

// writeSheet draws and saves the sheet outside the update loop.
func (f *Flow) writeSheet(rows []gallery.Row, path string) tea.Cmd {
	path, err := disk.WholePath(path)
	if err != nil {
		return f.problem(err)
	}
	ctx, library, entryOf, title := f.o.Context, f.o.Library, f.o.SheetEntry, ""
	if len(rows) > 0 {
		title = f.o.Gallery.BatchOf(rows[0].ID).Title
	}
	return tea.Batch(f.host.Say("Drawing the contact sheet…"), func() tea.Msg {
		written, err := drawSheet(ctx, library, rows, entryOf, path, title)
		return flow.OutcomeMsg{Err: err, Text: fmt.Sprintf("%s on %s.", made(rows), clean.Line(written.Path))}
	})
}

func drawSheet(ctx context.Context, library *history.Library, rows []gallery.Row, entryOf func(history.Entry) contactsheet.Entry, path, title string) (contactsheet.Written, error) {
	var entries []contactsheet.Entry
	for _, r := range rows {
		e, err := library.Entry(r.Path)
		if err != nil {
			return contactsheet.Written{}, err
		}
		entries = append(entries, entryOf(e))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { // #nosec G301 -- pictures to be shown around
		return contactsheet.Written{}, fmt.Errorf("cannot create the sheet's folder: %w", err)
	}
	s, err := contactsheet.New(ctx, entries, contactsheet.Options{Title: title})
	if err != nil {
		return contactsheet.Written{}, err
	}
	return s.Save(ctx, path, false)
}
