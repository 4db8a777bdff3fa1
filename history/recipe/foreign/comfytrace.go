package foreign

import (
	"encoding/json"
	"slices"
	"strings"
)

// sampler finds the node that made the picture's composition: the first of a
// chain of samplers that leads to where the picture was saved.
func (g *graph) sampler() (id string, ok bool) {
	var all []string
	for id := range g.nodes {
		if g.samples(g.nodes[id]) {
			all = append(all, id)
		}
	}
	if len(all) == 0 {
		return "", false
	}
	slices.SortFunc(all, func(a, b string) int { return g.order(a, b) })
	last := all[len(all)-1]
	if saved, ok := g.behindSaved(); ok {
		last = saved
	}
	for range maxDepth {
		before, ok := g.back(g.nodes[last], 0, "latent_image", "samples", "latent", "pixels", "image", "images")
		if !ok {
			break
		}
		last = before
	}
	return last, true
}

// order sorts nodes by their numbers, the later made the greater.
func (g *graph) order(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// samples tells whether a node is a sampler.
func (g *graph) samples(n node) bool {
	_, positive := n.Inputs["positive"]
	_, guider := n.Inputs["guider"]
	_, seed := n.Inputs["seed"]
	_, noiseSeed := n.Inputs["noise_seed"]
	_, noise := n.Inputs["noise"]
	_, sampler := n.Inputs["sampler_name"]
	return positive && (seed || noiseSeed) || guider && noise || (seed || noiseSeed) && sampler
}

// behindSaved goes back from where a picture was saved to a sampler.
func (g *graph) behindSaved() (string, bool) {
	var saved []string
	for id := range g.nodes {
		class := g.nodes[id].Class
		if strings.Contains(class, "Save") || strings.Contains(class, "Preview") {
			saved = append(saved, id)
		}
	}
	slices.SortFunc(saved, g.order)
	for _, id := range saved {
		if s, ok := g.back(g.nodes[id], 0, "images", "image", "samples", "pixels", "latent_image"); ok {
			return s, true
		}
	}
	return "", false
}

// back follows the named links until a sampler.
func (g *graph) back(n node, depth int, names ...string) (string, bool) {
	if !g.step(depth) {
		return "", false
	}
	for _, name := range names {
		to, ok := g.link(n.Inputs[name])
		if !ok {
			continue
		}
		if g.samples(g.nodes[to]) {
			return to, true
		}
		if found, ok := g.back(g.nodes[to], depth+1, names...); ok {
			return found, true
		}
	}
	return "", false
}

// The inputs of nodes in which words stand, and those by which words come from
// further back.
var (
	wordInputs = []string{"text", "text_g", "text_l", "prompt", "t5xxl", "clip_l", "clip_g", "string", "value", "wildcard_text", "populated_text", "text_positive", "Text", "STRING", "text_a", "text_b", "text1", "text2", "string1", "string2", "string_a", "string_b"}
	wayInputs  = []string{"conditioning", "conditioning_1", "conditioning_2", "conditioning_to", "conditioning_from", "cond1", "cond2", "samples"}
)

// words follows a conditioning to the words it was made of. kind is positive or
// negative, for nodes that pass both on.
func (g *graph) words(input json.RawMessage, kind string, depth int) string {
	id, ok := g.link(input)
	if !ok {
		if len(input) > 0 && input[0] == '"' {
			return plain(input)
		}
		return ""
	}
	n := g.nodes[id]
	if !g.step(depth) || strings.Contains(n.Class, "ZeroOut") {
		return ""
	}
	if side, ok := n.Inputs[kind]; ok {
		return g.words(side, kind, depth+1)
	}
	if own, ok := n.Inputs["text_"+kind]; ok {
		return g.words(own, kind, depth+1)
	}
	found := g.gather(n, []string{"populated_text"}, kind, depth) // what became of a template
	for _, names := range [][]string{wordInputs, wayInputs} {
		if len(found) == 0 {
			found = g.gather(n, names, kind, depth)
		}
	}
	between := ", "
	if d := n.Inputs["delimiter"]; len(d) > 0 && d[0] == '"' {
		between = plain(d)
	}
	return strings.Join(found, between)
}

// gather collects the words of several inputs, each once.
func (g *graph) gather(n node, names []string, kind string, depth int) []string {
	var found []string
	for _, name := range names {
		input, ok := n.Inputs[name]
		if !ok || len(found) >= 4 {
			continue
		}
		text := strings.TrimSpace(g.words(input, kind, depth+1))
		if text != "" && !slices.Contains(found, text) {
			found = append(found, text)
		}
	}
	return found
}

// size follows the links of the latent picture to where its size is said.
func (g *graph) size(n node) (width, height int) {
	for range maxDepth {
		w, h := whole(g.value(n, 0, "width", "empty_latent_width")), whole(g.value(n, 0, "height", "empty_latent_height"))
		if w > 0 && h > 0 {
			return w, h
		}
		to, ok := g.linked(n, "latent_image", "samples", "latent", "optional_latent")
		if !ok {
			to, ok = g.linked(n, pipes...)
		}
		if !ok {
			return 0, 0
		}
		n = g.nodes[to]
	}
	return 0, 0
}

// onlyText returns the words of the one node that encodes words, "" where there
// are several: nobody can tell then which were wanted.
func (g *graph) onlyText() string {
	found := ""
	for _, n := range g.nodes {
		if _, asked := n.Inputs["prompt"]; !asked && !strings.Contains(n.Class, "TextEncode") && !strings.Contains(n.Class, "Prompt") {
			continue
		}
		for _, name := range wordInputs {
			text := strings.TrimSpace(g.words(n.Inputs[name], "positive", 0))
			if text == "" || text == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = text
		}
	}
	return found
}
