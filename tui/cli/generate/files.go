package generate

import (
	"context"
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/history"
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
			return nil, fmt.Errorf("the operation %s works on a picture: name it with --image", op)
		}
		return nil, nil
	case len(masks) > 1 && len(masks) != len(o.Images):
		return nil, fmt.Errorf("there are %d masks and %d pictures: name one mask for all, or one for each in their order", len(masks), len(o.Images))
	}
	if o.InvertMask {
		library, err := o.Setup.OpenLibrary(settings, o.Out)
		if err != nil {
			return nil, err
		}
		if masks, err = inverted(library, masks); err != nil {
			return nil, err
		}
	}
	images := o.Images
	if len(images) == 0 {
		images = []string{""} // to be told that it is missing
	}
	var pictures [][]api.Input
	for i, image := range images {
		mask := ""
		if len(masks) > 0 {
			mask = masks[min(i, len(masks)-1)]
		}
		inputs, err := api.LoadInputs(op, image, mask)
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, inputs)
	}
	return pictures, nil
}

func needsPicture(spec api.Spec) bool {
	picture, _ := spec.FileFields()
	return picture != ""
}

// inverted keeps the masks with black and white exchanged, and returns where.
func inverted(library *history.Library, masks []string) ([]string, error) {
	out := make([]string, len(masks))
	for i, path := range masks {
		mask, err := api.LoadUpload(path)
		if err != nil {
			return nil, err
		}
		data, err := mask.Inverted()
		if err != nil {
			return nil, err
		}
		if out[i], err = library.KeepInput(data, ".png"); err != nil {
			return nil, err
		}
	}
	return out, nil
}
