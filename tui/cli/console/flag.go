package console

import "github.com/spf13/pflag"

// JSONFlag is the name of the flag that makes a command print JSON.
const JSONFlag = "json"

// AddJSON gives a command the flag that makes it print JSON.
func AddJSON(f *pflag.FlagSet, on *bool) {
	f.BoolVar(on, JSONFlag, false, "print one JSON object per line (imagine-tui help json)")
}
