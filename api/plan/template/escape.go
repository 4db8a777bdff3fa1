package template

import "strings"

// Escape writes a prompt so that Parse reads it as itself: what would have a
// meaning in it stands behind a backslash. A prompt that has none comes back
// as it is.
func Escape(prompt string) string {
	if alone(prompt, prompt) {
		return prompt
	}
	var b strings.Builder
	for i := range len(prompt) {
		c := prompt[i]
		switch {
		case c == '_':
			// Two of them name a list; one behind a backslash would eat that.
			if strings.HasPrefix(prompt[i:], "__") || i > 0 && prompt[i-1] == '\\' {
				b.WriteByte('\\')
			}
		case strings.IndexByte(escapable, c) >= 0:
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// alone tells whether a template stands for exactly one prompt, whatever lists
// there are.
func alone(text, prompt string) bool {
	lists := func(string) ([]string, error) { return []string{"a", "b"}, nil }
	t, err := ParseWith(text, lists)
	if err != nil {
		return false
	}
	got, err := t.First(2)
	return err == nil && len(got) == 1 && got[0].Prompt == strings.TrimSpace(prompt)
}
