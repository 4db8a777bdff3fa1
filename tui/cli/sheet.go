package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/shell"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/tui/app"
)

// sheeting is one call of sheet.
type sheeting struct {
	app           *program
	selection     selection
	out           string
	rows, columns string
	theme         string
	force         bool
	options       contactsheet.Options
}

func (a *program) sheetCommand() *cobra.Command {
	s := &sheeting{app: a}
	command := &cobra.Command{
		Use:   "sheet -o FILE [FILE…]",
		Short: "Put pictures on a contact sheet: one HTML page or one PNG",
		Long: `Put pictures on a contact sheet: one HTML page that needs no network and opens
each picture with its recipe, or one PNG. Name files and folders, or search the
library with --query, which takes what history takes.

What was varied makes the rows and columns: the two of prompt, style, ratio and
seed with most values, if their grid would be at least half full; further ones
make sections. Nothing is overwritten without --force: the name gets -2.`,
		Example: `  imagine-tui sheet -o harbour.html --query "harbour is:picked"
  imagine-tui sheet -o styles.png --rows prompt --columns style ~/Pictures/imagine/2026-11-24`,
		RunE: func(c *cobra.Command, args []string) error { s.selection.files = args; return s.run(c.Context()) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVarP(&s.out, "out", "o", "", "`file` to write, ending in .html or .png")
	f.StringVarP(&s.selection.query, "query", "q", "", "take the saved pictures that match, as in history")
	f.StringVar(&s.rows, "rows", "auto", "`axis` of the rows: prompt, style, ratio, seed, none or auto")
	f.StringVar(&s.columns, "columns", "auto", "`axis` of the columns")
	f.StringVar(&s.options.Title, "title", "", "`words` above the sheet (else what the pictures have in common)")
	f.IntVar(&s.options.Thumb, "thumb", 0, "longer side of a picture, in `pixels` (else 320 in a PNG, 768 in a page)")
	f.StringVar(&s.theme, "theme", "auto", "light, dark, or auto: as the reader's system, light in a PNG")
	f.BoolVar(&s.options.Full, "full", false, "put the files themselves into the page, not smaller copies")
	f.BoolVar(&s.options.NoRecipe, "no-recipe", false, "leave out how the pictures were made, but for the labels")
	f.BoolVar(&s.force, "force", false, "replace a file of that name")
	return command
}

func (s *sheeting) run(ctx context.Context) error {
	if err := s.prepare(); err != nil {
		return usageError(err)
	}
	config, err := s.app.setup.Settings()
	if err != nil {
		return err
	}
	library, err := s.app.setup.OpenLibrary(config, "")
	if err != nil {
		return err
	}
	found, missing := s.selection.entries(ctx, s.app, library)
	if missing != nil && len(found) == 0 {
		return missing
	}
	if len(found) == 0 {
		return errors.New("no saved picture matches, so there is nothing to put on a sheet")
	}
	entries := make([]contactsheet.Entry, 0, len(found))
	for _, e := range found {
		entries = append(entries, sheetEntry(e))
	}
	s.options.Program = app.Name + " " + app.Version()
	progress := newProgress(s.app, "picture")
	s.options.Progress = progress.at
	made, err := contactsheet.New(ctx, entries, s.options)
	if err != nil {
		return err
	}
	written, err := made.Save(ctx, s.out, s.force)
	progress.end()
	if err != nil {
		return err
	}
	return errors.Join(missing, s.report(written))
}

// prepare reads the flags.
func (s *sheeting) prepare() (err error) {
	if s.out == "" {
		return errors.New("-o FILE says where the sheet goes, as in -o sheet.html or -o sheet.png")
	}
	if err := contactsheet.CheckName(s.out); err != nil {
		return fmt.Errorf("-o %s: %w", clean.Line(s.out), err)
	}
	if len(s.selection.files) == 0 && s.selection.query == "" {
		return errors.New("name files or folders, or search the library with --query")
	}
	if _, err := s.selection.parse(); err != nil {
		return err
	}
	if s.options.Rows, err = contactsheet.ParseAxis(s.rows); err != nil {
		return fmt.Errorf("--rows: %w", err)
	}
	if s.options.Columns, err = contactsheet.ParseAxis(s.columns); err != nil {
		return fmt.Errorf("--columns: %w", err)
	}
	if t := s.options.Thumb; t != 0 && (t < contactsheet.MinThumb || t > contactsheet.MaxThumb) {
		return fmt.Errorf("--thumb %d: %d to %d pixels are possible", t, contactsheet.MinThumb, contactsheet.MaxThumb)
	}
	if s.options.Full && strings.EqualFold(filepath.Ext(s.out), ".png") {
		return errors.New("--full is for an HTML page; in a PNG, --thumb says how large pictures are")
	}
	switch s.theme {
	case "auto":
	case string(contactsheet.ThemeLight), string(contactsheet.ThemeDark):
		s.options.Theme = contactsheet.Theme(s.theme)
	default:
		return fmt.Errorf("--theme %q: use light, dark or auto", clean.Line(s.theme))
	}
	return nil
}

// report says what was written, and what is only told on the sheet.
func (s *sheeting) report(w contactsheet.Written) error {
	for _, p := range w.Problems {
		s.app.say("%s is only told of, not shown: %s.", p.Path, p.Reason)
	}
	if w.Boxes > 0 {
		s.app.say("%s hold letters that the font of a PNG does not have, drawn as boxes; an HTML sheet shows them.", wording.Count(w.Boxes, "label"))
	}
	shape := "one after another"
	switch {
	case w.Rows != contactsheet.None && w.Columns != contactsheet.None:
		shape = fmt.Sprintf("rows by %s, columns by %s", w.Rows, w.Columns)
	case w.Rows != contactsheet.None:
		shape = fmt.Sprintf("rows by %s", w.Rows)
	case w.Columns != contactsheet.None:
		shape = fmt.Sprintf("columns by %s", w.Columns)
	}
	s.app.say("%s, %s, %s.", wording.Count(w.Pictures, "picture"), shape, wording.Bytes(w.Bytes))
	_, err := fmt.Fprintln(s.app.stdout, clean.Line(w.Path))
	return err
}

// sheetEntry is what a sheet tells of a result.
func sheetEntry(e history.Entry) contactsheet.Entry {
	s := e.Sidecar
	r := s.Request
	entry := contactsheet.Entry{
		Path: e.Path, Prompt: r.Prompt, Template: s.Template, Operation: string(r.Operation), Style: r.Style, Ratio: r.AspectRatio,
		Seed: r.Seed, Width: s.Width, Height: s.Height, Bytes: s.Bytes, Tokens: s.Tokens, Key: s.Key, Sandbox: s.Sandbox,
		Saved: s.Saved.Local(), Rating: s.Rating, Picked: s.Picked, Tags: s.Tags,
	}
	if s.Saved.IsZero() {
		entry.Saved = time.Time{}
	}
	if s.Parent != "" {
		entry.Parent = filepath.Base(s.Parent)
	}
	if s.Hash == "" {
		return entry // nobody knows how it was made
	}
	if recipe, err := s.Recipe(); err == nil {
		entry.Recipe = indentJSON(recipe)
	}
	entry.Command = commandLine(r)
	return entry
}

// indentJSON makes JSON readable.
func indentJSON(text []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return text
	}
	return b.Bytes()
}

// commandLine makes a picture once more, typed into a shell. Operations that
// take files cannot be told in a line.
func commandLine(r api.Request) string {
	if len(r.Inputs) > 0 || r.Prompt == "" || strings.ContainsAny(r.Prompt, "\n\t") {
		return ""
	}
	words := []string{app.Name, "generate", "--literal"}
	if r.Operation != api.TextToImage {
		words = append(words, "--op", shell.Quote(string(r.Operation)))
	}
	if r.Style != "" {
		words = append(words, "--style", shell.Quote(r.Style))
	}
	if r.AspectRatio != "" {
		words = append(words, "--aspect-ratio", shell.Quote(r.AspectRatio))
	}
	if r.Seed > 0 {
		words = append(words, "--seed", strconv.FormatInt(r.Seed, 10))
	}
	return strings.Join(append(words, "--", shell.Quote(r.Prompt)), " ")
}

// progress counts on standard error, where a person watches.
type progress struct {
	app   *program
	noun  string
	live  bool
	shown bool
	last  time.Time
}

func newProgress(a *program, noun string) *progress {
	return &progress{app: a, noun: noun, live: isTerminal(a.stderr), last: time.Now()}
}

// at shows how far it is, a few times a second.
func (p *progress) at(done, total int) {
	if !p.live || (time.Since(p.last) < 100*time.Millisecond && done < total) {
		return
	}
	p.last, p.shown = time.Now(), true
	fmt.Fprintf(p.app.stderr, "\r\x1b[K%d of %s", done, wording.Count(total, p.noun))
}

func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.app.stderr, "\r\x1b[K")
	}
}
