package selection

import (
	"errors"

	"github.com/spf13/pflag"

	"imagine-tui/tui/app"
)

// AddLibrary gives a command that reads or judges what is saved the flag that
// names another library than the one of the config.
func AddLibrary(f *pflag.FlagSet, setup *app.Setup) {
	f.Var((*libraryFlag)(&setup.Folder), "library", "library `folder` (default: the one in the config)")
}

// libraryFlag is the value of --library.
type libraryFlag string

// Set takes the folder. Whether there is one is found out when it is opened.
func (l *libraryFlag) Set(text string) error {
	if text == "" {
		return errors.New("name a folder")
	}
	*l = libraryFlag(text)
	return nil
}

// String is the folder, "" for that of the config.
func (l *libraryFlag) String() string { return string(*l) }

// Type names the kind of value in the help.
func (*libraryFlag) Type() string { return "folder" }
