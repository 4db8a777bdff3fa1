package foreign

import (
	"encoding/json"
	"strconv"
)

// isWorkflow tells whether an object is a workflow as ComfyUI draws it.
func isWorkflow(o object) bool {
	nodes := o.values["nodes"]
	return len(nodes) > 0 && nodes[0] == '[' && (o.has("links") || o.has("last_node_id"))
}

// drawnNode is a node of a workflow. Its values have no names.
type drawnNode struct {
	ID     json.Number `json:"id"`
	Type   string      `json:"type"`
	Mode   int         `json:"mode"`
	Inputs []struct {
		Name string       `json:"name"`
		Link *json.Number `json:"link"`
	} `json:"inputs"`
	Values json.RawMessage `json:"widgets_values"`
}

// widgets are the names of those values, in their order, of the nodes that
// matter. What a name begins with "-" is nothing of interest.
var widgets = map[string][]string{
	"KSampler":               {"seed", "-", "steps", "cfg", "sampler_name", "scheduler", "denoise"},
	"KSamplerAdvanced":       {"add_noise", "noise_seed", "-", "steps", "cfg", "sampler_name", "scheduler"},
	"SamplerCustom":          {"add_noise", "noise_seed", "-", "cfg"},
	"KSampler (Efficient)":   {"seed", "-", "steps", "cfg", "sampler_name", "scheduler", "denoise"},
	"CLIPTextEncode":         {"text"},
	"CLIPTextEncodeSDXL":     {"-", "-", "-", "-", "-", "-", "text_g", "text_l"},
	"CLIPTextEncodeFlux":     {"clip_l", "t5xxl", "guidance"},
	"CheckpointLoaderSimple": {"ckpt_name"},
	"CheckpointLoader":       {"-", "ckpt_name"},
	"UNETLoader":             {"unet_name"},
	"UnetLoaderGGUF":         {"unet_name"},
	"LoraLoader":             {"lora_name", "strength_model"},
	"LoraLoaderModelOnly":    {"lora_name", "strength_model"},
	"EmptyLatentImage":       {"width", "height"},
	"EmptySD3LatentImage":    {"width", "height"},
	"RandomNoise":            {"noise_seed"},
	"KSamplerSelect":         {"sampler_name"},
	"BasicScheduler":         {"scheduler", "steps", "denoise"},
	"CFGGuider":              {"cfg"},
	"FluxGuidance":           {"guidance"},
	"PrimitiveNode":          {"value"},
	"String Literal":         {"string"},
}

// drawn makes the nodes of a graph of a workflow. Nodes that are muted or passed by are no
// part of it.
func drawn(o object) map[string]node {
	var list []json.RawMessage
	if json.Unmarshal(o.values["nodes"], &list) != nil || len(list) > maxNodes {
		return nil
	}
	from := linksOf(o.values["links"])
	nodes := make(map[string]node, len(list))
	for _, raw := range list {
		var d drawnNode
		const always = 0
		if json.Unmarshal(raw, &d) != nil || d.Mode != always {
			continue
		}
		n := node{Class: d.Type, Inputs: map[string]json.RawMessage{}}
		for name, value := range namedValues(d) {
			n.Inputs[name] = value
		}
		for _, in := range d.Inputs {
			if in.Link == nil {
				continue
			}
			if to, ok := from[in.Link.String()]; ok {
				n.Inputs[in.Name] = json.RawMessage("[" + strconv.Quote(to) + ",0]")
			}
		}
		nodes[d.ID.String()] = n
	}
	return nodes
}

// namedValues gives the values of a node their names.
func namedValues(d drawnNode) map[string]json.RawMessage {
	named := map[string]json.RawMessage{}
	if len(d.Values) > 0 && d.Values[0] == '{' {
		_ = json.Unmarshal(d.Values, &named) // what cannot be read has no values
		return named
	}
	var values []json.RawMessage
	_ = json.Unmarshal(d.Values, &values) // likewise
	for i, name := range widgets[d.Type] {
		if i < len(values) && name != "-" {
			named[name] = values[i]
		}
	}
	return named
}

// linksOf tells for each link from which node it comes. A link is a list of its
// number, the node and slot it comes from, and those it goes to; newer files
// have objects.
func linksOf(raw json.RawMessage) map[string]string {
	from := map[string]string{}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return from
	}
	for _, l := range list {
		var parts []json.RawMessage
		if json.Unmarshal(l, &parts) == nil && len(parts) >= 5 {
			from[plain(parts[0])] = plain(parts[1])
			continue
		}
		if o, err := parseObject(string(l)); err == nil {
			from[o.text("id")] = o.text("origin_id")
		}
	}
	return from
}
