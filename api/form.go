package api

import (
	"bytes"
	"fmt"
	"maps"
	"mime/multipart"
	"net/textproto"
	"slices"
	"strconv"
)

// form is the body of a POST. It is held in memory: it is short, but for
// files, and these were read before so that they cannot change in between.
type form struct {
	contentType string
	body        []byte
}

// newForm puts the fields of a request into a multipart form, in the order of
// the specification, and after them those it does not know. Empty fields are left out. Values go as they are: the
// quotes in the vendor's samples belong to the shell.
func newForm(spec Spec, r Request, files map[string]Upload) (*form, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range spec.Fields {
		var err error
		if upload, ok := files[f.Name]; ok && f.Kind == File {
			err = writeFile(w, f.Name, upload)
		} else if value := r.value(f.Name); value != "" {
			err = w.WriteField(f.Name, value)
		}
		if err != nil {
			return nil, fmt.Errorf("build the form: %w", err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Extra)) {
		if err := w.WriteField(name, r.Extra[name]); err != nil {
			return nil, fmt.Errorf("build the form: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("build the form: %w", err)
	}
	return &form{contentType: w.FormDataContentType(), body: body.Bytes()}, nil
}

// value returns a field of the request as it is sent, "" if it is not.
func (r Request) value(field string) string {
	switch field {
	case fieldPrompt:
		return r.Prompt
	case fieldStyle:
		return r.Style
	case fieldAspectRatio:
		return r.AspectRatio
	case fieldSeed:
		if r.Seed != 0 {
			return strconv.FormatInt(r.Seed, 10)
		}
	}
	return ""
}

// writeFile adds a file. Its name on this computer is nobody's business, so
// it is sent under the name of its field.
func writeFile(w *multipart.Writer, field string, u Upload) error {
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", fmt.Sprintf(`form-data; name="%s"; filename="%s%s"`, field, field, u.info.Ext))
	head.Set("Content-Type", u.info.MediaType)
	part, err := w.CreatePart(head)
	if err != nil {
		return err
	}
	_, err = part.Write(u.data)
	return err
}
