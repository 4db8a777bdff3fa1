package studio

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

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

// sheetRows are what a contact sheet is of: the marked results, else the
// selected one's batch.
func (m *Model) sheetRows() []gallery.Row {
	rows := m.gallery.Marked()
	if row, ok := m.results.Selected(); ok && len(rows) == 0 {
		rows = m.gallery.Rows(row.Batch)
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r gallery.Row) bool { return r.State != gallery.Saved || r.Rejected })
}

// keepRows are what is copied: the marked results, else the picks of the
// selected one's batch, else all picks.
func (m *Model) keepRows() []gallery.Row {
	if marked := m.gallery.Marked(); len(marked) > 0 {
		return slices.DeleteFunc(marked, func(r gallery.Row) bool { return r.State != gallery.Saved })
	}
	picked := func(r gallery.Row) bool { return r.Picked && r.State == gallery.Saved }
	var out []gallery.Row
	if row, ok := m.results.Selected(); ok {
		out = slices.DeleteFunc(m.gallery.Rows(row.Batch), func(r gallery.Row) bool { return !picked(r) })
	}
	if len(out) == 0 {
		m.gallery.All(func(r gallery.Row) bool {
			if picked(r) {
				out = append(out, r)
			}
			return true
		})
	}
	return out
}

// askWrite offers what can be written of results: a contact sheet, copies of
// the picks; and of a picture that could not be saved, another folder.
func (m *Model) askWrite() tea.Cmd {
	if row, ok := m.results.Selected(); ok && m.notSaved(row) {
		return m.askOtherFolder()
	}
	onSheet, kept := m.sheetRows(), m.keepRows()
	if len(onSheet) == 0 && len(kept) == 0 {
		return m.Say("Nothing saved is selected.")
	}
	answers := flow.Answers{Choice: func(choice int) tea.Cmd {
		switch choice {
		case 1:
			return m.askSheetFile(onSheet, ".html")
		case 2:
			return m.askSheetFile(onSheet, ".png")
		}
		return m.askKeepFolder(kept)
	}}
	return m.Open(dialog.NewChoice(m.st, "Write what?", []string{
		"Nothing",
		fmt.Sprintf("A contact sheet of %s: a page for the browser", wording.Count(len(onSheet), "picture")),
		"The same as one PNG",
		fmt.Sprintf("Copies of %s to a folder", wording.Count(len(kept), "pick")),
	}), answers)
}

func (m *Model) askSheetFile(rows []gallery.Row, ext string) tea.Cmd {
	if len(rows) == 0 {
		return m.Say("Nothing saved is there for a sheet.")
	}
	name := m.now().Format("2006-01-02-150405") + ext
	d := dialog.NewInput(m.st, "Contact sheet of "+wording.Count(len(rows), "picture"), []string{"Where to? A name that is taken gets -2."},
		filepath.Join(m.o.Library.Folder(), "sheets", name))
	d.Check(contactsheet.CheckName)
	answers := flow.Answers{Text: func(path string) tea.Cmd { return m.writeSheet(rows, path) }}
	return m.Open(d, answers)
}

// writeSheet draws and saves the sheet outside the update loop.
func (m *Model) writeSheet(rows []gallery.Row, path string) tea.Cmd {
	path, err := wholePath(path)
	if err != nil {
		return m.Warn(sentence(err))
	}
	ctx, library, entryOf, title := m.ctx, m.o.Library, m.o.SheetEntry, ""
	if len(rows) > 0 {
		title = m.gallery.BatchOf(rows[0].ID).Title
	}
	return tea.Batch(m.Say("Drawing the contact sheet…"), later(func() func(*Model) tea.Cmd {
		written, err := drawSheet(ctx, library, rows, entryOf, path, title)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.Say(fmt.Sprintf("%s on %s.", wording.Count(written.Pictures, "picture"), clean.Line(written.Path)))
		}
	}))
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
		return contactsheet.Written{}, fmt.Errorf("make the folder of the sheet: %w", err)
	}
	s, err := contactsheet.New(ctx, entries, contactsheet.Options{Title: title})
	if err != nil {
		return contactsheet.Written{}, err
	}
	return s.Save(ctx, path, false)
}

func (m *Model) askKeepFolder(rows []gallery.Row) tea.Cmd {
	if len(rows) == 0 {
		return m.Say("Nothing is picked: p picks.")
	}
	folder := "~/Pictures/picks"
	d := dialog.NewInput(m.st, "Copy "+wording.Count(len(rows), "pick"), []string{"To which folder? Nothing there is overwritten."}, folder)
	answers := flow.Answers{Text: func(path string) tea.Cmd { return m.keepCopies(rows, path) }}
	return m.Open(d, answers)
}

func (m *Model) keepCopies(rows []gallery.Row, folder string) tea.Cmd {
	folder, err := wholePath(folder)
	if err != nil {
		return m.Warn(sentence(err))
	}
	return tea.Batch(m.Say("Copying…"), later(func() func(*Model) tea.Cmd {
		copied, there := 0, 0
		var problem error
		if err := disk.MakeAll(folder, 0o755); err != nil {
			problem, rows = fmt.Errorf("make the folder %s: %w", clean.Line(folder), err), nil
		}
		for _, r := range rows {
			k, err := history.Keep(r.Path, folder, false)
			switch {
			case err != nil:
				problem = err
			case k.Already:
				there++
			default:
				copied++
			}
		}
		return func(m *Model) tea.Cmd {
			if problem != nil {
				return m.Warn(fmt.Sprintf("%d copied; %s", copied, sentence(problem)))
			}
			text := fmt.Sprintf("%s copied to %s.", wording.Count(copied, "pick"), clean.Line(folder))
			if there > 0 {
				text += fmt.Sprintf(" %d were there already.", there)
			}
			return m.Say(text)
		}
	}))
}

// wholePath makes a written path whole: ~ is the person's home.
func wholePath(path string) (string, error) {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("your home folder is not known: write the whole path")
		}
		path = filepath.Join(home, rest)
	}
	if !filepath.IsAbs(path) {
		return "", errors.New("write the whole path, from / or ~")
	}
	return filepath.Clean(path), nil
}

// rejected are the saved results that were rejected.
func (m *Model) rejected() []gallery.Row {
	var out []gallery.Row
	m.gallery.All(func(r gallery.Row) bool {
		if r.Rejected && r.State == gallery.Saved && r.Path != "" {
			out = append(out, r)
		}
		return true
	})
	return out
}

// trashRejected moves what was rejected to the library's trash. u brings it
// back.
func (m *Model) trashRejected() tea.Cmd {
	rows := m.rejected()
	if len(rows) == 0 {
		return m.Say("Nothing is rejected: x rejects.")
	}
	library := m.o.Library
	return later(func() func(*Model) tea.Cmd {
		var moved []trashedRow
		var problem error
		for _, r := range rows {
			path, err := library.Trash(r.Path)
			if err != nil {
				problem = err
				continue
			}
			moved = append(moved, trashedRow{row: r, path: path})
		}
		return func(m *Model) tea.Cmd {
			for i, t := range moved {
				moved[i].batch = m.gallery.BatchOf(t.row.ID)
				m.removeRow(t.row.ID)
			}
			m.planChanged = true // what is in the trash is not saved any more
			if len(moved) > 0 {
				m.pushUndo("trash", func() tea.Cmd { return m.restoreTrashed(moved) })
			}
			if problem != nil {
				return m.Warn(sentence(problem))
			}
			return tea.Batch(m.refreshPreview(), m.Say(wording.Count(len(moved), "rejected result")+" moved to the trash. u brings them back."))
		}
	})
}

// trashedRow is a result in the trash, and where it stood in the list.
type trashedRow struct {
	row   gallery.Row
	batch gallery.Batch
	path  string // in the trash
}

func (m *Model) restoreTrashed(moved []trashedRow) tea.Cmd {
	library := m.o.Library
	return later(func() func(*Model) tea.Cmd {
		var back []trashedRow
		var problem error
		for _, t := range moved {
			path, err := library.Restore(t.path)
			if err != nil {
				problem = errors.Join(problem, err)
				continue
			}
			t.row.Path = path
			back = append(back, t)
		}
		return func(m *Model) tea.Cmd {
			for _, t := range back {
				m.gallery.AddBatch(t.batch, []gallery.Row{t.row}, true)
			}
			m.planChanged = true
			if problem != nil {
				return m.Warn(sentence(problem))
			}
			return m.refreshPreview()
		}
	})
}

// askEmptyTrash asks before what is in the trash is removed for good.
func (m *Model) askEmptyTrash() tea.Cmd {
	library := m.o.Library
	return later(func() func(*Model) tea.Cmd {
		list, err := library.Trashed()
		return func(m *Model) tea.Cmd {
			switch {
			case err != nil:
				return m.Warn(sentence(err))
			case len(list) == 0:
				return m.Say("The trash is empty.")
			}
			answers := flow.Answers{Yes: func() tea.Cmd { return m.emptyTrash() }}
			return m.Open(dialog.NewConfirm(m.st, "Empty the trash?", []string{
				wording.Count(len(list), "result") + " with their recipes are removed for good. They cannot be brought back.",
				"", "Type empty to remove them.",
			}, "empty"), answers)
		}
	})
}

func (m *Model) emptyTrash() tea.Cmd {
	ctx, library := m.ctx, m.o.Library
	return later(func() func(*Model) tea.Cmd {
		gone, err := library.EmptyTrash(ctx)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			m.undo = slices.DeleteFunc(m.undo, func(s undoStep) bool { return s.name == "trash" })
			return m.Say(fmt.Sprintf("%s removed, %s freed.", wording.Count(gone.Results, "result"), wording.Bytes(gone.Bytes)))
		}
	})
}
