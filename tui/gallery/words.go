package gallery

import (
	"errors"
	"fmt"
	"io/fs"

	"imagine-tui/api/clean"
)

// maxLine is how much of a prompt a line of a list may need, in runes.
const maxLine = 400

// Line returns a prompt as one clean line, no longer than a list can show.
func Line(prompt string) string {
	if len(prompt) > maxLine {
		runes := []rune(prompt)
		prompt = string(runes[:min(len(runes), maxLine)])
	}
	return clean.Line(prompt)
}

// FileName returns the last part of a path, clean.
func FileName(path string) string { return clean.Line(base(path)) }

// Gone says of a file that is not there any more that its recipe is. Any other
// error is returned as it is.
func Gone(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the file %s is gone; its recipe stays in the list", FileName(path))
	}
	return err
}

// IsVideo tells whether an operation makes videos.
func IsVideo(operation string) bool {
	return operation == "text-to-video" || operation == "image-to-video"
}

// VideoOf says what a video was made from: a picture, by the name of its file, or
// words alone; "" for what is no video.
func VideoOf(r *Row) string {
	if !IsVideo(r.Operation) {
		return ""
	}
	from := r.Parent
	if from == "" && r.Recipe != nil && len(r.Recipe.Request.Inputs) > 0 {
		from = r.Recipe.Request.Inputs[0].Path
	}
	if from == "" {
		return "from prompt"
	}
	return "from " + FileName(from)
}

// Noun is what an operation makes.
func Noun(operation string) string {
	if IsVideo(operation) {
		return "video"
	}
	return "picture"
}

// OperationWord is an operation in as few words as a line of details has room
// for.
func OperationWord(operation string) string {
	switch operation {
	case "text-to-image", "":
		return "picture"
	case "text-to-png":
		return "PNG"
	case "remove-background":
		return "cut out"
	case "generative-fill":
		return "filled"
	case "ai-background":
		return "background"
	case "upscale":
		return "upscaled"
	case "resize":
		return "resized"
	case "retouch":
		return "retouched"
	case "text-to-video", "image-to-video":
		return "video"
	}
	return operation
}
