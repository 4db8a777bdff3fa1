package foreign

import (
	"encoding/json"
	"strconv"
	"strings"
)

// graph is what ComfyUI runs: nodes by their numbers, whose inputs are values
// or links to other nodes.
type graph struct {
	nodes map[string]node
	// left is how many steps may still be taken: what somebody draws in circles
	// would be followed forever.
	left int
}

type node struct {
	Class  string                     `json:"class_type"`
	Inputs map[string]json.RawMessage `json:"inputs"`
}

// maxNodes bounds a graph, maxDepth how far a link is followed, maxSteps how
// much of it is looked at in all.
const (
	maxNodes = 5000
	maxDepth = 40
	maxSteps = 20_000
)

// step tells whether one more may be taken.
func (g *graph) step(depth int) bool {
	g.left--
	return g.left > 0 && depth <= maxDepth
}

// isGraph tells whether the fields of an object are nodes.
func isGraph(o object) bool {
	for _, key := range o.keys[:min(len(o.keys), 3)] {
		n, ok := o.sub(key)
		if ok && n.has("class_type") && n.has("inputs") {
			return true
		}
	}
	return false
}

func subIsGraph(o object, key string) bool {
	inner, ok := o.sub(key)
	return ok && isGraph(inner)
}

// nodes reads ComfyUI's own texts: the graph as it was run and, if there is
// none, the workflow as it was drawn.
func (f file) nodes() (Recipe, error) {
	var problem error
	for _, key := range []string{"prompt", "workflow"} {
		text := f.comfyText(key)
		if text == "" {
			continue
		}
		o, err := parseObject(text)
		if err != nil {
			if strings.HasPrefix(strings.TrimSpace(text), "{") {
				problem = &FormError{key, "is not valid JSON: " + because(err)}
			}
			continue
		}
		if isGraph(o) || isWorkflow(o) {
			return comfy(o)
		}
	}
	if problem != nil {
		return Recipe{}, problem
	}
	return Recipe{}, ErrNone
}

// comfyText finds a text by its name or, in EXIF, behind its name in one of the
// fields that ComfyUI takes in turn.
func (f file) comfyText(key string) string {
	for _, t := range f.texts {
		if strings.EqualFold(t.Key, key) { // Matroska writes names in capitals
			return t.Value
		}
		value, ok := strings.CutPrefix(strings.TrimSpace(cut(t.Value[:min(len(t.Value), 64)])), key+":")
		if ok && strings.HasPrefix(strings.TrimSpace(value), "{") {
			_, rest, _ := strings.Cut(t.Value, ":")
			return rest
		}
	}
	return ""
}

// comfy reads a graph or a workflow, or an object that holds them.
func comfy(o object) (Recipe, error) {
	if !isGraph(o) && !isWorkflow(o) {
		for _, key := range []string{"prompt", "workflow"} {
			if inner, ok := o.sub(key); ok && (isGraph(inner) || isWorkflow(inner)) {
				return comfy(inner)
			}
		}
		return Recipe{}, ErrNone
	}
	if len(o.keys) > maxNodes {
		return Recipe{}, &FormError{"prompt", "has more nodes than are looked through"}
	}
	g := &graph{left: maxSteps}
	if isWorkflow(o) {
		g.nodes = drawn(o)
		return g.recipe(), nil
	}
	g.nodes = make(map[string]node, len(o.keys))
	for _, key := range o.keys {
		var n node
		if json.Unmarshal(o.values[key], &n) == nil {
			g.nodes[key] = n
		}
	}
	return g.recipe(), nil
}

// recipe follows the links from what made the picture.
func (g *graph) recipe() Recipe {
	r := Recipe{Program: "ComfyUI"}
	id, ok := g.sampler()
	if !ok {
		r.Prompt = g.onlyText()
		if r.Prompt == "" {
			r.Note = "its workflow of " + strconv.Itoa(len(g.nodes)) + " nodes does not tell the prompt"
		}
		return r
	}
	s := g.nodes[id]
	r.Seed = g.value(s, 0, "seed", "noise_seed", "noise")
	r.Steps = g.value(s, 0, "steps", "sigmas")
	r.Guidance = g.value(s, 0, "cfg", "guider")
	r.Sampler = g.value(s, 0, "sampler_name", "sampler")
	r.add("scheduler", g.value(s, 0, "scheduler", "sigmas"))
	if d := g.value(s, 0, "denoise"); d != "1" && d != "1.0" {
		r.add("denoise", d)
	}
	r.Prompt, r.Negative = g.prompts(s)
	g.model(&r, s)
	r.Width, r.Height = g.size(s)
	if r.Prompt == "" {
		if r.Prompt = g.onlyText(); r.Prompt == "" {
			r.Note = "its workflow of " + strconv.Itoa(len(g.nodes)) + " nodes does not tell the prompt"
		}
	}
	return r
}

// prompts follows both conditionings of a sampler, which may come by a guider.
func (g *graph) prompts(s node) (prompt, negative string) {
	if to, ok := g.link(s.Inputs["guider"]); ok {
		s = g.nodes[to]
	}
	for range maxDepth {
		for _, name := range []string{"positive", "conditioning", "cond"} {
			if prompt == "" {
				prompt = g.words(s.Inputs[name], "positive", 0)
			}
		}
		if negative == "" {
			negative = g.words(s.Inputs["negative"], "negative", 0)
		}
		to, ok := g.linked(s, pipes...)
		if !ok || prompt != "" {
			break
		}
		s = g.nodes[to]
	}
	return prompt, negative
}

// link returns the node that an input comes from, behind those that only pass
// it on.
func (g *graph) link(input json.RawMessage) (string, bool) {
	for range maxDepth {
		if len(input) == 0 || input[0] != '[' {
			return "", false
		}
		var pair []json.RawMessage
		if json.Unmarshal(input, &pair) != nil || len(pair) != 2 {
			return "", false
		}
		id := plain(pair[0])
		n, ok := g.nodes[id]
		if !ok || !strings.HasPrefix(n.Class, "Reroute") || len(n.Inputs) != 1 {
			return id, ok
		}
		for _, further := range n.Inputs {
			input = further
		}
	}
	return "", false
}

// value returns an input of one of the names, be it written there or further
// back along the link.
func (g *graph) value(n node, depth int, names ...string) string {
	if !g.step(depth) {
		return ""
	}
	for _, name := range names {
		input, ok := n.Inputs[name]
		if !ok {
			continue
		}
		if to, linked := g.link(input); linked {
			further := append([]string{"value", "int", "float", "number", "seed", "noise_seed"}, names...)
			if names[0] != "seed" {
				further = append(append([]string{}, names...), "value", "int", "float", "number")
			}
			if v := g.value(g.nodes[to], depth+1, further...); v != "" {
				return v
			}
			continue
		}
		if v := plain(input); v != "" && input[0] != '[' && input[0] != '{' {
			return v
		}
	}
	return ""
}
