package api

import "testing"

func TestHash(t *testing.T) {
	t.Parallel()
	base := Request{Operation: TextToImage, Prompt: "ab", Style: "c", AspectRatio: "1:1", Seed: 1, Inputs: []Input{{Field: "image", SHA256: "h"}}}
	// Saved results are found again by this number: it must never change.
	const want = "0c12acd65c107a8d22dd6c4dc64b7961fc4e379bfd995430f56aacb35679054e"
	if got := base.Hash(); got != want {
		t.Errorf("Hash() = %s, want %s", got, want)
	}
	moved := base
	moved.Inputs = []Input{{Field: "image", SHA256: "h", Path: "elsewhere"}}
	if moved.Hash() != base.Hash() {
		t.Error("where a file lies is part of the identity")
	}
	seen := map[string]int{base.Hash(): -1}
	for i, change := range []func(*Request){
		func(r *Request) { r.Operation = TextToPNG },
		func(r *Request) { r.Prompt, r.Style = "a", "bc" },
		func(r *Request) { r.Prompt = "ab\n1:c" },
		func(r *Request) { r.AspectRatio = "" },
		func(r *Request) { r.Seed = 2 },
		func(r *Request) { r.Inputs = nil },
		func(r *Request) { r.Inputs = []Input{{Field: "mask", SHA256: "h"}} },
		func(r *Request) { r.Inputs = []Input{{Field: "image", SHA256: "i"}} },
	} {
		r := base
		change(&r)
		if other, ok := seen[r.Hash()]; ok {
			t.Errorf("changes %d and %d have one hash", i, other)
		}
		seen[r.Hash()] = i
	}
}
