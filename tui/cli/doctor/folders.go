package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/tui/app"
)

func (d *examination) folders() {
	library, instead, err := d.Setup.Pictures(d.settings)
	if d.Setup.Folder != "" {
		instead = ""
		library, err = app.ExpandHome(d.Setup.Folder)
	}
	if err != nil {
		d.say("WRONG", "pictures", "%s", api.Explain(err))
	} else {
		d.folder("results", library)
		d.earlier("results", library, instead)
	}
	d.folder("state", d.Setup.Places.StateDir)
	d.earlier("state", d.Setup.Places.StateDir, d.Setup.Places.StateInstead)
	d.folder("key file", d.Setup.Places.ConfigDir)
}

// earlier tells that a folder is where an earlier version had it, and not where the
// system keeps such things.
func (d *examination) earlier(what, dir, instead string) {
	if instead != "" {
		d.say("note", what, "%s was there before this version, so it stays in use; a fresh start would take %s", dir, instead)
	}
}

// folder tells whether a folder can be written, or made where it is missing.
// It makes nothing that stays.
func (d *examination) folder(what, dir string) {
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at:
			continue
		case errors.Is(err, fs.ErrNotExist) && filepath.VolumeName(at) != "":
			d.say("WRONG", what, "the drive %s of %s is missing: connect it, or choose another folder", filepath.VolumeName(at), dir)
		case err != nil:
			d.say("WRONG", what, "%s cannot be checked: %s", at, app.Reason(err))
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
		d.say("WRONG", what, "%s keeps files after they are removed: %s", existing, app.Reason(err))
		return
	}
	if existing != dir {
		d.say("ok", what, "%s will be created", dir)
		return
	}
	d.say("ok", what, "%s", dir)
}
