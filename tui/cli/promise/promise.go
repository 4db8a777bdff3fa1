// Package promise holds what is promised about money, and what is not. The topic
// safety and doctor tell it from here, so that they say the same.
package promise

import (
	"fmt"
	"strings"
)

// Promise is what holds when something happens.
type Promise struct {
	When  string `json:"when"`
	Holds string `json:"holds"`
}

// Kept are the promises, in the order in which they are told.
func Kept() []Promise {
	return []Promise{
		{
			"a request is sent, whatever the connection does",
			"its body leaves once; it goes again by itself only after a refusal, or when it certainly did not leave",
		},
		{"kill -9, a crash, a power cut", "what was sent is listed by `recover`, and not sent again without a word (`--unknown`)"},
		{
			"several processes, homes or computers on one folder of pictures",
			"the same request is sent by one of them, the others wait and take its picture",
		},
		{
			"an interrupt, a termination, a hang-up, a terminal that goes away",
			"what was sent is seen through for `--drain` (25 s), what is queued is not sent",
		},
		{
			"disks full, few open files, a limit of file sizes",
			"room is made sure of before anything is sent; what arrives all the same is kept elsewhere",
		},
		{
			"a ceiling (`ceiling_per_day`, `--max-tokens`)",
			"passed by no answer and no `--yes`, counted over all processes of one state folder",
		},
		{
			"one shortcut makes several pictures of results",
			"it asks first, with how many and for how much; what the prompt makes stands under it",
		},
	}
}

// Not is what nobody can promise.
func Not() []string {
	return []string{
		"that a request with no answer was not charged (only the service knows)",
		"anything across two folders of pictures, or two state folders for a ceiling",
		"more than one process at a time where the folder cannot be written or knows no exclusive names (said once)",
		"what a person sends again with a word",
	}
}

// Text is all of it, as the topic safety of help has it.
func Text() string {
	var b strings.Builder
	for _, p := range Kept() {
		fmt.Fprintf(&b, "- %s: %s\n", p.When, p.Holds)
	}
	fmt.Fprintf(&b, "\nNot promised: %s.\n", strings.Join(Not(), "; "))
	return b.String()
}
