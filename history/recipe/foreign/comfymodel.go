package foreign

import (
	"maps"
	"slices"
	"strings"
)

// pipes are the inputs by which nodes pass on several things at once.
var pipes = []string{"pipe", "basic_pipe", "bus", "base_ctx", "context"}

// linked follows the first of the inputs that is a link.
func (g *graph) linked(n node, names ...string) (string, bool) {
	for _, name := range names {
		if to, ok := g.link(n.Inputs[name]); ok {
			return to, true
		}
	}
	return "", false
}

// model follows the links of the model and notes what was put on top of it.
func (g *graph) model(r *Recipe, n node) {
	if to, ok := g.link(n.Inputs["guider"]); ok {
		n = g.nodes[to]
	}
	for range maxDepth {
		for _, lora := range g.loras(n) {
			r.add("LoRA", lora)
		}
		for _, name := range []string{"ckpt_name", "unet_name", "base_ckpt_name", "model_name"} {
			if model := n.written(name); model != "" {
				r.Model = model
				return
			}
		}
		to, ok := g.linked(n, append([]string{"model"}, pipes...)...)
		if !ok {
			return
		}
		n = g.nodes[to]
	}
}

// written returns an input that is a text, "" for a link and for none.
func (n node) written(name string) string {
	if in := n.Inputs[name]; len(in) > 0 && in[0] == '"' {
		return plain(in)
	}
	return ""
}

// loras names what a node puts on top of a model, each with its strength: one,
// the rows of a table, or those of a stack that it is given.
func (g *graph) loras(n node) []string {
	var list []string
	add := func(name string, strengths ...string) {
		if name == "" || name == "None" {
			return
		}
		for _, key := range strengths {
			if s := plain(n.Inputs[key]); s != "" && n.Inputs[key][0] != '[' {
				name += " " + s
				break
			}
		}
		list = append(list, name)
	}
	add(n.written("lora_name"), "strength_model", "lora_model_strength", "strength")
	for _, key := range slices.Sorted(maps.Keys(n.Inputs)) {
		if number, ok := strings.CutPrefix(key, "lora_name_"); ok && plain(n.Inputs["switch_"+number]) != "Off" {
			add(n.written(key), "model_weight_"+number, "model_str_"+number, "lora_wt_"+number)
		}
		if row := n.Inputs[key]; strings.HasPrefix(strings.ToLower(key), "lora_") && len(row) > 0 && row[0] == '{' {
			if o, err := parseObject(string(row)); err == nil && o.text("on") != "false" {
				add(strings.TrimSpace(o.text("lora") + " " + o.text("strength")))
			}
		}
	}
	if to, ok := g.linked(n, "lora_stack", "optional_lora_stack"); ok && g.step(0) {
		stack := g.nodes[to]
		stack.Inputs = maps.Clone(stack.Inputs)
		delete(stack.Inputs, "lora_stack") // one behind another is enough
		delete(stack.Inputs, "optional_lora_stack")
		list = append(list, g.loras(stack)...)
	}
	return list[:min(len(list), maxSettings)]
}
