package paint

import (
	"regexp"
	"strings"
	"sync"
)

// inQuotes finds a text to be written in the picture. A single quote opens one
// only after a space, or it is an apostrophe.
var inQuotes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"([^"\n]{1,60})"|“([^”\n]{1,60})”|(?:^|\s)'([^'\n]{1,60})'(?:\W|$)|‘([^’\n]{1,60})’|«([^»\n]{1,60})»`)
})

// quoted takes the first text in quotes out of a prompt.
func quoted(s string) (said, rest string) {
	m := inQuotes().FindStringSubmatchIndex(s)
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return s[m[i]:m[i+1]], s[:m[0]] + " " + s[m[1]:]
		}
	}
	return "", s
}

// singular lists what the singular of a word may be.
func singular(w string) []string {
	switch {
	case strings.HasSuffix(w, "ies"):
		return []string{w[:len(w)-3] + "y", w[:len(w)-1]}
	case strings.HasSuffix(w, "ves"):
		return []string{w[:len(w)-3] + "f", w[:len(w)-3] + "fe", w[:len(w)-1]}
	case strings.HasSuffix(w, "es"):
		return []string{w[:len(w)-1], w[:len(w)-2]}
	case strings.HasSuffix(w, "s") && len(w) > 2:
		return []string{w[:len(w)-1]}
	}
	return nil
}

func digits(w string) (int64, bool) {
	n := int64(0)
	for _, c := range w {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int64(c-'0'), 1<<40)
	}
	return n, w != ""
}
