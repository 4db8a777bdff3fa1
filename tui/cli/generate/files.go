package generate

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/app"
)

// prompts reads what the operation needs of prompts: none, for some.
func (o *Options) prompts(ctx context.Context, args []string) ([]prompt, error) {
	spec, known := api.Lookup(api.Operation(o.Operation))
	if !known || !spec.Callable {
		return nil, api.Request{Operation: api.Operation(o.Operation)}.Validate()
	}
	if _, has := spec.Field("prompt"); has {
		return o.readPrompts(ctx, args)
	}
	if len(args) > 0 || o.From != "" {
		return nil, fmt.Errorf("the operation %s takes no prompt", spec.Operation)
	}
	return nil, nil
}

// doubtStyles tells about styles that the catalogue does not know.
func (o *Options) doubtStyles(op api.Operation, styles []string) {
	for _, style := range styles {
		if doubt := api.DoubtStyle(op, style); doubt != "" {
			o.Console.Say("%s", doubt)
		}
	}
}

// pictures checks the files that the operation works on, and pairs each with
// its mask.
func (o *Options) pictures(settings app.Settings, op api.Operation) ([][]api.Input, error) {
	masks := o.Masks
	switch {
	case o.InvertMask && len(masks) == 0:
		return nil, errors.New("--invert-mask: there is no --mask to invert")
	case len(o.Images) == 0 && len(masks) == 0:
		if spec, _ := api.Lookup(op); needsPicture(spec) {
			return nil, fmt.Errorf("the operation %s needs a picture: name it with --image", op)
		}
		return nil, nil
	case len(masks) > 1 && len(masks) != len(o.Images):
		return nil, fmt.Errorf("there are %d masks and %d pictures: give one mask for all, or one for each in the same order", len(masks), len(o.Images))
	}
	if err := o.fileFields(op); err != nil {
		return nil, err
	}
	library, err := o.Setup.OpenLibrary(settings, o.Out)
	if err != nil {
		return nil, err
	}
	o.copies = upload.NewCopies(history.InputsOf(library), settings.Upload)
	given, sources, err := o.masks(masks)
	if err != nil {
		return nil, err
	}
	var pictures [][]api.Input
	for i, image := range o.Images {
		var mask api.Source
		read, err := o.copies.Read(image)
		if err != nil {
			return nil, err
		}
		if len(read.Done) > 0 {
			o.Console.Say("%s", read.Words(clean.Short(filepath.Base(image), 60)))
		}
		picture := o.copies.Add(read)
		if len(sources) > 0 {
			at := min(i, len(sources)-1)
			mask = sources[at]
			// As it was given: turned round, one that says nothing may seem to.
			if err := api.CheckMask(picture.Upload, given[at]); err != nil {
				return nil, err
			}
		}
		inputs, err := api.Inputs(op, picture, mask)
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, inputs)
	}
	return pictures, nil
}

// fileFields tells, before any file is read, whether the operation takes files
// such as were named.
func (o *Options) fileFields(op api.Operation) error {
	var picture, mask api.Source
	if len(o.Images) > 0 {
		picture.Path = o.Images[0]
	}
	if len(o.Masks) > 0 {
		mask.Path = o.Masks[0]
	}
	_, err := api.Inputs(op, picture, mask)
	return err
}

func needsPicture(spec api.Spec) bool {
	picture, _ := spec.FileFields()
	return picture != ""
}

// masks reads the masks as they were given and as they are sent: with black and
// white exchanged where that was asked for.
func (o *Options) masks(paths []string) (given []api.Upload, sent []api.Source, err error) {
	for _, path := range paths {
		mask, err := o.copies.Read(path)
		if err != nil {
			return nil, nil, err
		}
		given = append(given, mask.Upload)
		if !o.InvertMask {
			sent = append(sent, o.copies.Add(mask))
			continue
		}
		data, err := mask.Upload.Inverted()
		if err != nil {
			return nil, nil, err
		}
		inverted, err := api.NewUpload(path, data)
		if err != nil {
			return nil, nil, err
		}
		sent = append(sent, o.copies.Made(inverted, mask.Path))
	}
	return given, sent, nil
}
