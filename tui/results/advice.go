package results

import (
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// line says in w cells what is found, or what may be written next.
func (a advice) line(st *theme.Styles, w int) string {
	if a.filter.wrong != "" {
		return st.Warn.Render(" " + a.filter.wrong)
	}
	values := a.offered()
	if err := a.list.query.Err(); err != nil && values == "" {
		return st.Warn.Render(" " + a.meant() + clean.Line(err.Error()))
	}
	found, of, all := a.list.goes()
	switch {
	case values != "" && (a.list.query.Empty() || a.list.query.Err() != nil):
		return st.Dim.Render(" " + values)
	case a.list.query.Empty():
		return st.Dim.Render(a.acts.Words(` words "a b" -not is: style: tag: month: size: >3   {filter.complete} completes`))
	case found == 0 && all && values == "":
		return st.Warn.Render(a.nothing(w))
	case all:
		return st.Dim.Render(strings.TrimRight(fmt.Sprintf(" %s of %s   %s", wording.Thousands(found), wording.Thousands(of), values), " "))
	}
	return st.Dim.Render(strings.TrimRight(fmt.Sprintf(" %s of %s…  %s", wording.Thousands(found), wording.Thousands(of), values), " "))
}

// nothing says that the filter finds nothing, and names a word close to its first,
// once it is known how many results hold that: in few words where there is little
// room.
func (a advice) nothing(w int) string {
	hint, short := "", ""
	if word := a.hintWord(); word != "" {
		hint = fmt.Sprintf(" Did you mean %q (%s)?", word, wording.Thousands(a.list.search.hint.rows))
		if short = hint; a.filter.typing {
			hint += a.acts.Words(" {filter.complete} takes it.")
			short = a.acts.Words(" {filter.complete}: ") + fmt.Sprintf("%q (%s).", word, wording.Thousands(a.list.search.hint.rows))
		}
	}
	all := a.acts.Words(" {dialog.cancel}: all.")
	for _, said := range []string{
		fmt.Sprintf(" No result matches %q.", strings.TrimSpace(a.filter.text())) + hint + a.acts.Words(" {dialog.cancel} shows all."),
		" None." + hint + all,
	} {
		if cells.Width(said) <= w {
			return said
		}
	}
	return " None." + short + all
}
