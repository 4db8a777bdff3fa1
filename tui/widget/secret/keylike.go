package secret

import (
	"regexp"
	"strings"
)

// keyLike is what text must look like as a whole to be taken for a key of the
// vendor.
var keyLike = regexp.MustCompile(`^vk-[A-Za-z0-9_-]{8,}$`)

// LooksLikeKey tells whether text, but for white space around it, looks like
// an API key of the vendor. Such text has no place in any field that is sent
// with a request, kept or shown.
func LooksLikeKey(text string) bool { return keyLike.MatchString(strings.TrimSpace(text)) }
