package template

import "strings"

// escapable are the characters a backslash takes the meaning from.
const escapable = "{}|#$_"

// Characters that were written with a backslash, and others that stand for
// themselves, are kept apart from marks until a prompt is complete: in bytes
// that are in no text.
const (
	plainOpen   = 0xF5
	plainClose  = 0xF6
	plainDollar = 0xF7
	plainLine   = 0xF8 // _
)

var (
	conceal = strings.NewReplacer("{", "\xF5", "}", "\xF6", "$", "\xF7", "_", "\xF8")
	reveals = [...]byte{plainOpen: '{', plainClose: '}', plainDollar: '$', plainLine: '_'}
)

// plainly writes text whose marks are no marks.
func plainly(text string) string { return conceal.Replace(text) }

// reveal gives back what plainly made.
func reveal(text []byte) string {
	for i, c := range text {
		if c >= plainOpen && int(c) < len(reveals) {
			text[i] = reveals[c]
		}
	}
	return string(text)
}

// hasEscape tells whether a backslash in s is there to take a meaning away that
// s may have without braces: such a text is a template.
func hasEscape(s string) bool {
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			return false
		}
		if strings.IndexByte("#$_", s[i+1]) >= 0 {
			return true
		}
		s = s[i+1:]
	}
}

// Escape writes a prompt so that Parse reads it as itself: what would have a
// meaning in it stands behind a backslash. A prompt that has none comes back
// as it is.
func Escape(prompt string) string {
	if alone(prompt, prompt) {
		return prompt
	}
	return escaped(prompt)
}

// escaped has a backslash before whatever may have a meaning somewhere.
func escaped(prompt string) string {
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
	lists := func(name, _ string) ([]*List, error) {
		return []*List{{Name: name, Values: []string{"a", "b"}}}, nil
	}
	t, err := ParseWith(text, lists)
	if err != nil {
		return false
	}
	got, err := t.First(2)
	return err == nil && len(got) == 1 && got[0].Prompt == strings.TrimSpace(prompt)
}
