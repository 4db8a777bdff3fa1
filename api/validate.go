package api

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
)

// RequestError says what is wrong with a request before it is sent. Its text
// is a sentence for people.
type RequestError struct {
	// Field is the field that is wrong, "operation" for the operation itself.
	Field string
	// Message is the sentence.
	Message string
}

// Error returns the sentence.
func (e *RequestError) Error() string { return e.Message }

// maxChoice bounds values that name something, in bytes. No known style comes
// near it.
const maxChoice = 200

// Validate tells whether the request can be sent: the operation is callable,
// what it needs is there, what it does not have is not, the aspect ratio is
// known and the seed in range. A style that is not in the catalogue passes,
// since the vendor's lists are incomplete; DoubtStyle says so. Prompts have no
// maximum length. The error is a *RequestError.
func (r Request) Validate() error {
	spec, ok := Lookup(r.Operation)
	if !ok {
		return &RequestError{"operation", fmt.Sprintf("There is no operation %q. Known: %s.", r.Operation, callable())}
	}
	if !spec.Callable {
		return &RequestError{"operation", fmt.Sprintf("The operation %s does not make anything. Possible: %s.", r.Operation, callable())}
	}
	return r.check(spec)
}

// check validates the fields of the request against a specification.
func (r Request) check(spec Spec) error {
	for _, check := range []func(Spec) error{r.checkPrompt, r.checkStyleField, r.checkRatio, r.checkSeed, r.checkInputs, r.checkExtra} {
		if err := check(spec); err != nil {
			return err
		}
	}
	return nil
}

func (r Request) checkPrompt(spec Spec) error {
	f, has := spec.Field(fieldPrompt)
	if !has {
		if r.Prompt != "" {
			return &RequestError{fieldPrompt, fmt.Sprintf("The operation %s takes no prompt.", spec.Operation)}
		}
		return nil
	}
	if f.Required && strings.TrimSpace(r.Prompt) == "" {
		return &RequestError{fieldPrompt, "Write a prompt first."}
	}
	if !utf8.ValidString(r.Prompt) {
		return &RequestError{fieldPrompt, "The prompt is not valid UTF-8 text. Save it as UTF-8 and try again."}
	}
	if clean.HasKey(r.Prompt) {
		return &RequestError{fieldPrompt, "The prompt contains what looks like an API key. Prompts are sent, saved and displayed: remove it."}
	}
	if c, at := control(r.Prompt, "\n\t"); at > 0 {
		return &RequestError{fieldPrompt, fmt.Sprintf("The prompt contains the control character %U at position %d. Remove it.", c, at)}
	}
	return nil
}

func (r Request) checkStyleField(spec Spec) error {
	f, has := spec.Field(fieldStyle)
	switch {
	case !has && r.Style != "":
		return &RequestError{fieldStyle, fmt.Sprintf("The operation %s takes no style.", spec.Operation)}
	case !has:
		return nil
	case r.Style == "" && f.Required:
		return &RequestError{fieldStyle, fmt.Sprintf("Choose a style. Known: %s.", strings.Join(f.Values, ", "))}
	}
	return checkName(fieldStyle, r.Style)
}

func (r Request) checkRatio(spec Spec) error {
	f, has := spec.Field(fieldAspectRatio)
	switch {
	case r.AspectRatio == "":
		return nil
	case !has:
		return &RequestError{fieldAspectRatio, fmt.Sprintf("The operation %s takes no aspect ratio.", spec.Operation)}
	case !slices.Contains(f.Values, r.AspectRatio):
		return &RequestError{fieldAspectRatio, fmt.Sprintf(
			"There is no aspect ratio %s. Possible: %s.", quoted(r.AspectRatio), strings.Join(f.Values, ", "))}
	}
	return nil
}

func (r Request) checkSeed(spec Spec) error {
	_, has := spec.Field(fieldSeed)
	switch {
	case !has && r.Seed != 0:
		return &RequestError{fieldSeed, fmt.Sprintf("The operation %s takes no seed.", spec.Operation)}
	case has && (r.Seed < 1 || r.Seed > MaxSeed):
		return &RequestError{fieldSeed, fmt.Sprintf("The seed %d is out of range. Choose one from 1 to %d.", r.Seed, MaxSeed)}
	}
	return nil
}

func (r Request) checkInputs(spec Spec) error {
	given := map[string]bool{}
	for _, in := range r.Inputs {
		f, has := spec.Field(in.Field)
		if !has || f.Kind != File {
			return &RequestError{in.Field, fmt.Sprintf("The operation %s takes no file %s.", spec.Operation, quoted(in.Field))}
		}
		if given[in.Field] {
			return &RequestError{in.Field, fmt.Sprintf("The file %s is given twice.", in.Field)}
		}
		given[in.Field] = true
	}
	for _, f := range spec.Fields {
		if f.Kind == File && f.Required && !given[f.Name] {
			return &RequestError{f.Name, fmt.Sprintf("The operation %s needs the file %s.", spec.Operation, f.Name)}
		}
	}
	return nil
}

func (r Request) checkExtra(spec Spec) error {
	return checkExtra(spec, r.Extra)
}

// checkName checks a value that names something and is sent as it is.
func checkName(field, value string) error {
	if clean.HasKey(value) {
		return &RequestError{field, fmt.Sprintf("That looks like an API key and cannot be the name of a %s.", field)}
	}
	if _, at := control(value, ""); at > 0 || !utf8.ValidString(value) || len(value) > maxChoice ||
		strings.TrimSpace(value) != value {
		return &RequestError{field, fmt.Sprintf("%s cannot be the name of a %s.", quoted(value), field)}
	}
	return nil
}

// DoubtStyle says that no list of the catalogue has a style of an operation, and
// names those that are spelt most alike; "" where there is nothing to say. The
// style is sent all the same: the vendor's lists are incomplete.
func DoubtStyle(op Operation, id string) string {
	ids := styleIDs(op)
	if id == "" || len(ids) == 0 || slices.Contains(ids, id) {
		return ""
	}
	meant := ""
	if near := closest.Of(id, ids); len(near) > 0 {
		meant = fmt.Sprintf(" Did you mean %s?", strings.Join(near, " or "))
	}
	return fmt.Sprintf("The style %s is not in the list for %s.%s It is sent as it is: the service decides.", clean.Short(id, 60), op, meant)
}

// control returns the first control character of s that is not in allowed,
// and its position in characters from 1; 0 if there is none.
func control(s, allowed string) (c rune, at int) {
	for _, c := range s {
		at++
		if unicode.IsControl(c) && !strings.ContainsRune(allowed, c) {
			return c, at
		}
	}
	return 0, 0
}

// quoted returns a value that may hold anything as short quoted text.
func quoted(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// quotedFile is quoted for the name of a file, of which the end says most.
func quotedFile(path string) string {
	if runes := []rune(path); len(runes) > 60 {
		path = "…" + string(runes[len(runes)-60:])
	}
	return fmt.Sprintf("%q", path)
}

// callable lists the operations a request may ask for.
func callable() string {
	var ops []string
	for _, s := range catalogue() {
		if s.Callable {
			ops = append(ops, string(s.Operation))
		}
	}
	return strings.Join(ops, ", ")
}

// sizesDiffer says that a mask is not as large as its picture.
func sizesDiffer(image, mask PictureInfo) string {
	return fmt.Sprintf("The mask is %d × %d pixels and the picture %d × %d. They must have the same size.",
		mask.Width, mask.Height, image.Width, image.Height)
}
