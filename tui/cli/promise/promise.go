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
			"any connection failure",
			"a request is sent once; it is resent automatically only after a refusal, or when it certainly never left this computer",
		},
		{"kill -9, a crash, a power cut", "requests already sent are listed by `recover`, and not resent unless you ask for it (`--unknown send`)"},
		{
			"several processes, users or computers sharing one library",
			"one of them sends a given request; the others wait and use its picture",
		},
		{
			"an interrupt, SIGTERM, SIGHUP, a closed terminal",
			"requests already sent get up to `--drain` (25 s) to finish; queued ones are not sent",
		},
		{
			"a full disk, too few file descriptors, a file size limit",
			"space is checked before anything is sent; a picture that still cannot be saved is kept elsewhere",
		},
		{
			"a ceiling (`ceiling_per_day`, `--max-tokens`)",
			"no answer and no `--yes` overrides it; it counts every process that uses the same state folder",
		},
		{
			"a shortcut that makes several pictures from results",
			"it asks first, with the number and the price; for the prompt, both are shown below it",
		},
	}
}

// Not is what nobody can promise.
func Not() []string {
	return []string{
		"that a request with no answer was not charged (only the service knows)",
		"anything across two libraries, or across two state folders for a ceiling",
		"more than one process at a time on a read-only library, or on a file system without exclusive file creation (you are told once)",
		"requests you choose to resend",
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
