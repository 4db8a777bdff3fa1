package man

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"imagine-tui/tui/app"
)

// page sets the page of a command. Not cobra's own generator: that reads what it
// sets as Markdown, and its parser makes some eight hundred things before main
// begins, each time the program starts.
func page(command *cobra.Command) []byte {
	var b strings.Builder
	name := dashed(command)
	head(&b, strings.ToUpper(name), "1")
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", escaped(name), escaped(command.Short))
	b.WriteString(".SH SYNOPSIS\n")
	if command.Runnable() {
		fmt.Fprintf(&b, "\\fB%s\\fP\n", escaped(command.UseLine()))
	}
	if command.HasAvailableSubCommands() {
		if command.Runnable() {
			b.WriteString(".br\n")
		}
		fmt.Fprintf(&b, "\\fB%s\\fP \\fICOMMAND\\fP\n", escaped(command.CommandPath()))
	}
	about := command.Long
	if about == "" {
		about = command.Short
	}
	b.WriteString(".SH DESCRIPTION\n")
	paragraphs(&b, about)
	options(&b, "OPTIONS", command.NonInheritedFlags())
	options(&b, "GLOBAL OPTIONS", command.InheritedFlags())
	if command.HasExample() {
		b.WriteString(".SH EXAMPLES\n.nf\n")
		lines(&b, strings.TrimRight(command.Example, "\n"))
		b.WriteString(".fi\n")
	}
	see(&b, command)
	return []byte(b.String())
}

// dashed is a command as its page is called: imagine-tui-trash-put.
func dashed(command *cobra.Command) string {
	return strings.ReplaceAll(command.CommandPath(), " ", "-")
}

// paragraphs sets text whose paragraphs are divided by empty lines. What is indented
// stands as it is.
func paragraphs(b *strings.Builder, text string) {
	for i, paragraph := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		if set := strings.Contains("\n"+paragraph, "\n  "); set {
			b.WriteString(".nf\n")
			lines(b, paragraph)
			b.WriteString(".fi\n")
			continue
		}
		lines(b, paragraph)
	}
}

// lines sets lines, each on one of its own.
func lines(b *strings.Builder, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(escaped(line) + "\n")
	}
}

// options sets flags as the help lists them.
func options(b *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	b.WriteString(".SH " + title + "\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Deprecated != "" {
			return
		}
		b.WriteString(".TP\n")
		if f.Shorthand != "" && f.ShorthandDeprecated == "" {
			fmt.Fprintf(b, "\\fB\\-%s\\fP, ", f.Shorthand)
		}
		fmt.Fprintf(b, "\\fB\\-\\-%s\\fP", escaped(f.Name))
		value, about := pflag.UnquoteUsage(f)
		if value != "" {
			fmt.Fprintf(b, " \\fI%s\\fP", escaped(value))
		}
		if set := f.DefValue; !slices.Contains([]string{"", "false", "0", "[]"}, set) {
			about += fmt.Sprintf(" (default %s)", set)
		}
		b.WriteString("\n")
		lines(b, about)
	})
}

// see sets the pages around this one.
func see(b *strings.Builder, command *cobra.Command) {
	var pages []string
	if parent := command.Parent(); parent != nil {
		pages = append(pages, dashed(parent))
	}
	for _, sub := range command.Commands() {
		if sub.IsAvailableCommand() && !sub.IsAdditionalHelpTopicCommand() {
			pages = append(pages, dashed(sub))
		}
	}
	if len(pages) == 0 {
		return
	}
	for i, name := range pages {
		pages[i] = "\\fB" + escaped(name) + "\\fP(1)"
	}
	b.WriteString(".SH SEE ALSO\n" + strings.Join(pages, ",\n") + "\n")
}

// head begins a page.
func head(b *strings.Builder, title, section string) {
	fmt.Fprintf(b, ".nh\n.TH \"%s\" \"%s\" \"\" \"%s\" \"%s\"\n", title, section, app.Name, app.Name)
}
