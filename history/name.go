package history

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/pattern"
	"imagine-tui/history/disk"
)

const (
	// maxStem is the longest file name without its ending, in bytes. File
	// systems take 255, temporary names and sidecars need some of them.
	maxStem = 150
	// clock is how the time of day is written in names.
	clock = "150405"
)

// placeholder matches a placeholder of a name template.
var placeholder = pattern.Of(`\{[^{}]*\}`)

// checkTemplate tells whether names made from the template sort by time, are
// never used twice, and are safe on every file system.
func checkTemplate(template string) error {
	if template == DefaultName {
		return nil // nearly everybody has it, and each start asks
	}
	switch {
	case !strings.HasPrefix(template, "{time}-"):
		return errors.New("has to begin with {time}-, by which results are sorted")
	case !strings.HasSuffix(template, "-{id}"):
		return errors.New("has to end with -{id}, which keeps names apart")
	}
	if p := UnknownPlaceholder(template, "{time}", "{id}"); p != "" {
		return fmt.Errorf("has an unknown placeholder %s: use {time}, {slug}, {prompt}, {style}, {seed}, {ratio}, {operation}, {hash} and {id}", p)
	}
	if rest := placeholder.Regexp().ReplaceAllString(template, ""); Slug(rest, true) != strings.Trim(rest, "-") && strings.Trim(rest, "-") != "" {
		return errors.New("may hold only placeholders, a to z, 0 to 9 and single dashes")
	}
	return nil
}

// ofRequest are the placeholders of what a request says.
var ofRequest = []string{"{slug}", "{prompt}", "{style}", "{seed}", "{ratio}", "{operation}", "{hash}"}

// UnknownPlaceholder is the first of a template that is neither one of what a request
// says, nor among more; "" for none.
func UnknownPlaceholder(template string, more ...string) string {
	for _, p := range placeholder.Regexp().FindAllString(template, -1) {
		if !slices.Contains(ofRequest, p) && !slices.Contains(more, p) {
			return p
		}
	}
	return ""
}

// Filled puts what a request says into a text, for others than names of files: word
// for word, but for {slug}. more are further placeholders, each with its value.
func Filled(template string, r api.Request, more ...string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	return strings.NewReplacer(append([]string{
		"{slug}", Slug(orOperation(r), false),
		"{prompt}", r.Prompt,
		"{style}", r.Style,
		"{seed}", strconv.FormatInt(r.Seed, 10),
		"{ratio}", r.AspectRatio,
		"{operation}", string(r.Operation),
		"{hash}", r.Hash(),
	}, more...)...).Replace(template)
}

// naming is how results are called.
type naming struct {
	template string
	ascii    bool // slugs have no letters but a to z
}

// stem returns a file name without its ending. id is six hex digits.
func (n naming) stem(at time.Time, r api.Request, id string) string {
	name := filled(n.template, r, n.ascii, "{time}", at.Format(clock), "{id}", "")
	name = strings.TrimRight(name, "-")
	return strings.TrimRight(disk.Cut(name, maxStem), "-") + "-" + id
}

// filled puts what a request says into a template of a name; more are further
// placeholders, each with its value.
func filled(template string, r api.Request, ascii bool, more ...string) string {
	plain := func(s string) string { return letters(s, ascii) }
	words := orOperation(r)
	return strings.NewReplacer(append([]string{
		"{slug}", Slug(words, ascii),
		"{prompt}", orSlug(lettersUpTo(words, ascii, maxPrompt)),
		"{style}", orDash(plain(r.Style)),
		"{seed}", strconv.FormatInt(r.Seed, 10),
		"{ratio}", orDash(strings.ReplaceAll(plain(r.AspectRatio), "-", "x")),
		"{operation}", orDash(plain(string(r.Operation))),
		"{hash}", r.Hash(),
	}, more...)...).Replace(template)
}

// NameOf is a path that a person named, with what a request says in the place of
// placeholders: those of names in the library but time and id, and {n}. What else
// stands in braces is named, "" for nothing.
func NameOf(template string, r api.Request, n string) (name, unknown string) {
	if p := UnknownPlaceholder(template, "{n}"); p != "" {
		return "", p
	}
	return filled(template, r, false, "{n}", n), ""
}

func orSlug(s string) string {
	if s == "" {
		return noSlug
	}
	return s
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

// ownName matches the names this program gives, whatever the template, and
// their sidecars'.
var ownName = pattern.Of(`^[0-9]{6}-[a-z0-9\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}-]+-[0-9a-f]{6}\.(png|jpg|webp|mp4|webm)(\.json)?$`)

// ownPart matches the temporary names of such files.
var ownPart = pattern.Of(`^\.([^/]+)\.[0-9a-f]{8}\.part$`)

// isOwnPart tells whether a name is that of a file this program was writing.
func isOwnPart(name string) bool {
	m := ownPart.Regexp().FindStringSubmatch(name)
	return m != nil && (m[1] == disk.Probe || ownName.Regexp().MatchString(m[1]))
}

// dated matches the folders that results are in.
var dated = pattern.Of(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

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
