package external

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/shell"
	"imagine-tui/tui/gallery"
)

// sandboxURL is where the sandbox subcommand listens unless told otherwise.
const sandboxURL = "http://127.0.0.1:8787/v2"

// baseURL is where a key's requests go; the vendor's for a key that is gone.
func (f *Flow) baseURL(name string) string {
	if f.o.Free(name) {
		return sandboxURL
	}
	if k, ok := f.o.Keys.Get(name); ok && k.BaseURL != "" {
		return k.BaseURL
	}
	return key.DefaultBaseURL
}

// shellCommand is the command line that makes the result again.
func shellCommand(rec gallery.Recipe) string {
	r := rec.Request
	words := []string{"imagine-tui", "generate", "--literal", "--op", shell.Quote(string(r.Operation)), "--key", shell.Quote(rec.Key)}
	if r.Style != "" {
		words = append(words, "--style", shell.Quote(r.Style))
	}
	if r.AspectRatio != "" {
		words = append(words, "--aspect-ratio", shell.Quote(r.AspectRatio))
	}
	if r.Seed > 0 {
		words = append(words, "--seed", strconv.FormatInt(r.Seed, 10))
	}
	for _, in := range r.Inputs {
		flag := "--image"
		if in.Field == "mask" {
			flag = "--mask"
		}
		words = append(words, flag, shell.Quote(in.Path))
	}
	if r.Prompt != "" {
		words = append(words, "--", shell.Quote(r.Prompt))
	}
	return strings.Join(words, " ")
}

// curlCommand is the request as a curl command that works for anybody who has
// the key in IMAGINE_API_KEY. The key itself is never written, and does not
// become an argument when the command is run: others on the computer can read
// those. It goes through a pipe, from a command that is part of the shell.
func curlCommand(rec gallery.Recipe, baseURL string) string {
	r := rec.Request
	spec, ok := api.Lookup(r.Operation)
	if !ok || len(spec.Paths) == 0 {
		return ""
	}
	lines := []string{
		`printf 'Authorization: Bearer %s\n' "$IMAGINE_API_KEY" |`,
		"curl -sS --fail-with-body -X " + spec.Method + " " + shell.Quote(strings.TrimSuffix(baseURL, "/")+spec.Paths[0]),
		"-H @-",
	}
	values := map[string]string{"prompt": r.Prompt, "style": r.Style, "aspect_ratio": r.AspectRatio}
	if r.Seed > 0 {
		values["seed"] = fmt.Sprint(r.Seed)
	}
	for _, f := range spec.Fields {
		if v := values[f.Name]; v != "" {
			// --form-string sends a value that begins with @ or < as it is.
			lines = append(lines, "--form-string "+shell.Quote(f.Name+"="+v))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Extra)) {
		lines = append(lines, "--form-string "+shell.Quote(name+"="+r.Extra[name]))
	}
	for _, in := range r.Inputs {
		lines = append(lines, "-F "+shell.Quote(in.Field+"=@"+in.Path))
	}
	return lines[0] + "\n" + strings.Join(append(lines[1:], "-o picture"), " \\\n  ")
}
