package show

import (
	"fmt"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/sign"
)

// Caption says in the border of the picture what sets it apart in its batch,
// where it stands there, and what the person thinks of it; "" where nothing is
// selected.
func (f *Flow) Caption() string {
	row, ok := f.o.Results.Selected()
	if !ok {
		return ""
	}
	return strings.Join(f.captionParts(row), " · ")
}

func (f *Flow) captionParts(row gallery.Row) []string {
	var parts []string
	if mind := sign.Mind(f.o.Styles, row); mind != "" {
		parts = append(parts, mind)
	}
	b := f.o.Gallery.Batch(row.Batch)
	if b == nil {
		return parts
	}
	label, rest := b.Apart(&row)
	if label != "" {
		parts = append(parts, cells.Truncate(label, 24, "…"))
	}
	parts = append(parts, rest...)
	if at, of := b.Standing(row.ID); of > 1 {
		parts = append(parts, fmt.Sprintf("%d of %s", at, wording.Thousands(of)))
	}
	return parts
}

// FullCaption is what the border of a picture says that has the screen to itself:
// what the person thinks of it, and what it was made with.
func (f *Flow) FullCaption() string {
	row, ok := f.o.Results.Selected()
	if !ok {
		return ""
	}
	var parts []string
	if mind := sign.Mind(f.o.Styles, row); mind != "" {
		parts = append(parts, mind)
	}
	if b := f.o.Gallery.Batch(row.Batch); b != nil {
		at, of := b.Standing(row.ID)
		parts = append(parts, fmt.Sprintf("%d of %s", at, wording.Thousands(of)))
	}
	if len(row.Tags) > 0 {
		parts = append(parts, "tags: "+strings.Join(row.Tags, " "))
	}
	parts = append(parts, row.Settings())
	if row.Prompt != "" {
		parts = append(parts, row.Prompt)
	}
	return strings.Join(parts, " · ")
}

// Line is what is known of the selected row in one line of w cells.
func (f *Flow) Line(w int) string {
	row, ok := f.o.Results.Selected()
	if !ok {
		return ""
	}
	parts := f.captionParts(row)
	switch row.State {
	case gallery.Saved:
		parts = append(parts, f.facts(row)...)
	default:
		parts = append(parts, row.Standing())
	}
	if len(row.Tags) > 0 {
		parts = append(parts, "tags: "+strings.Join(row.Tags, " "))
	}
	line := " " + strings.Join(parts, " · ")
	if room := w - cells.Width(line) - 4; room > 16 && row.Prompt != "" {
		line += f.o.Styles.Dim.Render(" · " + cells.Truncate(row.Prompt, room, "…"))
	}
	return line
}
