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
		Short: "Read everything saved and rebuild the index",
		Long: `Read the description of every saved picture and write the index of them anew,
which lists and searches read in their place. It lies in the state folder, follows
changes by itself, and may be deleted at any time. What rebuild is for: descriptions
that a program changed in place without leaving another time at the file or its
folder, as some synchronisers do. To search for the word, write '"rebuild"'.`,
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
