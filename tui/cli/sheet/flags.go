package sheet

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/history/contactsheet"
)

// prepare reads the flags.
func (o *Options) prepare() (err error) {
	if o.Out == "" {
		return errors.New("-o FILE says where the sheet goes, as in -o sheet.html or -o sheet.png")
	}
	if err := contactsheet.CheckName(o.Out); err != nil {
		return fmt.Errorf("-o %s: %w", clean.Line(o.Out), err)
	}
	if err := o.Selection.Check(); err != nil {
		return err
	}
	if o.Sheet.Rows, err = contactsheet.ParseAxis(o.Rows); err != nil {
		return fmt.Errorf("--rows: %w", err)
	}
	if o.Sheet.Columns, err = contactsheet.ParseAxis(o.Columns); err != nil {
		return fmt.Errorf("--columns: %w", err)
	}
	if t := o.Sheet.Thumb; t != 0 && (t < contactsheet.MinThumb || t > contactsheet.MaxThumb) {
		return fmt.Errorf("--thumb %d: %d to %d pixels are possible", t, contactsheet.MinThumb, contactsheet.MaxThumb)
	}
	if o.Sheet.Full && strings.EqualFold(filepath.Ext(o.Out), ".png") {
		return errors.New("--full is for an HTML page; in a PNG, --thumb says how large pictures are")
	}
	switch o.Theme {
	case "auto":
	case string(contactsheet.ThemeLight), string(contactsheet.ThemeDark):
		o.Sheet.Theme = contactsheet.Theme(o.Theme)
	default:
		return fmt.Errorf("--theme %q: use light, dark or auto", clean.Line(o.Theme))
	}
	return nil
}
