package foreign

import "strings"

// dream reads the command that InvokeAI wrote at first, a prompt in quotes and
// switches: "a cat [dog]" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms.
func (f file) dream() (Recipe, error) {
	text := strings.TrimSpace(cut(f.text("Dream")))
	if text == "" {
		return Recipe{}, ErrNone
	}
	r := Recipe{Program: "InvokeAI"}
	switches := ""
	if end := strings.LastIndexByte(text, '"'); strings.HasPrefix(text, `"`) && end > 0 {
		r.Prompt, switches = text[1:end], text[end+1:]
	} else if at := strings.Index(text, " -"); at >= 0 {
		r.Prompt, switches = text[:at], text[at:]
	} else {
		r.Prompt = text
	}
	r.Prompt, r.Negative = bracketed(r.Prompt)
	words := strings.Fields(switches)
	for i := 0; i < len(words); i++ {
		name, value := words[i], ""
		switch {
		case !strings.HasPrefix(name, "-"):
			continue
		case !strings.HasPrefix(name, "--") && len(name) > 2: // written together
			name, value = name[:2], name[2:]
		case i+1 < len(words) && !strings.HasPrefix(words[i+1], "-"):
			i++
			value = words[i]
		}
		r.flag(name, value)
	}
	return r, nil
}

// flag takes one switch.
func (r *Recipe) flag(name, value string) {
	switch name {
	case "-s":
		r.Steps = value
	case "-S":
		r.Seed = value
	case "-W":
		r.Width = whole(value)
	case "-H":
		r.Height = whole(value)
	case "-C":
		r.Guidance = value
	case "-A":
		r.Sampler = value
	default:
		if value == "" {
			value = "on"
		}
		r.add(strings.TrimLeft(name, "-"), value)
	}
}
