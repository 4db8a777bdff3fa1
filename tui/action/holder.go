package action

// Holder is what dialogs embed: they get the table when they are opened, so
// that nobody who makes one needs it. Until then the default keys hold.
type Holder struct{ acts *Table }

// SetActions sets the table that says which keys act.
func (h *Holder) SetActions(acts *Table) { h.acts = acts }

// Actions returns the table that says which keys act.
func (h *Holder) Actions() *Table {
	if h.acts == nil {
		h.acts = Default()
	}
	return h.acts
}
