package doctor

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/tui/app"
)

func (d *examination) folders() {
	library, err := app.ExpandHome(cmp.Or(d.Setup.Folder, d.settings.Library.Folder))
	if err != nil {
		d.say("WRONG", "pictures", "%s", api.Explain(err))
	} else {
		d.folder("results", library)
	}
	d.folder("state", d.Setup.Places.StateDir)
	d.folder("key file", d.Setup.Places.ConfigDir)
}

// folder tells whether a folder can be written, or made where it is missing.
// It makes nothing that stays.
func (d *examination) folder(what, dir string) {
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at:
			continue
		case err != nil:
			d.say("WRONG", what, "%s cannot be looked at: %s", at, app.Reason(err))
		case !info.IsDir():
			d.say("WRONG", what, "%s is in the way: it is not a folder", at)
		default:
			d.writable(what, dir, at)
		}
		return
	}
}

func (d *examination) writable(what, dir, existing string) {
	probe, err := os.CreateTemp(existing, ".imagine-tui-doctor-*")
	if err != nil {
		d.say("WRONG", what, "%s cannot be written: %s", existing, app.Reason(err))
		return
	}
	_ = probe.Close() // nothing was written
	if err := os.Remove(probe.Name()); err != nil {
		d.say("WRONG", what, "%s keeps files that were removed: %s", existing, app.Reason(err))
		return
	}
	if existing != dir {
		d.say("ok", what, "%s will be made", dir)
		return
	}
	d.say("ok", what, "%s", dir)
}
