package results

import (
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/gallery/query"
)

// advice is what helps to write a filter.
type advice struct {
	filter *filterLine
	list   *list
	acts   *action.Table
}

// turn is how far somebody has gone through what a word may become.
type turn struct {
	text    string // as it was left
	before  string // what stands before the word
	options []string
	at      int
}

// SetStyles sets the style ids that tab completes after style: in the filter.
func (p *Pane) SetStyles(ids []string) { p.filter.styles = ids }

// SetSaved sets the filters that can be named.
func (p *Pane) SetSaved(saved gallery.Named) {
	p.sync()
	p.filter.saved = saved
	if strings.Contains(p.Filter(), query.Saved) {
		p.refilter()
	}
}

// Query is what the list is narrowed to.
func (p *Pane) Query() gallery.Query {
	p.sync()
	return p.list.query
}

// complete does what is offered: the word that was probably meant where nothing is
// found, else what the last word may become, each in its turn, else what was
// probably meant in the place of a mistake.
func (a advice) complete() {
	f := a.filter
	if word := a.hintWord(); word != "" {
		f.set(gallery.Replaced(f.text(), word))
		return
	}
	if f.turn.text != f.text() || len(f.turn.options) == 0 {
		before, word := gallery.LastWord(f.text())
		f.turn = turn{before: before, options: gallery.Completions(word, a.values()), at: -1}
	}
	if n := len(f.turn.options); n > 0 {
		f.turn.at = (f.turn.at + 1) % n
		f.set(f.turn.before + f.turn.options[f.turn.at])
		f.turn.text = f.text()
		return
	}
	if mended, ok := query.Mended(f.text(), a.list.query.Mistakes); ok {
		f.set(mended)
	}
}

// values are those that queries are completed to.
func (a advice) values() gallery.Values {
	v := gallery.ValuesOf(a.list.gallery)
	for _, id := range a.filter.styles {
		if !slices.Contains(v.Styles, id) {
			v.Styles = append(v.Styles, id)
		}
	}
	v.Saved = a.filter.saved.Names()
	return v
}

// offered are the values that the word which is being written may become, "" for
// none: names of fields are offered by the line that explains them.
func (a advice) offered() string {
	f := a.filter
	_, word := gallery.LastWord(f.text())
	name, value, is := strings.Cut(word, ":")
	saved := strings.HasPrefix(word, query.Saved)
	if !f.typing || !is && !saved || f.turn.text == f.text() && len(f.turn.options) < 2 {
		return ""
	}
	options := gallery.Completions(word, a.values())
	if f.turn.text == f.text() {
		options = slices.Clone(f.turn.options)
	}
	if len(options) == 0 || len(options) == 1 && options[0] == word {
		return ""
	}
	for i, o := range options {
		if !saved {
			o = o[strings.Index(o, ":")+1:]
		}
		if options[i] = clean.Line(o); value != "" && o == value || o == word {
			options[i] = "[" + options[i] + "]"
		}
	}
	if saved {
		return strings.Join(options, " ")
	}
	return strings.TrimPrefix(name, "-") + ": " + strings.Join(options, " ")
}

// meant says what was probably meant in the place of a mistake.
func (a advice) meant() string {
	mended, ok := query.Mended(a.filter.text(), a.list.query.Mistakes)
	if !ok || !a.filter.typing {
		return ""
	}
	return a.acts.Words("{filter.complete}: ") + clean.Line(mended) + "?  "
}

// hintWord is the word that was probably meant, once it is known that nothing is
// found and how many results hold it.
func (a advice) hintWord() string {
	found, _, all := a.list.goes()
	h := a.list.search.hint
	if h == nil || h.word == "" || h.search != nil || found > 0 || !all || len(a.list.query.Mistakes) > 0 {
		return ""
	}
	return h.word
}
