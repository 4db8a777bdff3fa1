package results

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

// FoundMsg brings what was found out for a search beside the loop.
type FoundMsg struct {
	search *gallery.Search
	found  gallery.Found
	order  *ordering
	hint   *hint
	word   string // for the hint
}

// How many results are read for at a time: few first, so that a screenful is soon
// there.
const firstRead, nextRead = 2000, 50_000

// Search returns what goes on with a search beside the loop, nil where nothing has
// to. Its end is for Found. The root calls it after whatever may have changed the
// filter or the gallery.
func (p *Pane) Search() tea.Cmd {
	p.sync()
	s := &p.list.search
	switch search := s.now(); {
	case search == nil && p.list.lacksHint():
		p.texts.Keep()
		return p.list.seekHint()
	case search == nil:
		if !p.filter.typing {
			p.texts.Cool()
		}
	case search.Done():
		return p.list.sortBeside()
	case s.away != search:
		p.texts.Keep()
		return s.read(search)
	}
	return nil
}

// sortBeside puts what was found in order.
func (l *list) sortBeside() tea.Cmd {
	order := l.ordered()
	if order == nil {
		return nil
	}
	return func() tea.Msg {
		o := order()
		return FoundMsg{search: o.search, order: o}
	}
}

// read reads what a search has to know next.
func (s *searching) read(search *gallery.Search) tea.Cmd {
	s.away = search
	n := nextRead
	if search.Looked() == 0 {
		n = firstRead
	}
	look := search.Look(n)
	return func() tea.Msg {
		msg := FoundMsg{search: search}
		if look != nil {
			msg.found = look()
		}
		return msg
	}
}

func (l *list) seekHint() tea.Cmd {
	h, seek := l.search.hint, l.gallery.Suggest(l.query)
	h.sought = true
	return func() tea.Msg { return FoundMsg{hint: h, word: seek()} }
}

// Found goes on with a search, as far as that does not keep the loop.
func (p *Pane) Found(msg FoundMsg) tea.Cmd {
	p.sync()
	s := &p.list.search
	switch {
	case msg.hint != nil && msg.hint == s.hint && msg.word != "":
		s.hint.word, s.hint.search = msg.word, p.gallery.Search(gallery.Holding(msg.word))
	case msg.search == nil || msg.search != s.away:
		return nil
	case msg.order != nil:
		if s.away = nil; msg.search == s.next {
			p.list.arrange(msg.order)
		}
	default:
		s.away = nil
		msg.search.Take(msg.found)
	}
	before := p.list.sel
	p.view = nil
	if s.next == nil {
		p.list.goOn()
		p.layMore()
		return p.moved(before)
	}
	p.keepSeat(func() {
		if p.list.goOn() {
			p.layOut()
		}
	})
	return p.moved(before)
}

// layMore is layOut of what came after all else.
func (p *Pane) layMore() {
	if p.film.on {
		p.film.layOut(p.w, p.listHeight())
		return
	}
	p.grid.layMore()
}
