package generate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
)

// prompt is a prompt as it was written, and where: in which line of a file, "" on the
// command line.
type prompt struct {
	text, file string
	line       int
}

func (p prompt) place() string { return fmt.Sprintf("%s, line %d", p.file, p.line) }

// about says where a prompt is that something is wrong with.
func (p prompt) about(err error) error {
	if p.file == "" {
		return err
	}
	return fmt.Errorf("%s: %w", p.place(), err)
}

var errPastedKey = errors.New("the prompt contains what looks like an API key, so nothing was sent. Remove it; to add a key, run: " + app.Name + " keys add NAME")

// readPrompts returns the prompt of the command line and those of the file
// (or standard input), cleaned.
func (o *Options) readPrompts(ctx context.Context, args []string) ([]prompt, error) {
	var prompts []prompt
	for _, arg := range args {
		one := prompt{text: arg}
		if arg == stdin {
			var err error
			if one, err = o.readWhole(ctx); err != nil {
				return nil, err
			}
		}
		prompts = append(prompts, one)
	}
	if o.From != "" {
		lines, err := o.readPromptFile(ctx)
		if err != nil {
			return nil, err
		}
		prompts = append(prompts, lines...)
		if len(prompts) == 0 {
			return nil, fmt.Errorf("%s contains no prompts", fileName(o.From))
		}
	}
	if len(prompts) == 0 {
		return nil, errors.New("write a prompt first: " + app.Name + ` generate "a lighthouse at dusk", or --from FILE`)
	}
	changed := 0
	for i, p := range prompts {
		text, err := cleaned(p.text)
		if err != nil {
			return nil, p.about(err)
		}
		if strings.TrimSpace(text) != strings.TrimSpace(p.text) {
			changed++
		}
		prompts[i].text = text
	}
	if changed > 0 {
		o.Console.Say("Removed control characters from %s.", wording.Count(changed, "prompt"))
	}
	return prompts, nil
}

// cleaned returns a prompt without what must not be sent. What stands before it
// stays: the columns of mistakes are those of what was written.
func cleaned(text string) (string, error) {
	if !utf8.ValidString(text) {
		good := text[:strings.IndexFunc(strings.ToValidUTF8(text, "\x00"), func(r rune) bool { return r == 0 })]
		return "", fmt.Errorf("column %d: that is not UTF-8 text, so nothing was sent", utf8.RuneCountInString(good)+1)
	}
	text = strings.TrimRight(clean.Text(text), " \t\r\n")
	switch {
	case strings.TrimSpace(text) == "":
		return "", errors.New("write a prompt first: this one is empty")
	case clean.HasKey(text):
		return "", errPastedKey
	}
	return text, nil
}

// texts are the words of prompts.
func texts(prompts []prompt) []string {
	var out []string
	for _, p := range prompts {
		out = append(out, p.text)
	}
	return out
}

// placed says where the prompt is that an error of a plan is about.
func placed(err error, prompts []prompt) error {
	var one *plan.PromptError
	var mistake *template.Error
	switch {
	case errors.As(err, &one) && prompts[one.Index].file != "":
		return prompts[one.Index].about(one.Err)
	case len(prompts) == 1 && errors.As(err, &mistake):
		return prompts[0].about(err)
	}
	return err
}
