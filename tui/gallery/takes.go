package gallery

// SetTakeOf says that a row was made in place of another: a sheet shows both in
// one cell.
func (g *Gallery) SetTakeOf(id, of string) {
	g.takes[id] = of
	g.relisted()
}

// TakeOf returns the row in place of which another was made, "" for none.
func (g *Gallery) TakeOf(id string) string { return g.takes[id] }
