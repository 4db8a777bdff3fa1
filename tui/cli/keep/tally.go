package keep

import (
	"fmt"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/mark"
)

// tally is what became of the results that were to be copied.
type tally struct {
	without          history.Without
	copied           wording.Made
	present, renewed int
	size             int64
	marks            map[string]int
	problems         []error
}

// add counts one more, or why it was not copied.
func (t *tally) add(e history.Entry, kept history.Kept, err error) {
	if err != nil {
		t.problems = append(t.problems, err)
		return
	}
	if kept.Renewed {
		t.renewed++
	}
	if kept.Already {
		t.present++
	} else {
		t.copied.Add(e.IsVideo())
		t.size += kept.Bytes
	}
	if t.without != history.Nothing {
		t.marks[marksOf(kept)]++
	}
}

// words sums up, of so many that were to be copied.
func (t *tally) words(all int) string {
	recipe := "with their recipes"
	if t.without != history.Nothing {
		recipe = "without their recipes"
	}
	text := fmt.Sprintf("%s copied, %s, %s", t.copied, wording.Bytes(t.size), recipe)
	if t.present > 0 {
		text += fmt.Sprintf("; %d there already", t.present)
	}
	if t.renewed > 0 {
		text += ", " + wording.Count(t.renewed, "recipe") + " renewed"
	}
	if len(t.problems) > 0 {
		text += fmt.Sprintf("; %d not copied", all-t.copied.Len()-t.present)
	}
	return text + "." + markWords(t.marks)
}

// marksOf says what became of the marks of a copy, "" where there were none.
func marksOf(kept history.Kept) string {
	had, has := kept.Stripped.Had, kept.Stripped.Has
	switch {
	case had == mark.Marks{}:
		return ""
	case has == had:
		return "kept"
	case has == mark.Marks{}:
		return "removed"
	}
	return "reduced"
}

// markWords says the same of all copies, in sentences.
func markWords(marks map[string]int) string {
	text := ""
	if n := marks["reduced"]; n > 0 {
		text += fmt.Sprintf(" The Content Credentials (C2PA) of %s no longer fit and were taken out; the mark of origin stays.", wording.Count(n, "picture"))
	}
	if n := marks["removed"]; n > 0 {
		text += fmt.Sprintf(" The marks of origin of %s were taken out: nothing in them says that a model made them.", wording.Count(n, "picture"))
	}
	return text
}
