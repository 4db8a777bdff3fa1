// Package man is the subcommand man: the manual pages, made of what --help and the
// topics of help say.
package man

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/help"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console

	Folder string // "" prints the first page
	JSON   bool
}

// pageEvent is a page, in JSON: where it was written, or what it says.
type pageEvent struct {
	Event string `json:"event"`
	Name  string `json:"name"`
	Text  string `json:"text,omitempty"`
	*event.Path
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	o := &Options{Console: c}
	command := &cobra.Command{
		Use:   "man [FOLDER]",
		Short: "Write the manual pages",
		Long: `Print the manual page of the program, or write a page for every command and help
topic to a folder, such as ~/.local/share/man/man1, replacing existing pages.`,
		Example: `  imagine-tui man >imagine-tui.1
  imagine-tui man man1`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.Folder = args[0]
			}
			return run(o, command.Root())
		},
	}
	console.AddJSON(command.Flags(), &o.JSON)
	return command
}

func run(o *Options, root *cobra.Command) error {
	pages, err := Pages(root)
	if err != nil {
		return err
	}
	if first := app.Name + ".1"; o.Folder == "" {
		if o.JSON {
			return o.Console.JSON(pageEvent{Event: "page", Name: first, Text: string(pages[first])})
		}
		_, err := o.Console.Out.Write(pages[first])
		return err
	}
	if err := exit.KeyInPath(o.Folder); err != nil {
		return err
	}
	if err := os.MkdirAll(o.Folder, 0o755); err != nil { // #nosec G301 -- man reads them for everybody
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		path := filepath.Join(o.Folder, name)
		if err := os.WriteFile(path, pages[name], 0o644); err != nil { // #nosec G306 -- as above
			return err
		}
		if o.JSON {
			at := event.PathOf(path)
			if err := o.Console.JSON(pageEvent{Event: "page", Name: name, Path: &at}); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintln(o.Console.Out, o.Console.Path(path)); err != nil {
			return err
		}
	}
	return nil
}

// Pages are the manual pages by the names of their files: a command's in section 1,
// a topic's in section 7. They are the same bytes whenever they are made.
func Pages(root *cobra.Command) (map[string][]byte, error) {
	pages := map[string][]byte{}
	below(pages, root)
	for _, name := range help.Topics() {
		text, err := help.Topic(name)
		if err != nil {
			return nil, err
		}
		pages[app.Name+"-"+name+".7"] = topic(name, text)
	}
	return pages, nil
}

// below makes the pages of a command and those below it.
func below(pages map[string][]byte, command *cobra.Command) {
	pages[dashed(command)+".1"] = page(command)
	for _, sub := range command.Commands() {
		if sub.IsAvailableCommand() && !sub.IsAdditionalHelpTopicCommand() {
			below(pages, sub)
		}
	}
}

// topic sets a topic as it stands: its lines are columns often.
func topic(name, text string) []byte {
	title, rest, _ := strings.Cut(text, "\n")
	if _, about, divided := strings.Cut(title, ": "); divided {
		title = about
	}
	var b strings.Builder
	head(&b, strings.ToUpper(app.Name+"-"+name), "7")
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n.SH DESCRIPTION\n.nf\n", escaped(app.Name+"-"+name), escaped(title))
	for line := range strings.Lines(strings.TrimLeft(rest, "\n")) {
		b.WriteString(escaped(line))
	}
	b.WriteString(".fi\n.SH SEE ALSO\n\\fB" + escaped(app.Name) + "\\fP(1)\n")
	return []byte(b.String())
}

// escaped is a line that roff takes for text.
func escaped(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`).Replace(line)
	if strings.HasPrefix(line, ".") {
		line = `\&` + line
	}
	return line
}
