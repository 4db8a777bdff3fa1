package api

import (
	"errors"

	"imagine-tui/api/wording"
)

// Explain puts an error into sentences: of an error of the API what happened,
// what it cost and what to do.
func Explain(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return wording.Paragraph(wording.Sentence(e.Error()), e.Charged(), e.Remedy())
	}
	return wording.Sentence(err.Error())
}
