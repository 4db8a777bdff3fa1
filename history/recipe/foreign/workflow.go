package foreign

import (
	"encoding/json"
	"strconv"
	"strings"
	"sync"
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
var widgets = sync.OnceValue(func() map[string][]string {
	return map[string][]string{
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
})

// The modes of nodes that are no part of what is run: muted, and passed by.
const (
	muted    = 2
	passedBy = 4
)

// drawing is a workflow: its nodes by their numbers, and where its links come
// from.
type drawing struct {
	nodes map[string]drawnNode
	links map[string]origin
	// named are the nodes that give what comes to them a name.
	named map[string]drawnNode
	left  int
}

// origin is where a link comes from, and the kind of what it brings.
type origin struct{ node, kind string }

// drawn makes the nodes of a graph of a workflow.
func drawn(o object) map[string]node {
	var list []json.RawMessage
	if json.Unmarshal(o.values["nodes"], &list) != nil || len(list) > maxNodes {
		return nil
	}
	w := &drawing{nodes: make(map[string]drawnNode, len(list)), links: linksOf(o.values["links"]), named: map[string]drawnNode{}, left: maxSteps}
	for _, raw := range list {
		var d drawnNode
		if json.Unmarshal(raw, &d) != nil {
			continue
		}
		w.nodes[d.ID.String()] = d
		if d.Type == "SetNode" {
			w.named[d.value()] = d
		}
	}
	nodes := make(map[string]node, len(list))
	for id, d := range w.nodes {
		if d.Mode == muted || d.Mode == passedBy {
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
			if to, ok := w.from(in.Link.String(), 0); ok {
				n.Inputs[in.Name] = json.RawMessage("[" + strconv.Quote(to) + ",0]")
			}
		}
		nodes[id] = n
	}
	return nodes
}

// from returns the node that a link comes from, behind those that only pass on.
func (w *drawing) from(link string, depth int) (string, bool) {
	at, ok := w.links[link]
	w.left--
	d, known := w.nodes[at.node]
	if !ok || !known || depth > maxDepth || w.left < 0 || d.Mode == muted {
		return at.node, false
	}
	passes := d.Mode == passedBy
	switch d.Type {
	case "GetNode":
		d, passes = w.named[d.value()], true
	case "Reroute", "SetNode":
		passes = true
	}
	if !passes {
		return at.node, true
	}
	for _, in := range d.Inputs {
		if in.Link != nil && (d.Mode != passedBy || w.links[in.Link.String()].kind == at.kind) {
			return w.from(in.Link.String(), depth+1)
		}
	}
	return at.node, false
}

// value is the first of the node's values, if that is a text.
func (d drawnNode) value() string {
	var values []json.RawMessage
	if json.Unmarshal(d.Values, &values) != nil || len(values) == 0 {
		return ""
	}
	return plain(values[0])
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
	if strings.HasPrefix(d.Type, "Power Lora Loader") {
		for i, v := range values {
			named["lora_"+strconv.Itoa(i)] = v
		}
	}
	for i, name := range widgets()[d.Type] {
		if i < len(values) && name != "-" {
			named[name] = values[i]
		}
	}
	return named
}

// linksOf tells for each link where it comes from. A link is a list of its
// number, the node and slot it comes from, those it goes to, and its kind; newer
// files have objects.
func linksOf(raw json.RawMessage) map[string]origin {
	from := map[string]origin{}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return from
	}
	for _, l := range list {
		var parts []json.RawMessage
		if json.Unmarshal(l, &parts) == nil && len(parts) >= 5 {
			at := origin{node: plain(parts[1])}
			if len(parts) > 5 {
				at.kind = plain(parts[5])
			}
			from[plain(parts[0])] = at
			continue
		}
		if o, err := parseObject(string(l)); err == nil {
			from[o.text("id")] = origin{o.text("origin_id"), o.text("type")}
		}
	}
	return from
}
