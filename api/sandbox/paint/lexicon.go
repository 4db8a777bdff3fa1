package paint

import (
	"embed"
	"sync"
)

// kind is the sort of thing a word of the lexicon says.
type kind uint8

const (
	kStop    kind = iota // says nothing by itself
	kHour                // value: hour
	kWeather             // value: weather bit
	kPlace               // value: place
	kSeason              // value: season
	kColour              // value: colour
	kCount               // value: number
	kSubject             // name: sprite; value: how many by itself
	kScenery             // name: part of the scene a colour can go to
	kMedium              // value: medium
	kSize                // value: per cent
	kLink                // value: relation between two subjects
	kMood                // value: colour, a tint over everything
	kClose               // the subject fills the picture
	kTwofold             // value: colour, in front of a thing only
)

// entry is what the lexicon knows about a word or a phrase.
type entry struct {
	kind  kind
	name  string
	value int64
}

// lexicon is what is known about words.
type lexicon struct {
	// words has words and phrases of up to maxPhrase words, joined by "_".
	words map[string]entry
	// twofold has the words that are a colour in front of a thing; most are
	// in words too.
	twofold map[string]col
}

// maxPhrase is how many words a phrase of the lexicon has at most.
const maxPhrase = 3

//go:embed words/*.txt
var wordFiles embed.FS

// known is the lexicon, read when the first prompt is.
var known = sync.OnceValue(func() *lexicon {
	x, err := parseWords(wordFiles, sprites())
	if err != nil {
		panic(err) // The files are part of the program, and a test reads them.
	}
	return x
})
