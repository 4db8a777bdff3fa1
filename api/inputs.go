package api

import (
	"fmt"
	"path/filepath"
)

// LoadInputs checks the files that an operation is to work on and returns them
// as a request has them: picture, and mask where the operation takes one ("" for
// none). It reads them whole, so it takes time. The error is a *RequestError
// with a sentence: a file that LoadUpload refuses, one that is missing or too
// many, a mask that does not fit its picture.
func LoadInputs(op Operation, picture, mask string) ([]Input, error) {
	spec, ok := Lookup(op)
	if !ok || !spec.Callable {
		return nil, Request{Operation: op}.Validate()
	}
	pictureField, maskField := spec.FileFields()
	files := map[string]Upload{}
	var inputs []Input
	for _, f := range []struct{ what, field, path string }{{"picture", pictureField, picture}, {"mask", maskField, mask}} {
		switch {
		case f.field == "" && f.path == "":
			continue
		case f.field == "":
			return nil, &RequestError{f.what, fmt.Sprintf("The operation %s takes no %s.", op, f.what)}
		case f.path == "":
			return nil, &RequestError{f.field, fmt.Sprintf("The operation %s needs a %s.", op, f.what)}
		}
		u, err := LoadUpload(f.path)
		if err != nil {
			return nil, err
		}
		path, err := filepath.Abs(f.path)
		if err != nil {
			return nil, &RequestError{f.field, fmt.Sprintf("%s cannot be sent: %s.", quoted(f.path), reason(err))}
		}
		files[f.field] = u
		inputs = append(inputs, Input{Field: f.field, Path: path, SHA256: u.hash})
	}
	if err := checkMask(files[pictureField], files[maskField]); err != nil {
		return nil, err
	}
	return inputs, nil
}

// CheckFiles tells whether the files of a request are still what they were
// when it was made. It is asked before anything is recorded or sent. The error
// is a *RequestError.
func (r Request) CheckFiles() error {
	for _, in := range r.Inputs {
		data, err := readSource(in.Path)
		if err != nil {
			return err
		}
		if hashOf(data) != in.SHA256 {
			return in.changed()
		}
	}
	return nil
}

func (in Input) changed() error {
	return &RequestError{in.Field, fmt.Sprintf("%s is not the picture it was any more. Choose it again.", quoted(in.Path))}
}

// loadInputs reads the files of a request. A file that is not the one the
// request was made with is refused: its answer would be saved under the hash
// of another.
func (r Request) loadInputs() (map[string]Upload, error) {
	files := map[string]Upload{}
	for _, in := range r.Inputs {
		u, err := LoadUpload(in.Path)
		if err != nil {
			return nil, err
		}
		if in.SHA256 != u.hash {
			return nil, in.changed()
		}
		files[in.Field] = u
	}
	return files, checkMask(files[fieldImage], files[fieldMask])
}

// checkMask refuses a mask that does not fit its picture: an edit in the wrong
// place costs as much as one in the right place. Either may be missing.
func checkMask(picture, mask Upload) error {
	p, m := picture.info, mask.info
	switch {
	case mask.data == nil || picture.data == nil:
		return nil
	case m.Width != p.Width || m.Height != p.Height:
		return &RequestError{fieldMask, sizesDiffer(p, m)}
	case m.Ext != ".png":
		return &RequestError{fieldMask, "The mask is " + article(m.MediaType) + ". Save it as PNG: other forms blur its edges."}
	case p.Turned:
		return &RequestError{fieldImage, "The picture is stored turned or mirrored (by its EXIF data), so a mask may lie elsewhere than it seems. Save it upright first."}
	}
	return nil
}

// article names a kind of picture in a sentence.
func article(mediaType string) string {
	switch mediaType {
	case "image/jpeg":
		return "a JPEG"
	case "image/webp":
		return "a WebP"
	}
	return "of another kind"
}
