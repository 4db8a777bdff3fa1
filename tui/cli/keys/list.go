package keys

import (
	"fmt"
	"text/tabwriter"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
)

func list(o *Options) error {
	s, store, err := o.open()
	if err != nil {
		return err
	}
	used, problem := store.InUse("", s.Defaults.Key)
	if o.JSON {
		for _, k := range store.List() {
			if err := o.Console.JSON(eventOf(k, "", problem == nil && k.Name == used.Name)); err != nil {
				return err
			}
		}
		if problem != nil {
			o.Console.Tell(problem)
		}
		return nil
	}
	table := tabwriter.NewWriter(o.Console.Out, 0, 0, 2, ' ', 0)
	for _, k := range store.List() {
		mark := " "
		if problem == nil && k.Name == used.Name {
			mark = "*"
		}
		doubt := ""
		if k.Doubt != "" {
			doubt = "\t! " + clean.Line(k.Doubt)
		}
		fmt.Fprintf(table, "%s %s\t%s\t%s\t%s\t%s%s\n", mark, clean.Line(k.Name), k.Tail, clean.Line(k.Source.String()), keyAddress(k), keyHealth(k), doubt)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if problem != nil {
		o.Console.Tell(problem)
	}
	return nil
}

func keyAddress(k key.Key) string {
	if k.Free() {
		return "offline, free"
	}
	return clean.Line(k.BaseURL)
}

func keyHealth(k key.Key) string {
	if k.State.Health == key.Unused {
		return "-"
	}
	return k.State.Health.String() + " " + k.State.At.Local().Format("2006-01-02 15:04")
}
