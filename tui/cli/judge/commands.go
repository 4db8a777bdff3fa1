package judge

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/gallery"
)

// Commands returns the subcommands.
func Commands(c *console.Console, setup *app.Setup) []*cobra.Command {
	return []*cobra.Command{picking(c, setup), rejecting(c, setup), rating(c, setup), tagging(c, setup)}
}

// what is said of all four.
const long = `Name files and folders, or select pictures from the library with --query (see
imagine-tui history --help). The path of each picture is printed. The change is
written to the sidecar; the picture file itself is not changed.`

func (o *Options) flags(command *cobra.Command) *cobra.Command {
	f := command.Flags()
	f.SortFlags = false
	o.Selection.Flags(f, o.Setup, "")
	selection.AddLibrary(f, o.Setup)
	console.AddJSON(f, &o.JSON)
	return command
}

func picking(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	undo := false
	command := &cobra.Command{
		Use:   "pick FILE…",
		Short: "Pick pictures, like p in the studio",
		Long:  long + "\nA picked picture is no longer rejected.",
		Example: `  imagine-tui pick a.jpg b.jpg
  imagine-tui pick --query 'rating:>3'
  imagine-tui pick --undo a.jpg`,
		RunE: func(c *cobra.Command, args []string) error {
			o.Selection.Files = args
			return run(c.Context(), o, gallery.Judgement{Picked: &gallery.Field[bool]{From: undo, To: !undo}}, onOff(!undo, "picked"))
		},
	}
	command.Flags().BoolVar(&undo, "undo", false, "undo it")
	return o.flags(command)
}

func rejecting(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	undo := false
	command := &cobra.Command{
		Use:   "reject FILE…",
		Short: "Reject pictures, like x in the studio",
		Long:  long + "\nA rejected picture is no longer picked. It stays in its folder until you move it\nwith imagine-tui trash put.",
		Example: `  imagine-tui reject c.jpg
  imagine-tui reject --undo c.jpg`,
		RunE: func(c *cobra.Command, args []string) error {
			o.Selection.Files = args
			return run(c.Context(), o, gallery.Judgement{Rejected: &gallery.Field[bool]{From: undo, To: !undo}}, onOff(!undo, "rejected"))
		},
	}
	command.Flags().BoolVar(&undo, "undo", false, "undo it")
	return o.flags(command)
}

func rating(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "rate 0-5 FILE…",
		Short: "Rate pictures with 1 to 5 stars, or 0 for none",
		Long:  long,
		Example: `  imagine-tui rate 5 a.jpg
  imagine-tui rate 0 a.jpg b.jpg`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			stars, err := strconv.Atoi(args[0])
			if err != nil || stars < 0 || stars > gallery.MaxRating {
				return exit.Misusef("%[2]q is not a rating: ratings go from 0 (none) to %[1]d, as in imagine-tui rate 4 FILE…", gallery.MaxRating, clean.Short(args[0], 40))
			}
			o.Selection.Files = args[1:]
			did := "no longer rated"
			if stars > 0 {
				did = fmt.Sprintf("rated %d", stars)
			}
			return run(c.Context(), o, gallery.Judgement{Rating: &gallery.Field[int]{To: stars}}, did)
		},
	}
	return o.flags(command)
}

func tagging(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	undo := false
	command := &cobra.Command{
		Use:   "tag NAME FILE…",
		Short: "Tag pictures with a word",
		Long:  long + "\nA tag is a single word without commas, up to 40 characters.",
		Example: `  imagine-tui tag cover a.jpg b.jpg
  imagine-tui tag cover --query 'is:picked since:2026-10'
  imagine-tui tag cover --undo a.jpg`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			tag, err := gallery.Tag(args[0])
			if err != nil {
				return exit.Misuse(err)
			}
			o.Selection.Files = args[1:]
			change, did := gallery.Judgement{Add: []string{tag}}, "tagged "+tag
			if undo {
				change, did = gallery.Judgement{Remove: []string{tag}}, "no longer tagged "+tag
			}
			return run(c.Context(), o, change, did)
		},
	}
	command.Flags().BoolVar(&undo, "undo", false, "remove the tag")
	return o.flags(command)
}

func onOff(on bool, what string) string {
	if on {
		return what
	}
	return "no longer " + what
}
