package api

import (
	"fmt"
	"path/filepath"
)

// Source is a file that goes with a request, read and checked. The zero Source
// is none.
type Source struct {
	Upload Upload
	// Path is where the file lies when the request is sent, From what it was made
	// of, see Input.
	Path, From string
}

// LoadInputs is Inputs for files that are sent as they lie there, "" for none.
// It reads them whole, so it takes time. The error is a *RequestError with a
// sentence, also about a file that LoadUpload refuses.
func LoadInputs(op Operation, picture, mask string) ([]Input, error) {
	var sources [2]Source
	for i, path := range []string{picture, mask} {
		if path == "" {
			continue
		}
		u, err := LoadUpload(path)
		if err != nil {
			return nil, err
		}
		sources[i] = Source{Upload: u, Path: path}
	}
	return Inputs(op, sources[0], sources[1])
}

// Inputs returns the files that an operation is to work on as a request has
// them: picture, and mask where the operation takes one. The error is a
// *RequestError with a sentence: a file that is missing or too many, a mask that
// does not fit its picture or says nothing.
func Inputs(op Operation, picture, mask Source) ([]Input, error) {
	spec, ok := Lookup(op)
	if !ok || !spec.Callable {
		return nil, Request{Operation: op}.Validate()
	}
	pictureField, maskField := spec.FileFields()
	var inputs []Input
	for _, f := range []struct {
		what, field string
		Source
	}{{"picture", pictureField, picture}, {"mask", maskField, mask}} {
		switch {
		case f.field == "" && f.Path == "":
			continue
		case f.field == "":
			return nil, &RequestError{f.what, fmt.Sprintf("The operation %s takes no %s.", op, f.what)}
		case f.Path == "":
			return nil, &RequestError{f.field, fmt.Sprintf("The operation %s needs a %s.", op, f.what)}
		}
		path, err := filepath.Abs(f.Path)
		if err != nil {
			return nil, Unsendable(f.Path, reason(err))
		}
		inputs = append(inputs, Input{Field: f.field, Path: path, From: f.From, SHA256: f.Upload.hash})
	}
	if maskField == "" {
		return inputs, nil
	}
	return inputs, CheckMask(picture.Upload, mask.Upload)
}

// CheckFiles tells whether the files of a request are still what they were
// when it was made. It is asked before anything is recorded or sent. The error
// is a *RequestError.
func (r Request) CheckFiles() error {
	for _, in := range r.Inputs {
		data, err := in.read()
		if err != nil {
			return err
		}
		if HashOf(data) != in.SHA256 {
			return in.changed()
		}
	}
	return nil
}

// read reads the file. What is wrong with it is said of the file that the person
// knows.
func (in Input) read() ([]byte, error) {
	data, err := ReadSource(in.Path, in.Name(), MaxUpload)
	if err != nil && in.From != "" {
		return nil, Unsendable(in.From, "the copy prepared for upload can no longer be read; choose the file again")
	}
	return data, err
}

func (in Input) changed() error {
	return &RequestError{in.Field, fmt.Sprintf("%s has changed. Choose it again.", quotedFile(in.Name()))}
}

// loadInputs reads the files of a request. A file that is not the one the
// request was made with is refused: its answer would be saved under the hash
// of another.
func (r Request) loadInputs() (map[string]Upload, error) {
	files := map[string]Upload{}
	for _, in := range r.Inputs {
		data, err := in.read()
		if err != nil {
			return nil, err
		}
		u, err := NewUpload(in.Name(), data)
		if err != nil {
			return nil, err
		}
		if in.SHA256 != u.hash {
			return nil, in.changed()
		}
		files[in.Field] = u
	}
	return files, CheckMask(files[fieldImage], files[fieldMask])
}
