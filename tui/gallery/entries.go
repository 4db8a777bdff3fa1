package gallery

import (
	"path/filepath"
	"strings"
	"time"
	"unique"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
)

// AddEntries groups earlier results by day and prompt, as they were asked for.
// Paths in the entries are those of files here. Results of this session are
// listed already.
func (g *Gallery) AddEntries(entries []history.Entry) {
	mine := g.savedFiles()
	var batch Batch
	var rows []Row
	flush := func() {
		if len(rows) > 0 {
			shortenLabels(rows)
			g.AddBatch(batch, rows, false)
		}
		rows = nil
	}
	for _, e := range entries {
		if mine[e.Path] {
			continue
		}
		shareStrings(&e.Sidecar)
		if id := batchOf(e); id != batch.ID {
			flush()
			batch = Batch{ID: id, Title: Line(titleOf(e)), When: when(e), Folded: true}
		}
		rows = append(rows, RowOfEntry(e))
	}
	flush()
}

// RowOfEntry is what is shown, and found by the filter, of a saved result.
func RowOfEntry(e history.Entry) Row {
	s := e.Sidecar
	row := Row{
		ID: e.Path, Prompt: shared(Line(s.Request.Prompt)), Style: shared(clean.Line(s.Request.Style)),
		Ratio: shared(clean.Line(s.Request.AspectRatio)), Seed: s.Request.Seed, Operation: string(s.Request.Operation),
		Key: shared(clean.Line(s.Key)), State: Saved, Elapsed: time.Duration(s.ElapsedMS) * time.Millisecond,
		Free: s.Sandbox, When: when(e), Path: e.Path, Parent: s.Parent, Bytes: s.Bytes,
		Picked: s.Picked, Rejected: s.Rejected, Rating: s.Rating,
		Recipe: &Recipe{Request: s.Request, Template: s.Template, Key: s.Key},
	}
	for _, t := range s.Tags {
		row.Tags = append(row.Tags, clean.Line(t))
	}
	if s.Tokens != nil {
		row.Tokens, row.Priced = *s.Tokens, true
	}
	if s.Template != "" && s.Template != s.Request.Prompt {
		row.Label = row.Prompt
	}
	if len(s.Request.Inputs) > 0 {
		row.Label = editLabel(row)
	}
	if e.Problem != "" {
		row.Note, row.Prompt = clean.Line(e.Problem), FileName(e.Path)
	}
	return row
}

// editLabel says in a row of results what an edit did.
func editLabel(row Row) string {
	if row.Prompt == "" {
		return OperationWord(row.Operation)
	}
	return OperationWord(row.Operation) + " · " + row.Prompt
}

func batchOf(e history.Entry) string {
	return "saved " + when(e).Format(time.DateOnly) + " " + titleOf(e)
}

// titleOf is what results that were asked for together are called: what the
// person wrote, and for an edit what it did.
func titleOf(e history.Entry) string {
	title := e.Sidecar.Template
	if title == "" {
		title = e.Sidecar.Request.Prompt
	}
	if title == "" && e.Sidecar.Parent != "" {
		title = wordsOfFile(e.Sidecar.Parent)
	}
	if title == "" {
		title = FileName(e.Path)
	}
	if len(e.Sidecar.Request.Inputs) > 0 {
		return OperationWord(string(e.Sidecar.Request.Operation)) + ": " + title
	}
	return title
}

// wordsOfFile takes the words of a prompt out of the name of its file.
func wordsOfFile(path string) string {
	name := FileName(path)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	parts := strings.Split(name, "-")
	if len(parts) > 2 {
		parts = parts[1 : len(parts)-1] // without time and id
	}
	return strings.Join(parts, " ")
}

// when tells when a result was saved, by the clock on the wall, as the folder
// it lies in does.
func when(e history.Entry) time.Time {
	at := e.Sidecar.Saved
	if at.IsZero() {
		at = e.Sidecar.Sent
	}
	if at.IsZero() {
		return at
	}
	return at.Local()
}

// shareStrings makes what many results have in common one string in memory:
// with 100,000 of them that is most of what is held. The entry's texts may be
// parts of all that is known of a day, which must not be held as a whole.
func shareStrings(s *history.Sidecar) {
	r := &s.Request
	for _, text := range []*string{&r.Prompt, &r.Style, &r.AspectRatio, &s.Template, &s.Key} {
		*text = shared(*text)
	}
	r.Operation = api.Operation(shared(string(r.Operation)))
	for i := range s.Tags {
		s.Tags[i] = shared(s.Tags[i])
	}
	s.Parent = strings.Clone(s.Parent)
}

func shared(s string) string { return unique.Make(s).Value() }
