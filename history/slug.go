package history

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

const (
	// maxSlug is the longest slug, in bytes.
	maxSlug = 60
	// maxPrompt is the longest part that shows as much of a prompt as there is
	// room for.
	maxPrompt = 110
	// noSlug stands for prompts that have no letter to show.
	noSlug = "picture"
)

// Slug turns a prompt into a part of a file name: at most 60 bytes of letters and
// digits of any script, lower-case and composed (NFC), and single dashes; no dash
// at either end, never empty, and never a name that is a device on some system.
// Letters of the Latin script are a to z; with ascii there are no others.
func Slug(prompt string, ascii bool) string {
	s := letters(prompt, ascii)
	switch {
	case s == "":
		return noSlug
	case device.Regexp().MatchString(s):
		return s + "-" + noSlug
	}
	return s
}

// device matches names that Windows keeps for itself.
var device = pattern.Of(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// letters keeps letters and digits, and a dash for what stands between them, up
// to maxSlug bytes.
func letters(s string, ascii bool) string { return lettersUpTo(s, ascii, maxSlug) }

func lettersUpTo(s string, ascii bool, limit int) string {
	b := make([]byte, 0, limit+1)
	gap, bare := false, true // bare: no letter is before that takes a mark
	// Bytes that are no letter go first: what stands beside them is not
	// normalised otherwise.
	s = strings.ToValidUTF8(s[:min(len(s), maxRead)], "\uFFFD")
	for _, r := range norm.NFKC.String(s) {
		kept := fold(r)
		mark := kept == "" && unicode.In(r, unicode.Mn, unicode.Mc)
		switch {
		case kept != "":
			bare = true
		case mark && clean.Text(string(r)) == "":
			continue // nobody sees it
		case mark && len(b) > 0 && !gap && (bare || unicode.Is(unicode.Variation_Selector, r)):
			continue // on a letter that has become plain, or on none
		case !ascii && (written(r) || mark && !bare && !gap):
			kept, bare = string(unicode.ToLower(r)), false
		case r == '\'' || r == '’' || r == zeroWidthJoiner || r == zeroWidthNonJoiner:
			continue // "dog's" is one word
		default:
			gap = gap || len(b) > 0
			continue
		}
		need := len(kept)
		if gap {
			need++
		}
		if len(b)+need > limit {
			return cutWord(b, gap, mark)
		}
		if gap {
			b = append(b, '-')
		}
		b, gap = append(b, kept...), false
	}
	return norm.NFC.String(string(b))
}

const (
	// maxRead is how much of a prompt is looked at for its name, in bytes.
	maxRead = 4 << 10
	// These shape letters, and show nothing.
	zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
)

// written tells whether r is a letter or digit of a script that has no capital,
// or is none.
func written(r rune) bool {
	r = unicode.ToLower(r)
	return unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Nd) && clean.Text(string(r)) != ""
}

// cutWord drops a word that did not fit, if enough is left without it, and a
// letter whose mark did not.
func cutWord(b []byte, whole, mark bool) string {
	s := string(b)
	if i := strings.LastIndexByte(s, '-'); !whole && i > len(s)/2 {
		return norm.NFC.String(s[:i])
	}
	for mark {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		mark = unicode.In(r, unicode.Mn, unicode.Mc)
	}
	return norm.NFC.String(strings.TrimRight(s, "-"))
}

// fold returns r as lower-case ASCII, "" for what is not a letter or digit of
// the Latin script.
func fold(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return string(r)
	case r >= 'A' && r <= 'Z':
		return string(r + 'a' - 'A')
	case r < 0xc0 || r > 0x1eff || r > 0x24f && r < 0x1e00:
		return ""
	}
	for _, f := range accents {
		if strings.ContainsRune(f.from, r) {
			return f.to
		}
	}
	if base := norm.NFKD.String(string(r)); base[0] < utf8.RuneSelf {
		return fold(rune(base[0]))
	}
	if small := unicode.ToLower(r); small != r {
		return fold(small) // a capital is spelt as its small letter: ẞ
	}
	return ""
}

// accents are the letters of European languages that are ASCII with a mark.
var accents = []struct{ from, to string }{
	{"àáâãåāăąÀÁÂÃÅĀĂĄ", "a"},
	{"äæÄÆ", "ae"},
	{"çćĉċčÇĆĈĊČ", "c"},
	{"ďđðĎĐÐ", "d"},
	{"èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "e"},
	{"ĝğġģĜĞĠĢ", "g"},
	{"ĥħĤĦ", "h"},
	{"ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ", "i"},
	{"ĵĴ", "j"},
	{"ķĶ", "k"},
	{"ĺļľŀłĹĻĽĿŁ", "l"},
	{"ñńņňÑŃŅŇ", "n"},
	{"òóôõøōŏőÒÓÔÕØŌŎŐ", "o"},
	{"öœÖŒ", "oe"},
	{"ŕŗřŔŖŘ", "r"},
	{"śŝşšŚŜŞŠ", "s"},
	{"ß", "ss"},
	{"ţťŧŢŤŦ", "t"},
	{"þÞ", "th"},
	{"ùúûũūŭůűųÙÚÛŨŪŬŮŰŲ", "u"},
	{"üÜ", "ue"},
	{"ŵŴ", "w"},
	{"ýÿŷÝŶŸ", "y"},
	{"źżžŹŻŽ", "z"},
}
