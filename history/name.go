package history

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api"
)

const (
	// maxSlug is the longest slug, in bytes.
	maxSlug = 60
	// maxStem is the longest file name without its ending, in bytes. File
	// systems take 255, temporary names and sidecars need some of them.
	maxStem = 150
	// noSlug stands for prompts that have no letter to show.
	noSlug = "picture"
	// clock is how the time of day is written in names.
	clock = "150405"
)

// placeholder matches a placeholder of a name template.
var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// checkTemplate tells whether names made from the template sort by time, are
// never used twice, and are safe on every file system.
func checkTemplate(template string) error {
	switch {
	case !strings.HasPrefix(template, "{time}-"):
		return errors.New("has to begin with {time}-, by which results are sorted")
	case !strings.HasSuffix(template, "-{id}"):
		return errors.New("has to end with -{id}, which keeps names apart")
	}
	for _, p := range placeholder.FindAllString(template, -1) {
		if !slices.Contains([]string{"{time}", "{slug}", "{id}", "{style}", "{seed}", "{ratio}", "{operation}"}, p) {
			return fmt.Errorf("has an unknown placeholder %s: use {time}, {slug}, {style}, {seed}, {ratio}, {operation} and {id}", p)
		}
	}
	if rest := placeholder.ReplaceAllString(template, ""); Slug(rest) != strings.Trim(rest, "-") && strings.Trim(rest, "-") != "" {
		return errors.New("may hold only placeholders, a to z, 0 to 9 and single dashes")
	}
	return nil
}

// stem returns a file name without its ending. id is six hex digits.
func stem(template string, at time.Time, r api.Request, id string) string {
	name := strings.NewReplacer(
		"{time}", at.Format(clock),
		"{slug}", Slug(orOperation(r)),
		"{style}", orDash(plain(r.Style)),
		"{seed}", strconv.FormatInt(r.Seed, 10),
		"{ratio}", orDash(strings.ReplaceAll(plain(r.AspectRatio), "-", "x")),
		"{operation}", orDash(plain(string(r.Operation))),
		"{id}", "",
	).Replace(template)
	name = strings.TrimRight(name, "-")
	return strings.TrimRight(name[:min(len(name), maxStem)], "-") + "-" + id
}

func orDash(s string) string {
	if s == "" {
		return "any"
	}
	return s
}

// orOperation is what a result without words is called after.
func orOperation(r api.Request) string {
	if r.Prompt == "" {
		return string(r.Operation)
	}
	return r.Prompt
}

// Slug turns a prompt into a part of a file name: at most 60 bytes of a to z,
// 0 to 9 and single dashes, no dash at either end, never empty, and never a
// name that is a device on some system.
func Slug(prompt string) string {
	s := plain(prompt)
	switch {
	case s == "":
		return noSlug
	case device.MatchString(s):
		return s + "-" + noSlug
	}
	return s
}

// device matches names that Windows keeps for itself.
var device = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// plain keeps letters and digits, and a dash for what stands between them, up
// to maxSlug bytes.
func plain(s string) string {
	b := make([]byte, 0, maxSlug+1)
	gap := false
	for _, r := range s {
		folded := fold(r)
		if folded == "" {
			gap = r != '\'' && r != '’' && len(b) > 0 || gap // "dog's" is one word
			continue
		}
		need := len(folded)
		if gap {
			need++
		}
		if len(b)+need > maxSlug {
			return cutWord(b, gap)
		}
		if gap {
			b = append(b, '-')
		}
		b, gap = append(b, folded...), false
	}
	return string(b)
}

// cutWord drops a word that did not fit, if enough is left without it.
func cutWord(b []byte, whole bool) string {
	if i := strings.LastIndexByte(string(b), '-'); !whole && i > len(b)/2 {
		b = b[:i]
	}
	return string(b)
}

// fold returns r as lower-case ASCII, "" for what is not a letter or digit of
// the Latin script.
func fold(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return string(r)
	case r >= 'A' && r <= 'Z':
		return string(r + 'a' - 'A')
	case r < 0xc0 || r > 0x17f:
		return ""
	}
	for _, f := range accents {
		if strings.ContainsRune(f.from, r) {
			return f.to
		}
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

// ownName matches the names this program gives, whatever the template, and
// their sidecars'.
var ownName = regexp.MustCompile(`^[0-9]{6}-[a-z0-9-]+-[0-9a-f]{6}\.(png|jpg|webp|mp4|webm)(\.json)?$`)

// ownPart matches the temporary names of such files.
var ownPart = regexp.MustCompile(`^\.([^/]+)\.[0-9a-f]{8}\.part$`)

// isOwnPart tells whether a name is that of a file this program was writing.
func isOwnPart(name string) bool {
	m := ownPart.FindStringSubmatch(name)
	return m != nil && ownName.MatchString(m[1])
}

// dated matches the folders that results are in.
var dated = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// sidecarExt is added to a picture's whole name.
const sidecarExt = ".json"

// isPicture tells whether a name is that of a result.
func isPicture(name string) bool {
	if strings.HasPrefix(name, ".") {
		return false
	}
	switch ext := name[max(strings.LastIndexByte(name, '.'), 0):]; strings.ToLower(ext) {
	case ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm":
		return true
	}
	return false
}
