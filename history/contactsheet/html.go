package contactsheet

import (
	"context"
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"html/template"
	"io"
	"iter"
	"slices"

	"imagine-tui/api/clean"
	"imagine-tui/history/inorder"
)

//go:embed page/page.html
var pageHTML string

//go:embed page/page.css
var pageCSS string

//go:embed page/page.js
var pageJS string

// page is what the template is filled with.
type page struct {
	Title, Prompt, Summary, Program, Axes, Source string
	Theme                                         Theme
	Policy                                        string
	CSS                                           template.CSS
	JS                                            template.JS
	Sections                                      []pageSection
	Data                                          []detail
}

type pageSection struct {
	Title   string
	Table   bool
	Columns []string
	Rows    []pageRow
}

type pageRow struct {
	Label, Full string
	Cells       [][]int
}

// detail is what is told of an opened picture.
type detail struct {
	Prompt  string      `json:"prompt,omitempty"`
	Seed    string      `json:"seed,omitempty"`
	Command string      `json:"command,omitempty"`
	Facts   [][2]string `json:"facts"`
	Recipe  string      `json:"recipe,omitempty"`
}

// shot is a picture in its cell.
type shot struct {
	N             int
	Label         string
	Source        template.HTMLAttr // src with the data, "" for a card
	Card          string            // what stands there instead of a picture
	Video, Clear  bool
	Width, Height int
	Prompt        string
	Settings      string
	Note          string
}

// WriteHTML writes the sheet as one page that needs nothing else. Pictures go
// through memory a few at a time.
func (s *Sheet) WriteHTML(ctx context.Context, w io.Writer) (Result, error) {
	s.problems = nil
	next, stop := iter.Pull(inorder.Map(ctx, s.atOnce, slices.Values(s.order), func(i int) embedded { return s.embed(ctx, i) }))
	defer stop()
	done := 0
	tmpl, err := template.New("page").Funcs(template.FuncMap{
		"shot": func(i int) shot {
			picture, _ := next() // none once the work was cancelled: nothing is written then
			made := s.shot(i, done, picture)
			done++
			s.progress(done)
			return made
		},
	}).Parse(pageHTML)
	if err != nil {
		return Result{}, err
	}
	if err := tmpl.Execute(stopping{ctx, w}, s.page()); err != nil {
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		return Result{}, err
	}
	return s.result(), nil
}

// hashSource is how a policy names a script or style that may be used.
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// policy forbids a page everything but its own parts: no network at all.
func policy() string {
	return "default-src 'none'; img-src data:; media-src data:; style-src " + hashSource(pageCSS) +
		"; script-src " + hashSource(pageJS) + "; base-uri 'none'; form-action 'none'"
}

func (s *Sheet) page() page {
	p := page{
		Title: s.o.Title, Summary: s.summary(), Program: clean.Line(s.o.Program), Source: s.source, Theme: s.o.Theme, Policy: policy(),
		CSS: template.CSS(pageCSS), JS: template.JS(pageJS), //nolint:gosec // our own files, embedded
	}
	for _, f := range s.layout.common {
		if f.Name == string(Prompt) && clean.Line(f.Value) != p.Title {
			p.Prompt = f.Value
		}
	}
	if s.layout.rows != None && s.layout.columns != None {
		p.Axes = string(s.layout.rows) + " ↓ " + string(s.layout.columns) + " →"
	}
	for _, sec := range s.layout.sections {
		table := pageSection{Title: sec.title, Columns: sec.columns, Table: s.layout.rows != None || s.layout.columns != None}
		for _, r := range sec.rows {
			table.Rows = append(table.Rows, pageRow{r.label, r.full, r.cells})
		}
		p.Sections = append(p.Sections, table)
	}
	for _, i := range s.order {
		p.Data = append(p.Data, s.detail(i))
	}
	return p
}

func (s *Sheet) detail(i int) detail {
	e := &s.entries[i]
	d := detail{Prompt: e.Prompt, Seed: e.value(Seed), Facts: [][2]string{}}
	for _, f := range e.facts(!s.o.NoRecipe) {
		d.Facts = append(d.Facts, [2]string{f.Name, f.Value})
	}
	if !s.o.NoRecipe {
		d.Command, d.Recipe = e.Command, clean.Text(string(e.Recipe))
	}
	return d
}

// shot is the n-th picture of the page.
func (s *Sheet) shot(i, n int, picture embedded) shot {
	e := &s.entries[i]
	sh := shot{N: n, Label: s.describe(i), Note: s.note(i, false), Video: e.isVideo() && e.Poster == ""}
	sh.Prompt, sh.Settings = s.caption(i)
	if sh.Label == "" {
		sh.Label = s.name(i, n)
	}
	if picture.err != nil || picture.uri == "" {
		sh.Video, sh.Card = false, s.name(i, n)+": it cannot be shown"
		if picture.err != nil {
			sh.Card = s.unshown(i, n, picture.err)
			s.problem(e.Path, picture.err)
		}
		return sh
	}
	if picture.part {
		s.problem(e.Path, errPart)
	}
	sh.Clear, sh.Width, sh.Height = picture.clear, picture.width, picture.height
	// Base64 with a type from this package: there is nothing to escape, and
	// megabytes of it.
	sh.Source = template.HTMLAttr(`src="` + picture.uri + `"`) //nolint:gosec // see above
	return sh
}
