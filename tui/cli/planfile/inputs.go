package planfile

import (
	"fmt"
	"os"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/history/upload"
)

// Inputs are the files that the requests of a plan work on. Each has to be what it was
// when the plan was made: itself, or what is prepared of it, byte for byte.
type Inputs struct {
	Library upload.Library
	Config  upload.Config

	known map[api.Input]located // by what the line says
}

// located is a file that was looked at.
type located struct {
	input api.Input
	err   error
}

// mostKnown is how many files are remembered: a plan names the same ones over and over.
const mostKnown = 4096

// locate finds the file of a line. Relative paths begin at a folder.
func (x *Inputs) locate(in api.Input, folder string) (api.Input, error) {
	if !filepath.IsAbs(in.Path) {
		in.Path = filepath.Join(folder, in.Path)
	}
	if was, known := x.known[in]; known {
		return was.input, was.err
	}
	if x.known == nil || len(x.known) >= mostKnown {
		x.known = map[api.Input]located{}
	}
	input, _, err := x.find(in)
	x.known[in] = located{input, err}
	return input, err
}

// find returns the input as it is sent, with its bytes.
func (x *Inputs) find(in api.Input) (api.Input, api.Upload, error) {
	data, err := api.ReadSource(in.Path, in.Path, api.MaxUpload)
	if err != nil {
		return in, api.Upload{}, err
	}
	if api.HashOf(data) == in.SHA256 {
		u, err := api.NewUpload(in.Path, data)
		return in, u, err
	}
	if u, is := x.prepared(in); is {
		return api.Input{Field: in.Field, Path: x.Library.Path(u.Data(), u.Info().Ext), From: in.Path, SHA256: in.SHA256}, u, nil
	}
	return in, api.Upload{}, fmt.Errorf("%s has changed since it was planned: its sha256 is another", in.Path)
}

// prepared makes of a file what was to be sent of it, also with black and white
// exchanged as masks can be.
func (x *Inputs) prepared(in api.Input) (api.Upload, bool) {
	p, err := upload.Prepare(x.Library, x.Config, in.Path)
	if err != nil {
		return api.Upload{}, false
	}
	if p.Upload.Hash() == in.SHA256 {
		return p.Upload, true
	}
	data, err := p.Upload.Inverted()
	if err != nil {
		return api.Upload{}, false
	}
	u, err := api.NewUpload(in.Path, data)
	return u, err == nil && u.Hash() == in.SHA256
}

// Keep puts what is prepared for a request into the library, where it is sent from.
func (x *Inputs) Keep(r api.Request) error {
	for _, in := range r.Inputs {
		if in.From == "" {
			continue
		}
		if _, err := os.Lstat(in.Path); err == nil {
			continue
		}
		_, u, err := x.find(api.Input{Field: in.Field, Path: in.From, SHA256: in.SHA256})
		if err != nil {
			return err
		}
		if _, err := x.Library.Keep(u.Data(), u.Info().Ext); err != nil {
			return fmt.Errorf("nothing was sent: %w", err)
		}
	}
	return nil
}
