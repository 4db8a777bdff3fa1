package foreign

import (
	"strings"

	"imagine-tui/api/pattern"
)

// jobRE is what the descriptions of Midjourney end with.
var jobRE = pattern.Of(`\s+Job ID: ([0-9a-f-]{36})\s*$`)

// midjourney reads what Midjourney writes: a prompt, switches that begin with two
// dashes, and the number of the job.
func (f file) midjourney() (Recipe, error) {
	for _, key := range []string{"Description", "ImageDescription"} {
		text := cut(f.text(key))
		at := jobRE.Regexp().FindStringSubmatchIndex(text)
		if at == nil {
			continue
		}
		r := Recipe{Program: "Midjourney"}
		words, switches, _ := strings.Cut(" "+text[:at[0]], " --")
		r.Prompt = words
		for _, s := range strings.Split(switches, " --") {
			name, value, _ := strings.Cut(strings.TrimSpace(s), " ")
			if value = strings.TrimSpace(value); value == "" {
				value = "on"
			}
			switch name {
			case "":
			case "seed":
				r.Seed = value
			case "no":
				r.Negative = value
			default:
				r.add(name, value)
			}
		}
		r.add("job", text[at[2]:at[3]])
		return r, nil
	}
	return Recipe{}, ErrNone
}
