package diff

import (
	"fmt"

	"imagine-tui/history/difference"
	"imagine-tui/tui/picture"
)

// Pictures decodes two files and compares them pixel by pixel.
func Pictures(pathA, pathB string) (difference.Pixels, error) {
	a, err := picture.Decode(pathA)
	if err != nil {
		return difference.Pixels{}, fmt.Errorf("%s: %w", pathA, err)
	}
	b, err := picture.Decode(pathB)
	if err != nil {
		return difference.Pixels{}, fmt.Errorf("%s: %w", pathB, err)
	}
	return difference.Compare(a, b), nil
}
