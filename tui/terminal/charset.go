package terminal

import "strings"

// Charset returns the character set that the locale names, in small letters, "" for
// UTF-8 and where none is named: terminals without a locale mostly take UTF-8.
func Charset(getenv func(string) string) string {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale = getenv(name); locale != "" {
			break
		}
	}
	_, set, _ := strings.Cut(locale, ".")
	set, _, _ = strings.Cut(strings.ToLower(set), "@")
	if plain := strings.ReplaceAll(set, "-", ""); plain == "utf8" || plain == "" {
		return ""
	}
	return set
}
