package contactsheet

import (
	"context"
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"io"
	"iter"
	"slices"

	"imagine-tui/api/clean"
	"imagine-tui/history/inorder"
)

//go:embed page/view.html
var viewHTML string

//go:embed page/page.css
var pageCSS string

//go:embed page/page.js
var pageJS string

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
	n             int
	label         string
	uri           string // the data, "" for a card
	card          string // what stands there instead of a picture
	video, clear  bool
	width, height int
	prompt        string
	settings      string
	note          string
}

// WriteHTML writes the sheet as one page that needs nothing else. Pictures go
// through memory a few at a time.
func (s *Sheet) WriteHTML(ctx context.Context, w io.Writer) (Result, error) {
	s.problems = nil
	next, stop := iter.Pull(inorder.Map(ctx, s.atOnce, slices.Values(s.order), func(i int) embedded { return s.embed(ctx, i) }))
	defer stop()
	done := 0
	p := page{sheet: s, markup: &markup{w: stopping{ctx, w}}}
	p.shot = func(i int) shot {
		if p.err != nil {
			return shot{}
		}
		picture, _ := next() // none once the work was cancelled: nothing is written then
		made := s.shot(i, done, picture)
		done++
		s.progress(done)
		return made
	}
	if p.write(); p.err != nil {
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		return Result{}, p.err
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

// prompt is what all pictures show, "" where that differs or is the title.
func (s *Sheet) prompt() string {
	said := ""
	for _, f := range s.layout.common {
		if f.Name == string(Prompt) && clean.Line(f.Value) != s.o.Title {
			said = f.Value
		}
	}
	return said
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
	sh := shot{n: n, label: s.describe(i), note: s.note(i, false), video: e.isVideo() && e.Poster == ""}
	sh.prompt, sh.settings = s.caption(i)
	if sh.label == "" {
		sh.label = s.name(i, n)
	}
	if picture.err != nil || picture.uri == "" {
		sh.video, sh.card = false, s.name(i, n)+": it cannot be shown"
		if picture.err != nil {
			sh.card = s.unshown(i, n, picture.err)
			s.problem(e.Path, picture.err)
		}
		return sh
	}
	if picture.part {
		s.problem(e.Path, errPart)
	}
	sh.uri, sh.clear, sh.width, sh.height = picture.uri, picture.clear, picture.width, picture.height
	return sh
}
