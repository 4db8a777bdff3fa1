// Package operations is the subcommand operations: what can be asked of the
// service, and what each operation needs.
package operations

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cli/console"
)

// operationEvent is one operation, in JSON.
type operationEvent struct {
	Event     string      `json:"event"`
	Operation string      `json:"operation"`
	Title     string      `json:"title"` // the vendor's name for it
	Makes     string      `json:"makes"` // picture or video
	Needs     []string    `json:"needs"` // prompt, image, mask, style
	Tokens    *int        `json:"tokens"`
	Fields    []fieldJSON `json:"fields"`
}

// fieldJSON is a field of an operation.
type fieldJSON struct {
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Default  string   `json:"default"`
	Values   []string `json:"values"` // those that are known
	Open     bool     `json:"open"`   // others are sent as well
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	asJSON := false
	command := &cobra.Command{
		Use:   "operations",
		Short: "List the operations and what they need",
		Long: `List the operations for generate --op, with their prices and requirements. "by style"
means that the price depends on the style: see imagine-tui styles.`,
		Example: `  imagine-tui operations
  imagine-tui operations --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return run(c, asJSON) },
	}
	console.AddJSON(command.Flags(), &asJSON)
	return command
}

func run(c *console.Console, asJSON bool) error {
	if asJSON {
		for _, spec := range callable() {
			if err := c.JSON(eventOf(spec)); err != nil {
				return err
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, spec := range callable() {
		price := "price unknown"
		if _, has := spec.Field("style"); has {
			price = "by style"
		} else if tokens, known := api.Price(spec.Operation, ""); known {
			price = wording.Count(tokens, "token")
		}
		fmt.Fprintf(table, "%s\t%s\tneeds %s\n", spec.Operation, price, words(needs(spec)))
	}
	return table.Flush()
}

func eventOf(spec api.Spec) operationEvent {
	e := operationEvent{Event: "operation", Operation: string(spec.Operation), Title: spec.Title, Makes: "picture", Needs: []string{}}
	if spec.Operation.MakesVideo() {
		e.Makes = "video"
	}
	names := map[string]string{"--image": "image", "--mask": "mask", "--style": "style", prompt: "prompt"}
	for _, need := range needs(spec) {
		e.Needs = append(e.Needs, names[need])
	}
	if _, has := spec.Field("style"); !has {
		if tokens, known := api.Price(spec.Operation, ""); known {
			e.Tokens = &tokens
		}
	}
	for _, f := range spec.Fields {
		e.Fields = append(e.Fields, fieldJSON{f.Name, f.Required, f.Default, append([]string{}, slices.Clone(f.Values)...), f.Open})
	}
	return e
}
