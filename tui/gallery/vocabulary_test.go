package gallery

import (
	"strings"
	"testing"
	"unsafe"
)

// What is counted is kept on its own: a word must not keep the text it is a part of,
// nor may the word that was counted last.
func TestVocabularyKeepsNoText(t *testing.T) {
	t.Parallel()
	var v tally
	text := strings.Repeat("anime flux ", 100)
	for i := range 20 {
		at := i * len("anime flux ")
		v.add(text[at:at+5], 1)
		v.add(text[at+6:at+10], 1)
	}
	within := func(word string) bool {
		from, at := uintptr(unsafe.Pointer(unsafe.StringData(text))), uintptr(unsafe.Pointer(unsafe.StringData(word)))
		return at >= from && at < from+uintptr(len(text))
	}
	if n := v.counts(); n["anime"] != 20 || n["flux"] != 20 {
		t.Errorf("counted %v", n)
	}
	if within(v.last.word) {
		t.Error("the last word is a part of the text")
	}
	for word := range v.words {
		if within(word) {
			t.Errorf("%q is a part of the text", word)
		}
	}
}
