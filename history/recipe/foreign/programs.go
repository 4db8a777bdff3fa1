package foreign

import (
	"encoding/json"
	"strings"
)

// readObject tells by its fields which program wrote an object, and reads it.
func readObject(key string, o object) (Recipe, error) {
	switch {
	case o.has("sui_image_params"):
		return swarm(o)
	case key == "sd-metadata", o.has("image") && o.has("model_weights"):
		return invokeOld(o)
	case key == "invokeai_metadata", o.has("app_version") && o.has("generation_mode"), o.has("positive_prompt"):
		return invoke(o)
	case isGraph(o), isWorkflow(o), o.has("workflow"), subIsGraph(o, "prompt"):
		return comfy(o)
	case o.has("uc") && (o.has("scale") || o.has("sampler")) && !o.has("c"):
		return novelAIObject(o, nil)
	case o.has("Description") && o.has("Comment"), o.has("Software") && o.has("Comment"):
		return novelAITexts(o)
	case o.has("c") && o.has("uc"):
		return flat("Draw Things", o)
	case isFooocus(o):
		return fooocus(o)
	case o.has("use_stable_diffusion_model"), o.has("num_inference_steps"), o.has("Stable Diffusion model"):
		return flat("Easy Diffusion", o)
	case hasPrompt(o):
		return flat("another program", o)
	}
	return Recipe{}, ErrNone
}

// hasPrompt tells whether an object has a prompt beside other facts that only
// a recipe has.
func hasPrompt(o object) bool {
	var found [nothing + 1]bool
	for _, key := range o.keys {
		if o.text(key) != "" {
			found[partOf(key)] = true
		}
	}
	return found[prompt] && (found[seed] || found[steps] || found[negativePrompt] || found[model])
}

func swarm(o object) (Recipe, error) {
	params, ok := o.sub("sui_image_params")
	if !ok {
		return Recipe{}, &FormError{"sui_image_params", "is not a JSON object"}
	}
	r, err := flat(strings.TrimSpace("SwarmUI "+params.text("swarm_version")), params)
	if err != nil {
		return r, err
	}
	for _, key := range []string{"sui_extra_data", "sui_models"} {
		if extra, ok := o.sub(key); ok {
			for _, name := range extra.keys {
				r.take(name, extra.text(name))
			}
		} else {
			r.add("models", o.text(key))
		}
	}
	return r, nil
}

// invoke reads what InvokeAI writes since version 3.
func invoke(o object) (Recipe, error) {
	if inner, ok := o.sub("metadata"); ok && !o.has("positive_prompt") {
		o = inner
	}
	return flat(strings.TrimSpace("InvokeAI "+o.text("app_version")), o)
}

// invokeOld reads what version 2 wrote: an object in an object, with the
// negative prompt in brackets within the prompt.
func invokeOld(o object) (Recipe, error) {
	image, ok := o.sub("image")
	if !ok {
		image, ok = firstOf(o.values["images"])
	}
	if !ok {
		return Recipe{}, &FormError{"sd-metadata", "says nothing about its picture"}
	}
	r, err := flat(strings.TrimSpace("InvokeAI "+o.text("app_version")), image)
	if err != nil {
		return r, err
	}
	if r.Model == "" || o.has("model_weights") {
		r.Model = o.text("model_weights")
	}
	r.Prompt, r.Negative = bracketed(r.Prompt)
	return r, nil
}

// firstOf returns the first of a list of objects.
func firstOf(raw json.RawMessage) (object, bool) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil || len(list) == 0 {
		return object{}, false
	}
	o, err := parseObject(string(list[0]))
	return o, err == nil
}

// invokeGraph tells of a picture of InvokeAI that it carries only the workflow,
// which says nothing about what a person asked for.
func (f file) invokeGraph() (Recipe, error) {
	for _, key := range []string{"invokeai_graph", "invokeai_workflow"} {
		if strings.HasPrefix(strings.TrimSpace(f.text(key)), "{") {
			return Recipe{Program: "InvokeAI", Note: "it carries a workflow, which does not tell the prompt"}, nil
		}
	}
	return Recipe{}, ErrNone
}

// bracketed parts "a cat [dog]" into what is wanted and what is not.
func bracketed(text string) (prompt, negative string) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexByte(text, '[')
	if at < 0 || !strings.HasSuffix(text, "]") {
		return text, ""
	}
	return strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1 : len(text)-1])
}

func isFooocus(o object) bool {
	version := o.text("version") + o.text("Version") + o.text("software") + o.text("metadata_scheme")
	return strings.Contains(strings.ToLower(version), "fooocus") ||
		(o.has("base_model") || o.has("Base Model") || o.has("base_model_name")) && (o.has("performance") || o.has("Performance") || o.has("sharpness") || o.has("Sharpness"))
}

// fooocus reads both the fields of its files and the labels of its log, and
// what its relatives write.
func fooocus(o object) (Recipe, error) {
	program := "Fooocus"
	for _, key := range []string{"version", "Version", "software"} {
		if v := o.text(key); strings.Contains(strings.ToLower(v), "fooocus") {
			program = v
			break
		}
	}
	return flat(program, o)
}

// easyDiffusion reads the texts that Easy Diffusion writes, one a fact.
func (f file) easyDiffusion() (Recipe, error) {
	if f.text("num_inference_steps") == "" && f.text("use_stable_diffusion_model") == "" && f.text("Stable Diffusion model") == "" {
		return Recipe{}, ErrNone
	}
	r := Recipe{Program: "Easy Diffusion"}
	for _, t := range f.texts {
		if len(t.Value) <= maxPrompt {
			r.take(t.Key, t.Value)
		}
	}
	if r.empty() {
		return Recipe{}, ErrNone
	}
	return r, nil
}
