package api

import (
	"net/http"
	"slices"
	"sync"
)

// FieldKind says what a field of a request holds.
type FieldKind int

// The kinds of fields.
const (
	// Text is free text.
	Text FieldKind = iota
	// Choice is one of Field.Values, or anything if the field is Open.
	Choice
	// Integer is a whole number, 1 … MaxSeed.
	Integer
	// File is a file's content.
	File
)

// Field is one field of an operation's form, or the id in its path.
type Field struct {
	// Name is the field's name in the form.
	Name string
	Kind FieldKind
	// Required fields must not be empty.
	Required bool
	// Values are the known values of a Choice, in catalogue order.
	Values []string
	// Default is what the API takes when the field is not sent, "" if
	// nothing or unknown.
	Default string
	// Open is set where values that are not in Values are sent all the same,
	// because the vendor's lists of them are incomplete: the server decides.
	Open bool
	// Doc is a sentence about the field.
	Doc string
	// Known says how the field is known.
	Known Mark
}

// Answer says what an operation answers with when all goes well.
type Answer int

// The kinds of answers.
const (
	// AnswerImage is the bytes of a picture.
	AnswerImage Answer = iota
	// AnswerJob is JSON with the id of a video that is being made.
	AnswerJob
	// AnswerStatus is JSON about a video that is being made.
	AnswerStatus
	// AnswerDeleted is JSON that says a video is gone.
	AnswerDeleted
)

// Spec describes an operation as the API's documentation and its clients do.
type Spec struct {
	Operation Operation
	// Title is the vendor's name of the operation.
	Title string
	// Method is the HTTP method.
	Method string
	// Paths are the addresses below the base URL, in the order in which they
	// are tried; the next one only when the server does not serve this one
	// (404 or 405). "{id}" stands for the id of a video.
	Paths []string
	// Fields are the fields in the order in which they are sent. Operations
	// without a form have the field id, which goes into the path.
	Fields []Field
	Answer Answer
	// Source is the page that documents the operation, or says that it is
	// only known from other clients.
	Source string
	// Known says how the operation is known. The last Guesses of its Paths are
	// guesses all the same.
	Known   Mark
	Guesses int
	// Callable is set for operations that a Request may ask for.
	Callable bool
}

// Field returns the field with the given name.
func (s Spec) Field(name string) (Field, bool) {
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return s.Fields[i], true
}

// FileFields returns the fields in which the operation's files are sent: the
// picture it works on, and the mask that belongs to it; "" where it has none.
func (s Spec) FileFields() (picture, mask string) {
	for _, f := range s.Fields {
		switch {
		case f.Kind != File:
		case f.Name == fieldMask:
			mask = f.Name
		default:
			picture = f.Name
		}
	}
	return picture, mask
}

// hasFiles tells whether the operation sends files.
func (s Spec) hasFiles() bool {
	return slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Kind == File })
}

// catalogue is built once: it is asked for every field of every request.
var catalogue = sync.OnceValue(func() []Spec {
	return marked(slices.Concat(pictureSpecs(), editSpecs(), videoSpecs()))
})

// marked says of the fields that they are known as their operation is.
func marked(specs []Spec) []Spec {
	for _, s := range specs {
		for i := range s.Fields {
			s.Fields[i].Known = s.Known
		}
	}
	return specs
}

// Catalogue returns all operations in the order of the API reference. What
// the slices inside hold is shared and must not be changed.
func Catalogue() []Spec {
	return slices.Clone(catalogue())
}

// Lookup returns the description of an operation. What the slices inside hold
// is shared and must not be changed.
func Lookup(op Operation) (Spec, bool) {
	for _, s := range catalogue() {
		if s.Operation == op {
			return s, true
		}
	}
	return Spec{}, false
}

// AspectRatios returns the aspect ratios an operation knows, its default
// first; nil if it has no such field.
func AspectRatios(op Operation) []string {
	spec, _ := Lookup(op)
	f, _ := spec.Field(fieldAspectRatio)
	return slices.Clone(f.Values)
}

// The names of the fields, the same in every operation that has them.
const (
	fieldPrompt      = "prompt"
	fieldStyle       = "style"
	fieldAspectRatio = "aspect_ratio"
	fieldSeed        = "seed"
	fieldImage       = "image"
	fieldMask        = "mask"
	fieldFile        = "file"
	fieldID          = "id"
)

const (
	// observed is the source of what no readable vendor page describes.
	observed = "observed in other clients; the vendor's page could not be read"
	// secondHand is the source of what somebody else restates of a page.
	secondHand = ", as quoted elsewhere"

	maskDoc = "A picture of the same size: white is changed, black is kept."
)

func promptField(doc string) Field {
	return Field{Name: fieldPrompt, Kind: Text, Required: true, Doc: doc}
}

func fileField(name, doc string) Field {
	return Field{Name: name, Kind: File, Required: true, Doc: doc}
}

func ratioField(values ...string) Field {
	return Field{
		Name: fieldAspectRatio, Kind: Choice, Values: values, Default: "1:1",
		Doc: "The ratio of width to height.",
	}
}

// noDefault is for fields that are only sent when they are asked for.
func noDefault(f Field) Field {
	f.Default = ""
	return f
}

func seedField() Field {
	return Field{
		Name: fieldSeed, Kind: Integer,
		Doc: "The same seed, prompt and settings give the same picture.",
	}
}

// pictureSpecs are the operations that make a picture from words alone.
func pictureSpecs() []Spec {
	return []Spec{
		{
			Operation: TextToImage, Title: "Text to Image",
			Method: http.MethodPost, Paths: []string{"/image/generations"},
			Fields: []Field{
				promptField("What the picture shows. No length limit is documented."),
				{
					Name: fieldStyle, Kind: Choice, Required: true, Values: styleIDs(TextToImage),
					Default: "imagine-turbo", Open: true,
					Doc: "The model, which also decides the price.",
				},
				ratioField("1:1", "3:2", "4:3", "3:4", "16:9", "9:16"), seedField(),
			},
			Answer: AnswerImage, Callable: true,
			Source: "reference.imagine.art/apidoc/project-690253/api-10672910", Known: Documented,
		},
		{
			Operation: TextToPNG, Title: "Text to PNG",
			Method: http.MethodPost, Paths: []string{"/image/generations/transparent"},
			Fields: []Field{
				promptField("What the picture shows; the background is transparent."),
				ratioField("1:1", "3:2", "4:3", "3:4", "16:9", "9:16"), seedField(),
			},
			Answer: AnswerImage, Callable: true,
			Source: "reference.imagine.art/api-11959030", Known: Documented,
		},
	}
}

// editSpecs are the operations that make a picture from another one.
func editSpecs() []Spec {
	return []Spec{
		{
			Operation: RemoveBackground, Title: "Background Remover",
			Method: http.MethodPost, Paths: []string{"/image/background/remover"},
			Fields: []Field{fileField(fieldImage, "The picture whose background is removed.")},
			Answer: AnswerImage, Callable: true,
			Source: "reference.imagine.art/api-10690786" + secondHand, Known: Documented,
		},
		{
			Operation: Upscale, Title: "Image Upscale",
			Method: http.MethodPost, Paths: []string{"/image/enhance"},
			Fields: []Field{fileField(fieldImage, "The picture to upscale; no factor is documented.")},
			Answer: AnswerImage, Callable: true,
			Source: "reference.imagine.art/api-10695409" + secondHand, Known: Documented,
		},
		{
			Operation: GenerativeFill, Title: "Generative Fill",
			Method: http.MethodPost, Paths: []string{"/image/edits/generative-fill"},
			Fields: []Field{
				promptField("What the masked area should become."),
				fileField(fieldImage, "The picture to edit."), fileField(fieldMask, maskDoc),
			},
			Answer: AnswerImage, Callable: true, Source: "reference.imagine.art/api-10696501", Known: Documented,
		},
		{
			Operation: Resize, Title: "AI Resize",
			Method: http.MethodPost, Paths: []string{"/image/edits/ai-resize"},
			Fields: []Field{
				promptField("What the added area should show."),
				fileField(fieldImage, "The picture, placed on the larger canvas."),
				fileField(fieldMask, maskDoc),
			},
			Answer: AnswerImage, Callable: true, Source: observed, Known: Observed,
		},
		{
			Operation: Retouch, Title: "Retouch",
			Method: http.MethodPost, Paths: []string{"/image/edits/remove"},
			Fields: []Field{
				fileField(fieldImage, "The picture to remove something from."),
				fileField(fieldMask, maskDoc),
			},
			Answer: AnswerImage, Callable: true, Source: observed, Known: Observed,
		},
		{
			Operation: AIBackground, Title: "AI Backgrounds",
			Method: http.MethodPost, Paths: []string{"/image/generations/ai-background"},
			Fields: []Field{
				promptField("The scene to show as the background."),
				fileField(fieldImage, "A picture with a transparent background."),
				{
					Name: fieldStyle, Kind: Choice, Values: styleIDs(AIBackground),
					Default: "product-shoot", Open: true, Doc: "The kind of scene.",
				},
				seedField(),
			},
			Answer: AnswerImage, Callable: true,
			Source: "reference.imagine.art/apidoc/project-690253/api-12298495", Known: Documented,
		},
	}
}

// videoSpecs are the operations about videos, which are made over minutes.
func videoSpecs() []Spec {
	style := func(op Operation) Field {
		return Field{
			Name: fieldStyle, Kind: Choice, Required: true, Values: styleIDs(op), Open: true,
			Doc: "The video model. The vendor's lists disagree, so any id is sent as it is.",
		}
	}
	id := Field{
		Name: fieldID, Kind: Text, Required: true,
		Doc: "The id returned when the video was requested.",
	}
	return []Spec{
		{
			Operation: TextToVideo, Title: "Text to Video",
			Method: http.MethodPost, Paths: []string{"/video/text-to-video"},
			Fields: []Field{
				promptField("What the video shows."), style(TextToVideo), ratioField("1:1", "16:9", "9:16"),
			},
			Answer: AnswerJob, Callable: true,
			Source: "platform.imagine.art/api/models/fast-svd-text-to-video/docs", Known: Documented,
		},
		{
			Operation: ImageToVideo, Title: "Image to Video",
			Method: http.MethodPost, Paths: []string{"/video/image-to-video"},
			Fields: []Field{
				promptField("How the picture moves."), style(ImageToVideo),
				fileField(fieldFile, "The first frame of the video."), noDefault(ratioField("1:1", "16:9", "9:16")),
			},
			Answer: AnswerJob, Callable: true, Source: observed, Known: Observed,
		},
		{
			Operation: VideoStatus, Title: "Status by ID", Method: http.MethodGet,
			// The reference, the platform's pages, and the deprecated form.
			Paths:  []string{"/video/{id}/status", "/assets/{id}/status", "/video/status/{id}"},
			Fields: []Field{id}, Answer: AnswerStatus,
			Source: "reference.imagine.art/api-15835197", Known: Documented,
		},
		{
			Operation: VideoDelete, Title: "Delete by ID", Method: http.MethodDelete,
			// Only the first is documented. The address that replaced it is not
			// known; the others are where it would be if it went the way of status.
			Paths: []string{
				"/video/delete/{id}", "/video/{id}", "/video/{id}/delete", "/assets/{id}",
			},
			Fields: []Field{id}, Answer: AnswerDeleted,
			Source: "docs.imagine.art/video-generation-apis/delete-api", Known: Documented, Guesses: 3,
		},
	}
}
