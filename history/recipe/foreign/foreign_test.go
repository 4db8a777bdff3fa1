package foreign

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// said is what of a recipe matters, on one line.
func said(r Recipe) string {
	text := fmt.Sprintf("%s|%s|%s|%s|%dx%d|%s|%s|%s|%s", r.Program, r.Prompt, r.Negative, r.Seed, r.Width, r.Height, r.Model, r.Sampler, r.Steps, r.Guidance)
	for _, s := range r.Settings {
		text += "|" + s.Name + "=" + s.Value
	}
	return strings.ReplaceAll(text, "\n", "⏎")
}

func one(key, value string) []Text { return []Text{{key, value}} }

const comfyGraph = `{
 "3": {"inputs": {"seed": 156680208700286, "steps": 20, "cfg": 8.0, "sampler_name": "euler", "scheduler": "normal", "denoise": 1.0, "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}, "class_type": "KSampler"},
 "4": {"inputs": {"ckpt_name": "v1-5.safetensors"}, "class_type": "CheckpointLoaderSimple"},
 "10": {"inputs": {"lora_name": "ink.safetensors", "strength_model": 0.8, "strength_clip": 1.0, "model": ["4", 0], "clip": ["4", 1]}, "class_type": "LoraLoader"},
 "5": {"inputs": {"width": 512, "height": 768, "batch_size": 1}, "class_type": "EmptyLatentImage"},
 "6": {"inputs": {"text": "a harbour, \"dawn\"", "clip": ["10", 1]}, "class_type": "CLIPTextEncode"},
 "7": {"inputs": {"text": "text, watermark", "clip": ["10", 1]}, "class_type": "CLIPTextEncode"},
 "8": {"inputs": {"samples": ["3", 0], "vae": ["4", 2]}, "class_type": "VAEDecode", "is_changed": [NaN]},
 "9": {"inputs": {"filename_prefix": "ComfyUI", "images": ["8", 0]}, "class_type": "SaveImage"}}`

const comfyFlux = `{
 "6": {"inputs": {"text": ["30", 0], "clip": ["11", 0]}, "class_type": "CLIPTextEncode"},
 "30": {"inputs": {"string": "a lighthouse"}, "class_type": "String Literal"},
 "8": {"inputs": {"samples": ["13", 0], "vae": ["10", 0]}, "class_type": "VAEDecode"},
 "9": {"inputs": {"images": ["8", 0]}, "class_type": "SaveImage"},
 "12": {"inputs": {"unet_name": "flux1-dev.safetensors"}, "class_type": "UNETLoader"},
 "13": {"inputs": {"noise": ["25", 0], "guider": ["22", 0], "sampler": ["16", 0], "sigmas": ["17", 0], "latent_image": ["27", 0]}, "class_type": "SamplerCustomAdvanced"},
 "16": {"inputs": {"sampler_name": "euler"}, "class_type": "KSamplerSelect"},
 "17": {"inputs": {"scheduler": "simple", "steps": 25, "denoise": 1, "model": ["12", 0]}, "class_type": "BasicScheduler"},
 "22": {"inputs": {"model": ["12", 0], "conditioning": ["26", 0]}, "class_type": "BasicGuider"},
 "25": {"inputs": {"noise_seed": 9007199254740993}, "class_type": "RandomNoise"},
 "26": {"inputs": {"guidance": 3.5, "conditioning": ["6", 0]}, "class_type": "FluxGuidance"},
 "27": {"inputs": {"width": 1024, "height": 1024}, "class_type": "EmptySD3LatentImage"}}`

const comfyWorkflow = `{"last_node_id": 9, "nodes": [
 {"id": 7, "type": "CLIPTextEncode", "mode": 0, "inputs": [{"name": "clip", "link": 5}], "widgets_values": ["bad"]},
 {"id": 6, "type": "CLIPTextEncode", "mode": 0, "inputs": [{"name": "clip", "link": 3}], "widgets_values": ["a drawn harbour"]},
 {"id": 5, "type": "EmptyLatentImage", "mode": 0, "widgets_values": [640, 480, 1]},
 {"id": 3, "type": "KSampler", "mode": 0, "inputs": [{"name": "model", "link": 1}, {"name": "positive", "link": 4}, {"name": "negative", "link": 6}, {"name": "latent_image", "link": 2}], "widgets_values": [42, "randomize", 20, 8, "euler", "normal", 1]},
 {"id": 4, "type": "CheckpointLoaderSimple", "mode": 0, "widgets_values": ["drawn.ckpt"]},
 {"id": 11, "type": "CLIPTextEncode", "mode": 4, "widgets_values": ["passed by"]}],
 "links": [[1, 4, 0, 3, 0, "MODEL"], [2, 5, 0, 3, 3, "LATENT"], [3, 4, 1, 6, 0, "CLIP"], [4, 6, 0, 3, 1, "CONDITIONING"], [5, 4, 1, 7, 0, "CLIP"], [6, 7, 0, 3, 2, "CONDITIONING"]]}`

const novelComment = `{"prompt": "1girl, harbour", "steps": 28, "height": 1216, "width": 832, "scale": 5.0, "uncond_scale": 0.0, "seed": 4123456789, "sampler": "k_euler_ancestral", "uc": "lowres", "signed_hash": "abc=="}`

// Each form, as the programs write it.
func TestForms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		texts []Text
		want  string
	}{
		{
			"AUTOMATIC1111", one("parameters", "a cat,\nbest\nNegative prompt: dog,\nbad\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 4294967295, Size: 512x768, Model hash: 93b79e09ed, Model: any-v4.5, Lora hashes: \"ink: aa, gold: bb\", Version: v1.9.3"),
			"AUTOMATIC1111 v1.9.3|a cat,⏎best|dog,⏎bad|4294967295|512x768|any-v4.5|DPM++ 2M Karras|20|7|Model hash=93b79e09ed|Lora hashes=ink: aa, gold: bb",
		},
		{
			"Forge", one("UserComment", "a cat\nSteps: 4, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 7, Size: 896x1152, Model: flux1, Version: f2.0.1v1.10.1"),
			"Forge f2.0.1v1.10.1|a cat||7|896x1152|flux1|Euler|4|1|Schedule type=Simple|Distilled CFG Scale=3.5",
		},
		{"a colon in the prompt", one("parameters", "night: (neon:1.2), fog\nSteps: 1, Seed: 2, Size: 8x8"), "a web UI such as AUTOMATIC1111|night: (neon:1.2), fog||2|8x8|||1|"},
		{"templates of an extension", one("parameters", "red fox\nSteps: 5, Sampler: Euler a, Seed: 1, Size: 8x8\nTemplate: {red|blue} fox\nNegative Template: x"), "a web UI such as AUTOMATIC1111|red fox||1|8x8||Euler a|5||Template={red|blue} fox|Negative Template=x"},
		{
			"resources of Civitai", one("parameters", "fox\nSteps: 5, Sampler: Undefined, Seed: 1, Civitai resources: [{\"type\":\"lora\",\"weight\":1,\"modelName\":\"Ink, a\"}], Size: 8x8"),
			"a web UI such as AUTOMATIC1111|fox||1|8x8||Undefined|5||Civitai resources=[{\"type\":\"lora\",\"weight\":1,\"modelName\":\"Ink, a\"}]",
		},
		{"only a prompt", one("parameters", "just words"), "a web UI such as AUTOMATIC1111|just words|||0x0||||"},
		{"only a negative prompt", one("parameters", "Negative prompt: x\nSteps: 2, Seed: 3, Size: 1x1"), "a web UI such as AUTOMATIC1111||x|3|1x1|||2|"},
		{"only enlarged", one("postprocessing", "Postprocess upscale by: 4, Postprocess upscaler: R-ESRGAN 4x+"), "a web UI such as AUTOMATIC1111||||0x0|||||Postprocess upscale by=4|Postprocess upscaler=R-ESRGAN 4x+"},
		{"ComfyUI", append(one("workflow", comfyWorkflow), Text{"prompt", comfyGraph}), "ComfyUI|a harbour, \"dawn\"|text, watermark|156680208700286|512x768|v1-5.safetensors|euler|20|8.0|scheduler=normal|LoRA=ink.safetensors 0.8"},
		{"ComfyUI, custom sampling", one("prompt", comfyFlux), "ComfyUI|a lighthouse||9007199254740993|1024x1024|flux1-dev.safetensors|euler|25||scheduler=simple"},
		{"ComfyUI, only the workflow", one("workflow", comfyWorkflow), "ComfyUI|a drawn harbour|bad|42|640x480|drawn.ckpt|euler|20|8|scheduler=normal"},
		{"ComfyUI in EXIF", append(one("Make", "workflow:"+comfyWorkflow), Text{"Model", "prompt:" + comfyGraph}), "ComfyUI|a harbour, \"dawn\"|text, watermark|156680208700286|512x768|v1-5.safetensors|euler|20|8.0|scheduler=normal|LoRA=ink.safetensors 0.8"},
		{"ComfyUI in a comment", one("UserComment", `{"prompt": `+comfyGraph+`, "workflow": {}}`), "ComfyUI|a harbour, \"dawn\"|text, watermark|156680208700286|512x768|v1-5.safetensors|euler|20|8.0|scheduler=normal|LoRA=ink.safetensors 0.8"},
		{
			"InvokeAI", one("invokeai_metadata", `{"generation_mode": "txt2img", "positive_prompt": "a cat", "negative_prompt": "dog", "width": 768, "height": 512, "seed": 3141592653, "cfg_scale": 7.5, "steps": 30, "scheduler": "dpmpp_2m", "model": {"model_name": "sd15", "base_model": "sd-1"}, "loras": [{"lora": {"model_name": "ink"}, "weight": 0.75}], "app_version": "3.7.0"}`),
			"InvokeAI 3.7.0|a cat|dog|3141592653|768x512|sd15|dpmpp_2m|30|7.5|generation mode=txt2img|scheduler=dpmpp_2m|loras=ink 0.75",
		},
		{
			"InvokeAI 2", append(one("Dream", `"x" -s 1`), Text{"sd-metadata", `{"model": "stable diffusion", "model_weights": "sd-1.5", "app_version": "2.3.0", "image": {"prompt": [{"prompt": "a cat [dog]", "weight": 1.0}], "steps": 50, "cfg_scale": 7.5, "seed": 9, "width": 512, "height": 512, "sampler": "k_lms"}}`}),
			"InvokeAI 2.3.0|a cat|dog|9|512x512|sd-1.5|k_lms|50|7.5",
		},
		{"InvokeAI 1", one("Dream", `"a "big" cat [dog]" -s 50 -S 3735928559 -W 512 -H 768 -C 7.5 -A k_lms --seamless`), `InvokeAI|a "big" cat|dog|3735928559|512x768||k_lms|50|7.5|seamless=on`},
		{"InvokeAI 1, joined", one("Dream", `"a cat" -s50 -W512 -H512 -C7.5 -Ak_lms`), "InvokeAI|a cat|||512x512||k_lms|50|7.5"},
		{
			"SwarmUI", one("parameters", `{"sui_image_params": {"prompt": "a cat", "negativeprompt": "dog", "model": "sdxl", "seed": 1818, "steps": 20, "cfgscale": 7.0, "width": 1024, "height": 576, "sampler": "euler", "swarm_version": "0.9.7"}, "sui_extra_data": {"date": "2025-01-01"}}`),
			"SwarmUI 0.9.7|a cat|dog|1818|1024x576|sdxl|euler|20|7.0",
		},
		{"SwarmUI without a negative prompt", one("UserComment", `{"sui_image_params": {"prompt": "a cat", "seed": 1}}`), "SwarmUI|a cat||1|0x0||||"},
		{
			"Fooocus", append(one("fooocus_scheme", "fooocus"), Text{"parameters", `{"adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL", "full_prompt": ["cat, cinematic"], "guidance_scale": 4.0, "metadata_scheme": "fooocus", "negative_prompt": "", "performance": "Speed", "prompt": "cat", "resolution": "(1152, 896)", "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "5123456789012345678", "steps": 30, "styles": "['Fooocus V2']", "version": "Fooocus v2.5.5"}`}),
			"Fooocus v2.5.5|cat||5123456789012345678|1152x896|juggernautXL|dpmpp_2m_sde_gpu|30|4.0|adm guidance=(1.5, 0.8, 0.3)|performance=Speed|scheduler=karras|styles=['Fooocus V2']",
		},
		{
			"Fooocus as AUTOMATIC1111", one("parameters", "cat, cinematic\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 12, Size: 1152x896, CFG scale: 4, Model: jug, Raw prompt: \"cat\\nsits\", Version: Fooocus v2.5.5"),
			"Fooocus v2.5.5|cat⏎sits||12|1152x896|jug|DPM++ 2M SDE Karras|30|4",
		},
		{
			"Fooocus in its log", one("Comment", `{"Prompt": "cat", "Negative Prompt": "dog", "Performance": "Speed", "Resolution": "(896, 1152)", "Sharpness": 2, "Guidance Scale": 4, "Base Model": "jug", "Seed": 5, "Version": "Fooocus v2.1.0"}`),
			"Fooocus v2.1.0|cat|dog|5|896x1152|jug|||4|Performance=Speed|Sharpness=2",
		},
		{"RuinedFooocus", one("parameters", `{"Prompt": "cat", "Negative": "dog", "steps": 30, "cfg": 8, "width": 1152, "height": 896, "seed": 77, "sampler_name": "dpmpp", "base_model_name": "sdxl", "software": "RuinedFooocus"}`), "RuinedFooocus|cat|dog|77|1152x896|sdxl|dpmpp|30|8"},
		{
			"NovelAI",
			[]Text{{"Title", "NovelAI generated image"}, {"Description", "1girl, harbour"}, {"Software", "NovelAI"}, {"Source", "NovelAI Diffusion V4 37442FCA"}, {"Comment", novelComment}},
			"NovelAI|1girl, harbour|lowres|4123456789|832x1216|NovelAI Diffusion V4 37442FCA|k_euler_ancestral|28|5.0|uncond scale=0.0",
		},
		{
			"NovelAI behind the pixels", one("stealth", `{"Description": "x", "Software": "NovelAI", "Source": "SD", "Comment": `+fmt.Sprintf("%q", novelComment)+`}`),
			"NovelAI|1girl, harbour|lowres|4123456789|832x1216|SD|k_euler_ancestral|28|5.0|uncond scale=0.0",
		},
		{
			"Easy Diffusion",
			[]Text{{"prompt", "a cat"}, {"seed", "3"}, {"negative_prompt", "dog"}, {"num_inference_steps", "25"}, {"guidance_scale", "7.5"}, {"width", "512"}, {"height", "512"}, {"use_stable_diffusion_model", "sd-v1-4"}, {"sampler_name", "euler_a"}},
			"Easy Diffusion|a cat|dog|3|512x512|sd-v1-4|euler_a|25|7.5",
		},
		{"Easy Diffusion in EXIF", one("UserComment", `{"prompt": "a cat", "seed": 3, "num_inference_steps": 25, "use_stable_diffusion_model": "sd"}`), "Easy Diffusion|a cat||3|0x0|sd||25|"},
		{"Draw Things", one("UserComment", `{"c": "a cat", "uc": "dog", "seed": 99, "steps": 8, "scale": 1.5, "size": "512x768", "sampler": "LCM", "model": "sd.ckpt"}`), "Draw Things|a cat|dog|99|512x768|sd.ckpt|LCM|8|1.5"},
		{"somebody else", one("UserComment", `{"prompt": "a cat", "seed": 18446744073709551615}`), "another program|a cat||18446744073709551615|0x0||||"},
		{"text that acts", one("parameters", "p\x1b[2Jq\u202e\nSteps: 1, Seed: 1, Size: 1x1, Model: \"a\\u0007b\""), "a web UI such as AUTOMATIC1111|pq||1|1x1|ab||1|"},
	} {
		r, err := Read(tt.texts)
		if got := said(r); err != nil || got != tt.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", tt.name, got, err, tt.want)
		}
	}
}

// What is no recipe is none, and what must be one and cannot be read is told.
func TestNone(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]Text{
		"nothing":            nil,
		"of a camera":        one("UserComment", "Screenshot"),
		"of a painter":       one("Comment", "Created with GIMP"),
		"a caption":          one("Description", "The harbour: at night, with fog"),
		"an object":          one("UserComment", `{"device": "x", "model": "y"}`),
		"make and model":     {{"Make", "Canon"}, {"Model", "EOS: 5D"}},
		"an unknown prompt":  one("prompt", "words"),
		"title and software": {{"Title", "x"}, {"Software", "Adobe"}},
	} {
		if r, err := Read(texts); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for name, texts := range map[string][]Text{
		`the text "parameters" is not valid JSON: invalid character`: one("parameters", `{"sui_image_params": {"prompt": oops}}`),
		`the text "parameters" is not valid JSON: it ends too soon`:  one("parameters", `{"prompt": "a`),
		`the text "parameters" is in an unknown form`:                one("parameters", `{"colour": "red"}`),
		`the text "prompt" is not valid JSON`:                        one("prompt", `{"1": {"class_type": "x", "inputs": {`),
		`the text "Comment" is not valid JSON`:                       {{"Software", "NovelAI"}, {"Comment", "{x"}},
		`the text "invokeai_metadata" is not valid JSON`:             one("invokeai_metadata", "{\"a\x1b\": 1,}"),
	} {
		_, err := Read(texts)
		var form *FormError
		if !errors.As(err, &form) || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := Read(one("prompt", `{"1": {"class_type": "Mystery", "inputs": {}}, "2": {"class_type": "Other", "inputs": {}}}`))
	if err != nil || r.Note != "its workflow of 2 nodes does not tell the prompt" {
		t.Errorf("%+v, %v", r, err)
	}
}

// What leads in circles, is deep or long ends soon and takes little memory.
func TestHostile(t *testing.T) {
	var circle strings.Builder
	circle.WriteString("{")
	for i := range 300 {
		fmt.Fprintf(&circle, `"%d": {"class_type": "CLIPTextEncode", "inputs": {"text": ["%d",0], "text_g": ["%d",0], "prompt": ["%d",0], "string": ["0",0], "seed": ["%d",0], "positive": ["%d",0], "model": ["%d",0], "latent_image": ["%d",0]}},`,
			i, (i+1)%300, (i+2)%300, (i+3)%300, (i+1)%300, (i+1)%300, (i+1)%300, (i+1)%300)
	}
	circles := strings.TrimSuffix(circle.String(), ",") + "}"
	for name, texts := range map[string][]Text{
		"circles":         one("prompt", circles),
		"deep":            one("parameters", strings.Repeat(`{"a":`, 200_000)),
		"many fields":     one("parameters", "{"+strings.Repeat(`"a":1,`, 100_000)+`"b":1}`),
		"long":            one("parameters", strings.Repeat("word ", 1<<20)+"\nSteps: 1, Seed: 2, Size: 3x3"),
		"many lines":      one("parameters", strings.Repeat("\n", 4<<20)),
		"many pairs":      one("parameters", "x\nSteps: 1"+strings.Repeat(", a: b", 30_000)),
		"many quotes":     one("parameters", `{"a": NaN, "b": "`+strings.Repeat(`\"`, 1<<20)+`"}`),
		"open quotes":     one("parameters", "x\nSteps: 1, A: "+strings.Repeat(`"`, 100_000)),
		"open brackets":   one("parameters", "x\nSteps: 1"+strings.Repeat(`, A: [{`, 30_000)),
		"names of length": one("parameters", `{"`+strings.Repeat("n", 4<<20)+`": 1, "prompt": "x", "seed": 1}`),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Read(texts)
		runtime.ReadMemStats(&after)
		if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 400 {
			t.Errorf("%s: %d MB were used", name, grown)
		}
		if len(r.Settings) > maxSettings || err == nil && r.empty() && r.Note == "" {
			t.Errorf("%s: %d settings, %v", name, len(r.Settings), err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("prompt", comfyGraph)
	f.Add("prompt", comfyFlux)
	f.Add("workflow", comfyWorkflow)
	f.Add("Comment", novelComment)
	f.Add("Dream", `"a cat [dog]" -s 50 -S1 --x`)
	f.Add("parameters", "a\nNegative prompt: b\nSteps: 1, A: \"x, y\", C: [{\"a\":1}], Size: 1x2, Version: v1")
	f.Add("parameters", `{"sui_image_params": {"prompt": "a", "seed": NaN}}`)
	f.Add("sd-metadata", `{"image": {"prompt": [{"prompt": "a [b]"}]}}`)
	f.Fuzz(func(t *testing.T, key, text string) {
		r, err := Read(one(key, text))
		if err != nil {
			return
		}
		if again := r.Cleaned(); said(again) != said(r) {
			t.Errorf("%s is cleaned again to %s", said(r), said(again))
		}
	})
}
