package studio

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/shell"
	"imagine-tui/tui/gallery"
)

// sandboxURL is where the sandbox subcommand listens unless told otherwise.
const sandboxURL = "http://127.0.0.1:8787/v2"

// baseURL is where a key's requests go; the vendor's for a key that is gone.
func (m *Model) baseURL(name string) string {
	if m.accounts.Free(name) {
		return sandboxURL
	}
	if k, ok := m.o.Keys.Get(name); ok && k.BaseURL != "" {
		return k.BaseURL
	}
	return key.DefaultBaseURL
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
