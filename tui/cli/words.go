package cli

import (
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

// say narrates on standard error, cleaned of what could act on a terminal and
// of anything that looks like a key.
func (a *program) say(format string, args ...any) {
	fmt.Fprintln(a.stderr, clean.Scrub(clean.Text(fmt.Sprintf(format, args...))))
}

// warn tells what went wrong on the side: it kept no picture from being saved.
// While the studio has the screen it only goes to the log.
func (a *program) warn(err error) {
	a.setup.Log.Warn("went on without", "err", err)
	if !a.onScreen {
		a.say("%s", sentence(err))
	}
}

// sentence puts an error into a sentence: of the API's errors what happened,
// what it cost and what to do.
func sentence(err error) string {
	if e, ok := errors.AsType[*api.Error](err); ok {
		return join(wording.Sentence(e.Error()), e.Charged(), e.Remedy())
	}
	return wording.Sentence(err.Error())
}

// join puts sentences behind each other.
func join(sentences ...string) string {
	text := ""
	for _, s := range sentences {
		if s != "" && text != "" {
			text += " "
		}
		text += s
	}
	return text
}
