package history

import (
	"imagine-tui/api/plainfile"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// Origin is what a file says about where its picture comes from. Nothing of it
// is checked.
type Origin struct {
	// C2PA says that the file carries Content Credentials.
	C2PA bool `json:"c2pa"`
	// SourceType is the IPTC digital source type, as trainedAlgorithmicMedia, ""
	// where the file names none.
	SourceType string `json:"digital_source_type"`
}

// ReadOrigin reads what a file says about where its picture comes from. What
// cannot be read says nothing.
func ReadOrigin(path string) Origin {
	file, err := plainfile.Open(path)
	if err != nil {
		return Origin{}
	}
	defer func() { _ = file.Close() }() // only read from
	marks, err := mark.Read(file)
	if err != nil {
		return Origin{}
	}
	return Origin{C2PA: marks.C2PA, SourceType: xmp.Kind(marks.Source)}
}

// Words say it in a few words each.
func (o Origin) Words() []string {
	var words []string
	if o.C2PA {
		words = append(words, "carries Content Credentials (C2PA), not checked here")
	}
	switch o.SourceType {
	case "":
	case xmp.Kind(xmp.Trained):
		words = append(words, "says that a model made it ("+o.SourceType+")")
	case xmp.Kind(xmp.Composite):
		words = append(words, "says that a model changed it ("+o.SourceType+")")
	default:
		words = append(words, "says where it comes from: "+o.SourceType)
	}
	return words
}
