// Package shell writes words for the command lines that people copy.
package shell

import "strings"

// Quote writes text as one word that a shell of the Bourne kind reads as it is.
func Quote(text string) string {
	if text != "" && !strings.HasPrefix(text, "-") && !strings.ContainsFunc(text, special) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// special tells whether a character may mean something to a shell.
func special(r rune) bool {
	plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+,:@%", r)
	return !plain
}
