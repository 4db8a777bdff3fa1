package picture

// CellMode returns how the terminal draws small pictures that move and scroll
// with everything else: always as characters, as fine as it can.
func (d *Detector) CellMode() Mode {
	if m := d.Mode(); m < ModeKitty {
		return m
	}
	m, _ := d.drawsCells()
	return m
}
