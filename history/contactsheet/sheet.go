package contactsheet

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"imagine-tui/history/inorder"
)

// Sheet is a contact sheet that is ready to be written.
type Sheet struct {
	entries []Entry
	layout  layout
	o       Options
	// order is where entries stand, in reading order.
	order []int
	// size is that of all pictures, "" where they differ; price and sandbox
	// tell whether all cost the same and whether the sandbox painted all.
	size           string
	price, sandbox bool
	// sources are, for each entry, what its file says about where the picture
	// comes from; source is that of all, "" where no file says anything.
	sources []string
	source  string
	// atOnce is how many pictures are made ready at any time.
	atOnce int
	// problems of files that are shown as a card.
	problems []Problem
}

// Problem is a picture that a sheet could only tell of, not show.
type Problem struct{ Path, Reason string }

// Result says what is on a sheet that was written.
type Result struct {
	Pictures int
	// Rows and Columns are the axes as they were chosen.
	Rows, Columns Axis
	Problems      []Problem
	// Boxes counts labels of a PNG with letters that its font does not have.
	Boxes int
}

// ErrNothing says that there is nothing to put on a sheet.
var ErrNothing = errors.New("there is no picture to put on a sheet")

// New lays a sheet out. Sizes that entries do not say are read from the files.
func New(ctx context.Context, entries []Entry, o Options) (*Sheet, error) {
	if len(entries) == 0 {
		return nil, ErrNothing
	}
	if o.Thumb != 0 && (o.Thumb < MinThumb || o.Thumb > MaxThumb) {
		return nil, fmt.Errorf("thumbnails of %d pixels: %d to %d are possible", o.Thumb, MinThumb, MaxThumb)
	}
	s := &Sheet{o: o, atOnce: inorder.Cores()}
	for one := range inorder.Map(ctx, s.atOnce, slices.Values(entries), func(e Entry) looked { return look(e, o) }) {
		s.entries, s.sources = append(s.entries, one.entry), append(s.sources, one.source)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.source = common(s.sources)
	s.size, s.price, s.sandbox = s.sameSize(), s.samePrice(), s.allSandbox()
	s.layout = arrange(s.entries, o.Rows, o.Columns)
	for _, sec := range s.layout.sections {
		for _, r := range sec.rows {
			for _, cell := range r.cells {
				s.order = append(s.order, cell...)
			}
		}
	}
	s.o.Title = s.title()
	return s, nil
}

// looked is an entry as it goes onto a sheet, with what its file says about where
// the picture comes from.
type looked struct {
	entry  Entry
	source string
}

func look(e Entry, o Options) looked {
	e = e.cleaned()
	if o.NoRecipe {
		e = e.nameless(o.Rows, o.Columns)
	}
	if (e.Width < 1 || e.Height < 1) && !e.isVideo() {
		// What cannot be read is told when it is drawn.
		e.Width, e.Height, _ = readSize(e.Path)
	}
	return looked{e, sourceOf(e.Path)}
}

func (s *Sheet) problem(path string, err error) {
	s.problems = append(s.problems, Problem{path, err.Error()})
}

func (s *Sheet) progress(done int) {
	if s.o.Progress != nil {
		s.o.Progress(done, len(s.order))
	}
}

func (s *Sheet) result() Result {
	return Result{Pictures: len(s.order), Rows: s.layout.rows, Columns: s.layout.columns, Problems: s.problems}
}
