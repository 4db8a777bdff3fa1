package history

import (
	"context"

	"github.com/spf13/cobra"

	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/garbage"
	"imagine-tui/tui/cli/selection"
)

// rebuiltEvent is an index that was written anew, in JSON.
type rebuiltEvent struct {
	Event   string `json:"event"`
	Results int    `json:"results"`
}

// rebuildCommand is history rebuild.
func rebuildCommand(c *console.Console, setup *app.Setup) *cobra.Command {
	asJSON := false
	command := &cobra.Command{
		Use:   "rebuild",
		Short: "Rebuild the search index",
		Long: `Read all sidecars in the library and rebuild the search index in the state folder.
The index is updated automatically and can be deleted at any time. Rebuild it only if
a program, such as some sync tools, changed sidecars without changing their
modification times. To search for the word itself, write '"rebuild"'.`,
		Example: "  imagine-tui history rebuild",
		Args:    cobra.NoArgs,
		RunE:    func(command *cobra.Command, _ []string) error { return rebuild(command.Context(), c, setup, asJSON) },
	}
	selection.AddLibrary(command.Flags(), setup)
	console.AddJSON(command.Flags(), &asJSON)
	return command
}

func rebuild(ctx context.Context, c *console.Console, setup *app.Setup, asJSON bool) error {
	library, err := setup.Library()
	if err != nil {
		return err
	}
	// Little of what is read stays, so that looking for it half as often takes some
	// megabytes more and a sixth of the time less.
	garbage.Later(200, 200)
	line := c.Progress()
	defer line.End()
	n, err := library.Rebuild(ctx, func(done, days int) { line.Count(done, days, "day") })
	line.Clear()
	if err != nil {
		return err
	}
	c.Say("The index has %s.", wording.Count(n, "result"))
	if asJSON {
		return c.JSON(rebuiltEvent{"rebuilt", n})
	}
	return nil
}
