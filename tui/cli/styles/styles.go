// Package styles is the subcommand styles: what can be chosen, and for how much.
package styles

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console

	Operation string
	JSON      bool
}

// styleEvent is one style of an operation, in JSON.
type styleEvent struct {
	Event     string `json:"event"`
	Style     string `json:"style"`
	Operation string `json:"operation"`
	Tokens    *int   `json:"tokens"` // for one picture or video, null when that is not known
	Default   bool   `json:"default"`
	// Description says in a few words what the style is for.
	Description string `json:"description"`
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	o := &Options{Console: c}
	command := &cobra.Command{
		Use:   "styles",
		Short: "List the styles and their prices",
		Long: `List the styles of each operation, with the price per picture or video. The service
may have others: generate sends any style id, with a warning.`,
		Example: `  imagine-tui styles
  imagine-tui styles --op text-to-video --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return run(o) },
	}
	f := command.Flags()
	f.StringVar(&o.Operation, "op", "", "only the styles of this `operation`")
	console.AddJSON(f, &o.JSON)
	return command
}

func run(o *Options) error {
	list, err := o.list()
	if err != nil {
		return err
	}
	if o.JSON {
		for _, s := range list {
			if err := o.Console.JSON(s); err != nil {
				return err
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(o.Console.Out, 0, 0, 2, ' ', 0)
	for _, s := range list {
		price := "price unknown"
		if s.Tokens != nil {
			price = wording.Count(*s.Tokens, "token")
		}
		if s.Default {
			price += ", the default"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.Style, s.Operation, price)
	}
	return table.Flush()
}

// list has the styles that were asked for, in the order of the catalogue.
func (o *Options) list() ([]styleEvent, error) {
	var list []styleEvent
	var having []string
	for _, spec := range api.Catalogue() {
		field, has := spec.Field("style")
		if !has || !spec.Callable {
			continue
		}
		having = append(having, string(spec.Operation))
		if o.Operation != "" && o.Operation != string(spec.Operation) {
			continue
		}
		for _, style := range api.Styles(spec.Operation) {
			e := styleEvent{
				Event: "style", Style: style.ID, Operation: string(spec.Operation), Default: style.ID == field.Default, Description: style.Description,
			}
			if tokens, known := api.Price(spec.Operation, style.ID); known {
				e.Tokens = &tokens
			}
			list = append(list, e)
		}
	}
	if o.Operation == "" || slices.Contains(having, o.Operation) {
		return list, nil
	}
	if near := closest.Of(o.Operation, having); len(near) > 0 {
		return nil, exit.Misusef("--op %q has no styles: did you mean %s?", clean.Short(o.Operation, 40), strings.Join(near, " or "))
	}
	return nil, exit.Misusef("--op %q has no styles: use %s; %s operations lists all operations", clean.Short(o.Operation, 40), strings.Join(having, ", "), app.Name)
}
