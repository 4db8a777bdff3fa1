package api

import (
	"errors"
	"strings"
	"testing"
)

func validRequest() Request {
	return Request{Operation: TextToImage, Prompt: "a red bicycle", Style: "imagine-turbo", AspectRatio: "1:1", Seed: 7}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*Request)
		field  string // "" = accepted
		says   string
	}{
		{"as it is", func(*Request) {}, "", ""},
		{"no ratio", func(r *Request) { r.AspectRatio = "" }, "", ""},
		{"long prompt", func(r *Request) { r.Prompt = strings.Repeat("x", 100_000) }, "", ""},
		{"any script", func(r *Request) { r.Prompt = "夜の街\n\tمرحبا\u200f 👩‍👩‍👧" }, "", ""},
		{"quotes", func(r *Request) { r.Prompt = `"a" 'b' \r\n--boundary--` }, "", ""},
		{"unlisted style", func(r *Request) { r.Style = "flux_dev 2" }, "", ""},
		{"largest seed", func(r *Request) { r.Seed = MaxSeed }, "", ""},
		{"png", func(r *Request) { r.Operation, r.Style = TextToPNG, "" }, "", ""},

		{"no prompt", func(r *Request) { r.Prompt = "" }, "prompt", "Write a prompt first."},
		{"blank prompt", func(r *Request) { r.Prompt = " \n\t " }, "prompt", "Write a prompt first."},
		{"escape", func(r *Request) { r.Prompt = "a\x1b[2Jb" }, "prompt", "U+001B at position 2"},
		{"carriage return", func(r *Request) { r.Prompt = "夜\rb" }, "prompt", "U+000D at position 2"},
		{"c1", func(r *Request) { r.Prompt = "a\u009b" }, "prompt", "U+009B at position 2"},
		{"a key in it", func(r *Request) { r.Prompt = "use vk-test-CANARY0123" }, "prompt", "looks like an API key"},
		{"a key as style", func(r *Request) { r.Style = "vk-test-CANARY0123" }, "style", "looks like an API key"},
		{"not text", func(r *Request) { r.Prompt = "a\xff" }, "prompt", "not valid UTF-8"},
		{"no style", func(r *Request) { r.Style = "" }, "style", "Choose a style. Known: imagine-turbo, anime"},
		{"newline in style", func(r *Request) { r.Style = "anime\nx" }, "style", "cannot be the name of a style"},
		{"very long style", func(r *Request) { r.Style = strings.Repeat("s", 1000) }, "style", "cannot be"},
		{"style for png", func(r *Request) { r.Operation = TextToPNG }, "style", "text-to-png takes no style"},
		{"ratio", func(r *Request) { r.AspectRatio = "21:9" }, "aspect_ratio", `"21:9". Possible: 1:1, 3:2, 4:3, 3:4, 16:9, 9:16.`},
		{"seed 0", func(r *Request) { r.Seed = 0 }, "seed", "from 1 to 2147483647"},
		{"seed -1", func(r *Request) { r.Seed = -1 }, "seed", "from 1 to 2147483647"},
		{"seed 2^31", func(r *Request) { r.Seed = MaxSeed + 1 }, "seed", "from 1 to 2147483647"},
		{"file", func(r *Request) { r.Inputs = []Input{{Field: "image"}} }, "image", "takes no file"},
		{"about a video", func(r *Request) { r.Operation = VideoStatus }, "operation", "does not make anything. Possible: text-to-image, text-to-png, remove-background,"},
		{"never", func(r *Request) { r.Operation = "text-to-song" }, "operation", `no operation "text-to-song"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := validRequest()
			tt.change(&r)
			err := r.Validate()
			if tt.field == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			var wrong *RequestError
			if !errors.As(err, &wrong) {
				t.Fatalf("Validate() = %v, want a *RequestError", err)
			}
			if wrong.Field != tt.field || !strings.Contains(wrong.Error(), tt.says) {
				t.Errorf("Validate() = %s: %q, want %s: …%q…", wrong.Field, wrong, tt.field, tt.says)
			}
		})
	}
}

func TestCheckFiles(t *testing.T) {
	t.Parallel()
	spec, _ := Lookup(GenerativeFill)
	image, mask := Input{Field: "image", SHA256: "a"}, Input{Field: "mask", SHA256: "b"}
	for _, tt := range []struct {
		name   string
		inputs []Input
		says   string
	}{
		{"both", []Input{image, mask}, ""},
		{"no mask", []Input{image}, "needs the file mask"},
		{"twice", []Input{image, mask, image}, "given twice"},
		{"another", []Input{image, mask, {Field: "prompt"}}, `takes no file "prompt"`},
	} {
		err := Request{Operation: GenerativeFill, Prompt: "a boat", Inputs: tt.inputs}.check(spec)
		if got := err != nil; got != (tt.says != "") || (got && !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestDoubtStyle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		op   Operation
		id   string
		says string // "" = no doubt
	}{
		{TextToImage, "flux-dev", ""},
		{TextToPNG, "", ""},
		{TextToImage, "", ""},
		{TextToPNG, "anime", ""}, // refused by Validate
		{TextToImage, "flux_dev", "Did you mean flux-dev?"},
		{TextToImage, "Anime", "Did you mean anime?"},
		{TextToImage, "raelistic", "Did you mean realistic?"},
		{TextToImage, "flux", "flux-schnell or flux-dev-fast or flux-dev?"},
		{TextToImage, "sdxl", "Did you mean sdxl-1.0?"},
		{TextToImage, "imagineart-2.0", "The style imagineart-2.0 is not in the list for text-to-image. It is sent as it is: the service decides."},
		{TextToImage, strings.Repeat("x", 100_000), "x… is not in the list"},
		{TextToVideo, "kling-1.0-prо", "kling-1.0-pro"},
		{TextToVideo, "veo-2", "Did you mean veo2"},
	} {
		got := DoubtStyle(tt.op, tt.id)
		if (got != "") != (tt.says != "") || !strings.Contains(got, tt.says) {
			t.Errorf("DoubtStyle(%s, %.40q) = %q, want %q", tt.op, tt.id, got, tt.says)
		}
	}
}
