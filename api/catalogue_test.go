package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestCatalogueIsTheReference(t *testing.T) {
	t.Parallel()
	want := []struct {
		op       Operation
		method   string
		path     string
		fields   string // required ones with a *
		answer   Answer
		callable bool
	}{
		{TextToImage, http.MethodPost, "/image/generations", "prompt* style* aspect_ratio seed", AnswerImage, true},
		{TextToPNG, http.MethodPost, "/image/generations/transparent", "prompt* aspect_ratio seed", AnswerImage, true},
		{RemoveBackground, http.MethodPost, "/image/background/remover", "image*", AnswerImage, true},
		{Upscale, http.MethodPost, "/image/enhance", "image*", AnswerImage, true},
		{GenerativeFill, http.MethodPost, "/image/edits/generative-fill", "prompt* image* mask*", AnswerImage, true},
		{Resize, http.MethodPost, "/image/edits/ai-resize", "prompt* image* mask*", AnswerImage, true},
		{Retouch, http.MethodPost, "/image/edits/remove", "image* mask*", AnswerImage, true},
		{AIBackground, http.MethodPost, "/image/generations/ai-background", "prompt* image* style seed", AnswerImage, true},
		{TextToVideo, http.MethodPost, "/video/text-to-video", "prompt* style* aspect_ratio", AnswerJob, true},
		{ImageToVideo, http.MethodPost, "/video/image-to-video", "prompt* style* file* aspect_ratio", AnswerJob, true},
		{VideoStatus, http.MethodGet, "/video/{id}/status", "id*", AnswerStatus, false},
		{VideoDelete, http.MethodDelete, "/video/delete/{id}", "id*", AnswerDeleted, false},
	}
	got := Catalogue()
	if len(got) != len(want) {
		t.Fatalf("%d operations, want %d", len(got), len(want))
	}
	for i, w := range want {
		s := got[i]
		var fields []string
		for _, f := range s.Fields {
			name := f.Name
			if f.Required {
				name += "*"
			}
			if f.Doc == "" {
				t.Errorf("%s: field %s says nothing about itself", s.Operation, f.Name)
			}
			fields = append(fields, name)
		}
		if s.Operation != w.op || s.Method != w.method || s.Paths[0] != w.path || s.Answer != w.answer ||
			s.Callable != w.callable || strings.Join(fields, " ") != w.fields {
			t.Errorf("operation %d = %+v, want %+v", i, s, w)
		}
		if s.Title == "" || s.Source == "" {
			t.Errorf("%s has no title or source", s.Operation)
		}
		if again, ok := Lookup(s.Operation); !ok || again.Title != s.Title {
			t.Errorf("Lookup(%s) = %+v, %v", s.Operation, again, ok)
		}
	}
	if _, ok := Lookup("text-to-song"); ok {
		t.Error("Lookup finds an operation that does not exist")
	}
	status, _ := Lookup(VideoStatus)
	if want := []string{"/video/{id}/status", "/assets/{id}/status", "/video/status/{id}"}; !slices.Equal(status.Paths, want) {
		t.Errorf("status paths = %v, want %v", status.Paths, want)
	}
}

func TestStylesAndPrices(t *testing.T) {
	t.Parallel()
	want := []struct {
		id     string
		tokens int
		priced bool
	}{
		{"imagine-turbo", 1, true},
		{"anime", 5, true},
		{"realistic", 5, true},
		{"flux-schnell", 5, true},
		{"flux-dev-fast", 5, true},
		{"flux-dev", 15, true},
		{"sdxl-1.0", 0, false},
	}
	got := Styles(TextToImage)
	if len(got) != len(want) {
		t.Fatalf("%d styles, want %d", len(got), len(want))
	}
	for i, w := range want {
		if s := got[i]; s.ID != w.id || s.Tokens != w.tokens || s.Priced != w.priced || s.Description == "" {
			t.Errorf("style %d = %+v, want %+v", i, s, w)
		}
		if tokens, known := Price(TextToImage, w.id); tokens != w.tokens || known != w.priced {
			t.Errorf("Price(%s) = %d, %v", w.id, tokens, known)
		}
	}
	for _, op := range []Operation{TextToPNG, RemoveBackground, Upscale, AIBackground, TextToVideo} {
		for _, style := range []string{"", "flux-dev", "product-shoot", "kling-1.0-pro"} {
			if tokens, known := Price(op, style); known || tokens != 0 {
				t.Errorf("Price(%s, %q) = %d, but the vendor names none", op, style, tokens)
			}
		}
	}
	if n := len(Styles(TextToPNG)); n != 0 {
		t.Errorf("text-to-png has %d styles", n)
	}
	if s, ok := LookupStyle(AIBackground, "product-shoot"); !ok || s.Priced {
		t.Errorf("product-shoot = %+v, %v", s, ok)
	}
	for _, op := range []Operation{TextToVideo, ImageToVideo} {
		if ids := styleIDs(op); !slices.Contains(ids, "kling-1.0-pro") || !slices.Contains(ids, "veo2") {
			t.Errorf("%s lacks styles: %v", op, ids)
		}
	}
	six := []string{"1:1", "3:2", "4:3", "3:4", "16:9", "9:16"}
	if got := AspectRatios(TextToImage); !slices.Equal(got, six) {
		t.Errorf("AspectRatios(text-to-image) = %v", got)
	}
	if got := AspectRatios(TextToPNG); !slices.Equal(got, six) {
		t.Errorf("AspectRatios(text-to-png) = %v", got)
	}
	if got := AspectRatios(Upscale); got != nil {
		t.Errorf("AspectRatios(upscale) = %v", got)
	}
}

func TestCallersCannotChangeTheCatalogue(t *testing.T) {
	t.Parallel()
	Catalogue()[0].Title = "changed"
	Styles(TextToImage)[0].Tokens = 99
	AspectRatios(TextToImage)[0] = "2:1"
	spec, _ := Lookup(TextToImage)
	if spec.Title != "Text to Image" || AspectRatios(TextToImage)[0] != "1:1" || Styles(TextToImage)[0].Tokens != 1 {
		t.Error("a caller changed the catalogue")
	}
}
