package studio

import (
	"fmt"
	"strings"

	"imagine-tui/tui/action"
)

// leftWords tell what earlier sessions left: so many runs that were not sent,
// for what they cost, and so many without an answer. There are none for nothing,
// else the same in fewer words each.
func leftWords(acts *action.Table, unsent int, cost string, unanswered int) []string {
	var long, short, least []string
	if unsent > 0 {
		words := fmt.Sprintf("%d not sent", unsent)
		if cost != "" {
			words += " (" + cost + ")"
		}
		long = append(long, words)
		short = append(short, fmt.Sprintf("%d not sent", unsent))
		least = append(least, fmt.Sprintf("%d unsent", unsent))
	}
	if unanswered > 0 {
		long = append(long, fmt.Sprintf("%d with no answer", unanswered))
		short = append(short, fmt.Sprintf("%d with no answer", unanswered))
		least = append(least, fmt.Sprintf("%d no answer", unanswered))
	}
	if len(long) == 0 {
		return nil
	}
	return []string{
		"From last time: " + strings.Join(long, ", ") + acts.Words(". {queue.open} shows them."),
		strings.Join(long, ", ") + acts.Words(" · {queue.open} shows them"),
		strings.Join(short, ", ") + acts.Words(" · {queue.open}"),
		strings.Join(least, ", ") + acts.Words(" · {queue.open}"),
	}
}
