package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/clean"
)

// Limits of a form. The API documents none; these keep a mistake from filling
// the memory.
const (
	maxBody  = 64 << 20
	maxText  = 1 << 20
	maxParts = 64
)

// form is what a request carried.
type form struct {
	text  map[string]string // with the defaults of what was not sent
	files map[string][]byte
	sent  map[string]bool // the fields that were sent with something in them
	by    caller
	// faults are those that were drawn for the call.
	faults []Fault
}

// readForm reads the multipart body of a call of an operation. Fields the
// operation does not have are ignored, as the API does with those of its
// first version.
func (h *Handler) readForm(w http.ResponseWriter, r *http.Request, who caller, spec api.Spec) (form, *failure) {
	f := form{text: map[string]string{}, files: map[string][]byte{}, sent: map[string]bool{}, by: who}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return f, failed(codeInvalid, "The request must be multipart/form-data.")
	}
	body := h.limits.body(w, r)
	room := r.ContentLength
	if room < 0 || room > maxBody {
		room = maxBody
	}
	parts := multipart.NewReader(http.MaxBytesReader(w, body, maxBody), params["boundary"])
	for n := 0; ; n++ {
		p, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return f, f.check(spec)
		case err != nil:
			return f, badBody(err)
		case n >= maxParts:
			return f, failed(codeInvalid, "The form has too many fields.")
		}
		field, ok := spec.Field(p.FormName())
		if !ok {
			continue
		}
		if bad := f.take(p, field, room); bad != nil {
			return f, bad
		}
	}
}

// take reads one field of a body that has at most room bytes.
func (f *form) take(p *multipart.Part, field api.Field, room int64) *failure {
	limit := int64(maxText)
	if field.Kind == api.File {
		limit = maxBody
	}
	var buf bytes.Buffer
	if field.Kind == api.File {
		// A buffer that grows holds up to three times what it is for.
		buf.Grow(int(room) + bytes.MinRead)
	}
	_, err := buf.ReadFrom(io.LimitReader(p, limit+1))
	data := buf.Bytes()
	if err != nil {
		return badBody(err)
	}
	if int64(len(data)) > limit {
		return failed(codeInvalid, fmt.Sprintf("The field %s is too long.", field.Name))
	}
	if field.Kind == api.File {
		f.files[field.Name] = data
		return nil
	}
	f.text[field.Name] = string(data)
	return nil
}

// badBody is the answer to a body that cannot be read.
func badBody(err error) *failure {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &failure{
			http.StatusRequestEntityTooLarge, codeInvalid, "RequestEntityTooLarge",
			fmt.Sprintf("The request is larger than %d MiB.", large.Limit>>20),
		}
	}
	return failed(codeInvalid, "The multipart form is broken.")
}

// check holds the fields against the operation's catalogue entry and fills in
// defaults.
func (f *form) check(spec api.Spec) *failure {
	for _, field := range spec.Fields {
		if bad := f.checkField(spec, field); bad != nil {
			return bad
		}
	}
	return nil
}

func (f *form) checkField(spec api.Spec, field api.Field) *failure {
	if field.Kind == api.File {
		if field.Required && len(f.files[field.Name]) == 0 {
			return failed(codeInvalid, fmt.Sprintf("The file %s is required.", field.Name))
		}
		return nil
	}
	v := strings.TrimSpace(f.text[field.Name])
	if v == "" {
		if field.Name == "style" && spec.Operation == api.TextToImage {
			return failed(codeNoStyle, "No style was provided.")
		}
		if field.Required {
			return failed(codeInvalid, fmt.Sprintf("The field %s is required.", field.Name))
		}
		f.text[field.Name] = field.Default
		return nil
	}
	f.sent[field.Name] = true
	switch field.Kind {
	case api.Choice:
		f.text[field.Name] = v
		// The lists of the styles of videos are incomplete by nature.
		if open := field.Open && spec.Answer == api.AnswerJob; !open && !slices.Contains(field.Values, v) {
			return failed(codeInvalid, fmt.Sprintf("The field %s must be one of %s, not %s.",
				field.Name, strings.Join(field.Values, ", "), clean.Short(v, 40)))
		}
	case api.Integer:
		f.text[field.Name] = v
		if n, err := strconv.ParseInt(v, 10, 64); err != nil || n < 1 {
			return failed(codeInvalid, fmt.Sprintf("The field %s must be a whole number of at least 1.", field.Name))
		}
	case api.Text, api.File:
	}
	return nil
}

// seed is the field seed, 0 if it was not sent.
func (f *form) seed() int64 {
	n, _ := strconv.ParseInt(f.text["seed"], 10, 64) // checked when read
	return n
}
