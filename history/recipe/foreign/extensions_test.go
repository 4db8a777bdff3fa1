package foreign

import "testing"

const (
	swarmFull = `{"sui_image_params": {"prompt": "a cat <segment:face>eyes", "negativeprompt": "", "model": "sd_xl_base_1.0", "images": 1, "seed": 18446744073709551615, "steps": 20, "cfgscale": 7, "aspectratio": "1:1", "width": 1024, "height": 1024, "sampler": "euler", "scheduler": "karras", "loras": ["a", "b"], "loraweights": ["1", "0.5"], "automaticvae": true, "swarm_version": "0.9.5.0"},
 "sui_extra_data": {"date": "2024-09-05", "original_prompt": "a <wildcard:animal>", "prep_time": "0.00 sec", "generation_time": "1.42 sec"}, "sui_models": [{"name": "sd_xl_base_1.0.safetensors", "param": "model", "hash": "0x1234"}]}`

	fooocusFull = `{"adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL_v8", "base_model_hash": "aeb7e9e689", "clip_skip": 2, "full_negative_prompt": ["a","b"], "full_prompt": ["x","y"], "guidance_scale": 4, "lora_combined_1": "offset : 0.1", "loras": [["offset", 0.1, "4852686128"]], "metadata_scheme": "fooocus", "negative_prompt": "", "performance": "Speed", "prompt": "cat", "prompt_expansion": "cat, cinematic", "refiner_model": "None", "refiner_switch": 0.5, "resolution": "(1152, 896)", "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "7424", "sharpness": 2, "steps": 30, "styles": "['Fooocus V2', 'Fooocus Enhance']", "vae": "Default (model)", "version": "Fooocus v2.4.1"}`

	invoke3 = `{"app_version":"3.0.2","generation_mode":"txt2img","positive_prompt":"cat","negative_prompt":"","width":512,"height":768,"seed":2,"rand_device":"cpu","cfg_scale":7.5,"steps":30,"scheduler":"euler","clip_skip":0,"model":{"model_name":"sd-1","base_model":"sd-1","model_type":"main"},"controlnets":[],"loras":[{"lora":{"model_name":"ink","base_model":"sd-1"},"weight":0.75}],"vae":null,"positive_style_prompt":"moody"}`
	invoke4 = `{"generation_mode":"sdxl_txt2img","positive_prompt":"cat","negative_prompt":"dog","width":1024,"height":1024,"seed":2771,"cfg_scale":5.5,"steps":30,"scheduler":"dpmpp_3m_k","model":{"key":"3a","hash":"blake3:zz","name":"Juggernaut XL v9","base":"sdxl","type":"main"},"loras":[{"model":{"key":"q","hash":"b","name":"Ink","base":"sdxl","type":"lora"},"weight":0.6}],"app_version":"4.2.6"}`
	invoke5 = `{"generation_mode":"flux_txt2img","guidance":4,"width":1024,"height":1024,"positive_prompt":"cat","seed":1,"model":{"key":"a","hash":"b","name":"FLUX Dev","base":"flux","type":"main"},"steps":30,"t5_encoder":{"name":"t5"},"canvas_v2_metadata":{"controlLayers":[]},"app_version":"5.6.0"}`

	novel3 = `{"prompt":"1girl, sea","steps":28,"height":1216,"width":832,"scale":5.0,"cfg_rescale":0.0,"seed":3141592653,"noise_schedule":"native","reference_strength_multiple":[],"sampler":"k_euler","controlnet_model":null,"sm":false,"uc":"lowres, bad","request_type":"PromptGenerateRequest","signed_hash":"x"}`
	novel4 = `{"prompt":"2girls, sea","steps":23,"height":1216,"width":832,"scale":5.0,"seed":31,"sampler":"k_euler_ancestral","uc":"lowres","v4_prompt":{"caption":{"base_caption":"2girls, sea","char_captions":[{"char_caption":"girl, red hair","centers":[{"x":0.3,"y":0.5}]},{"char_caption":"girl, blue hair","centers":[{"x":0.7,"y":0.5}]}]},"use_coords":true,"use_order":true},"v4_negative_prompt":{"caption":{"base_caption":"lowres","char_captions":[{"char_caption":"hat","centers":[]},{"char_caption":"","centers":[]}]}}}`
)

// What extensions add to the forms, and what versions of the programs changed:
// all that is said is kept, each thing where it belongs.
func TestExtensions(t *testing.T) {
	t.Parallel()
	text := func(rest string) []Text { return one("parameters", rest) }
	const line = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768, Model: m"
	for _, tt := range []struct {
		name  string
		texts []Text
		want  string
	}{
		{
			"everything of the web UI", text("masterpiece, (best quality:1.2), <lora:foo:0.8>\nNegative prompt: lowres, bad\nsecond line\n\nthird\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 1234567890123, Size: 512x768, Model hash: abcdef1234, Model: v1-5-pruned, VAE hash: 735e4c3a44, VAE: x.safetensors, Denoising strength: 0.7, Clip skip: 2, Hires upscale: 2, Hires steps: 10, Hires upscaler: R-ESRGAN 4x+ Anime6B, Lora hashes: \"foo: abc123, bar: def456\", TI hashes: \"bad: 1234\", Version: v1.9.4"),
			`AUTOMATIC1111 v1.9.4|masterpiece, (best quality:1.2), <lora:foo:0.8>|lowres, bad⏎second line⏎⏎third|1234567890123|512x768|v1-5-pruned|DPM++ 2M|20|7|Schedule type=Karras|Model hash=abcdef1234|VAE hash=735e4c3a44|VAE=x.safetensors|Denoising strength=0.7|Clip skip=2|Hires upscale=2|Hires steps=10|Hires upscaler=R-ESRGAN 4x+ Anime6B|Lora hashes=foo: abc123, bar: def456|TI hashes=bad: 1234`,
		},
		{
			"hires prompts", text("a cat\n" + line + ", Hires prompt: \"a, big cat\\nline\", Hires negative prompt: \"ugly, bad\", Hires CFG Scale: 5, Hires checkpoint: other, Version: v1.10.1"),
			`AUTOMATIC1111 v1.10.1|a cat||1|512x768|m|Euler a|20|7|Hires prompt=a, big cat line|Hires negative prompt=ugly, bad|Hires CFG Scale=5|Hires checkpoint=other`,
		},
		{
			"ADetailer", text("a cat\n" + line + ", ADetailer model: face_yolov8n.pt, ADetailer prompt: \"face, beautiful eyes, <lora:x:1>\", ADetailer negative prompt: \"bad: x, y\", ADetailer confidence: 0.3, ADetailer model 2nd: hand_yolov8n.pt, ADetailer version: 24.5.1, Version: v1.9.4"),
			`AUTOMATIC1111 v1.9.4|a cat||1|512x768|m|Euler a|20|7|ADetailer model=face_yolov8n.pt|ADetailer prompt=face, beautiful eyes, <lora:x:1>|ADetailer negative prompt=bad: x, y|ADetailer confidence=0.3|ADetailer model 2nd=hand_yolov8n.pt|ADetailer version=24.5.1`,
		},
		{
			"regional prompter", text("a BREAK b ADDCOL c\n" + line + ", RP Active: True, RP Divide mode: Matrix, RP Ratios: \"1,1;2,3\", RP Options: [\"[\"]\", RP LoRA Stop Step: 0, Version: v1.9.4"),
			`AUTOMATIC1111 v1.9.4|a BREAK b ADDCOL c||1|512x768|m|Euler a|20|7|RP Active=True|RP Divide mode=Matrix|RP Ratios=1,1;2,3|RP Options=["["]"|RP LoRA Stop Step=0`,
		},
		{
			"ControlNet", text("a\n" + line + ", ControlNet 0: \"Module: canny, Model: control_v11p [d14c016b], Weight: 1, Resize Mode: Crop and Resize\", ControlNet 1: \"Module: none\", Version: v1.9.4"),
			`AUTOMATIC1111 v1.9.4|a||1|512x768|m|Euler a|20|7|ControlNet 0=Module: canny, Model: control_v11p [d14c016b], Weight: 1, Resize Mode: Crop and Resize|ControlNet 1=Module: none`,
		},
		{
			"older ControlNet", text("a\n" + line + ", ControlNet-0 Enabled: True, ControlNet-0 Module: canny, ControlNet-0 Guidance Start: 0"),
			`a web UI such as AUTOMATIC1111|a||1|512x768|m|Euler a|20|7|ControlNet-0 Enabled=True|ControlNet-0 Module=canny|ControlNet-0 Guidance Start=0`,
		},
		{
			"templates over lines", text("a red fox\nNegative prompt: x\n" + line + "\nTemplate: a {red|blue} fox,\nwith lines: of\n its own\nNegative Template: x\ny"),
			`a web UI such as AUTOMATIC1111|a red fox|x|1|512x768|m|Euler a|20|7|Template=a {red|blue} fox, with lines: of its own|Negative Template=x y`,
		},
		{
			"wildcard prompts", text("a red fox\n" + line + ", Wildcard prompt: \"a __colour__ fox\", File includes: , Version: v1.9"),
			`AUTOMATIC1111 v1.9|a red fox||1|512x768|m|Euler a|20|7|Wildcard prompt=a __colour__ fox`,
		},
		{
			"tiled diffusion", text("a\n" + line + ", Tiled Diffusion: {\"Method\": \"MultiDiffusion\", \"Tile tile width\": 96}, Tiled Diffusion upscaler: x, Version: v1.9"),
			`AUTOMATIC1111 v1.9|a||1|512x768|m|Euler a|20|7|Tiled Diffusion={"Method": "MultiDiffusion", "Tile tile width": 96}|Tiled Diffusion upscaler=x`,
		},
		{
			"steps in the negative prompt", text("a\nNegative prompt: bad\nSteps: are bad too\n" + line),
			`a web UI such as AUTOMATIC1111|a|bad⏎Steps: are bad too|1|512x768|m|Euler a|20|7`,
		},
		{
			"steps in the prompt", text("Steps: to heaven\n" + line),
			`a web UI such as AUTOMATIC1111|Steps: to heaven||1|512x768|m|Euler a|20|7`,
		},
		{
			"time behind it", text("a\nNegative prompt: b\n" + line + ", Version: v1.6.0\n\nTime taken: 3.2 sec.\n"),
			`AUTOMATIC1111 v1.6.0|a|b|1|512x768|m|Euler a|20|7|Time taken=3.2 sec.`,
		},
		{
			"lines of somebody behind it", text("a\n" + line + "\nhave fun\nwith it"),
			`a web UI such as AUTOMATIC1111|a||1|512x768|m|Euler a|20|7|Also=have fun with it`,
		},
		{
			"lines behind few pairs", text("a\nSteps: 5\nTemplate: {a|b}"),
			`a web UI such as AUTOMATIC1111|a|||0x0|||5||Template={a|b}`,
		},
		{
			"generated at Civitai", text("a\nNegative prompt: b\nSteps: 30, CFG scale: 3.5, Sampler: Euler a, Seed: 12, process: txt2img, Size: 832x1216, draft: false, baseModel: Illustrious, Created Date: 2025-03-10T0655:11.123Z, Clip skip: 2, Civitai resources: [{\"type\":\"checkpoint\",\"modelName\":\"Illustrious, XL\"}], Civitai metadata: {\"remixOfId\":1}"),
			`a web UI such as AUTOMATIC1111|a|b|12|832x1216||Euler a|30|3.5|process=txt2img|draft=false|baseModel=Illustrious|Created Date=2025-03-10T0655:11.123Z|Clip skip=2|Civitai resources=[{"type":"checkpoint","modelName":"Illustrious, XL"}]|Civitai metadata={"remixOfId":1}`,
		},
		{
			"Forge with modules behind the version", text("a\n" + line + ", Distilled CFG Scale: 3.5, Version: f2.0.1v1.10.1-previous-224, Module 1: ae, Module 2: clip_l"),
			`Forge f2.0.1v1.10.1-previous-224|a||1|512x768|m|Euler a|20|7|Distilled CFG Scale=3.5|Module 1=ae|Module 2=clip_l`,
		},
		{
			"Forge neo", text("a\n" + line + ", Shift: 9, Version: neo"),
			`Forge neo|a||1|512x768|m|Euler a|20|7|Shift=9`,
		},
		{
			"SD.Next", text("a\nNegative prompt: b\nSteps: 20, Size: 1024x1024, Sampler: Euler a, Seed: 1, CFG scale: 6, App: SD.Next, Version: 2a7005f, Pipeline: StableDiffusionXLPipeline, Model: m"),
			`SD.Next 2a7005f|a|b|1|1024x1024|m|Euler a|20|6|Pipeline=StableDiffusionXLPipeline`,
		},
		{
			"SD.Next before", text("a\nSteps: 20, Seed: 1, Sampler: Default, CFG scale: 6, Size-1: 512, Size-2: 768, Parser: compel, Model: m, App: SD.Next, Version: 2a7005f"),
			`SD.Next 2a7005f|a||1|512x768|m|Default|20|6|Parser=compel`,
		},
		{
			"stable-diffusion.cpp", text("a\nSteps: 20, CFG scale: 7.000000, Guidance: 3.500000, Seed: 42, Size: 512x512, Model: x, RNG: cuda, Sampler: euler_a, Version: stable-diffusion.cpp"),
			`stable-diffusion.cpp|a||42|512x512|x|euler_a|20|7.000000|Guidance=3.500000|RNG=cuda`,
		},
		{
			"lines as Windows ends them", text("a cat\r\nNegative prompt: b\r\n" + line + "\r\n"),
			`a web UI such as AUTOMATIC1111|a cat|b|1|512x768|m|Euler a|20|7`,
		},
		{
			"no steps", text("a cat\nSampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x512"),
			`a web UI such as AUTOMATIC1111|a cat||42|512x512||Euler a||7`,
		},
		{
			"saved by ComfyUI", text("a cat\nNegative prompt: b\n" + line + ", Clip skip: 2, Hashes: {\"model\":\"abc\",\"LORA:ink\":\"def\"}, Version: ComfyUI"),
			`ComfyUI|a cat|b|1|512x768|m|Euler a|20|7|Clip skip=2|Hashes={"model":"abc","LORA:ink":"def"}`,
		},
		{
			"a seed of 20 digits", text("a\nSteps: 1, Seed: 18446744073709551615, Size: 1x1, Sampler: x"),
			`a web UI such as AUTOMATIC1111|a||18446744073709551615|1x1||x|1|`,
		},
		{
			"variations", text("a\nSteps: 1, Seed: -1, Size: 1x1, Sampler: x, Variation seed: 4, Variation seed strength: 0.1, Seed resize from: 512x512"),
			`a web UI such as AUTOMATIC1111|a||-1|1x1||x|1||Variation seed=4|Variation seed strength=0.1|Seed resize from=512x512`,
		},
		{
			"a plot", text("a\n" + line + ", Script: X/Y/Z plot, X Type: Seed, X Values: \"1,2,3\", Y Type: Nothing"),
			`a web UI such as AUTOMATIC1111|a||1|512x768|m|Euler a|20|7|Script=X/Y/Z plot|X Type=Seed|X Values=1,2,3|Y Type=Nothing`,
		},
		{
			"inpainting", text("a\n" + line + ", Face restoration: CodeFormer, Denoising strength: 0.75, Mask blur: 4, Inpaint area: Only masked, Pad conds: True"),
			`a web UI such as AUTOMATIC1111|a||1|512x768|m|Euler a|20|7|Face restoration=CodeFormer|Denoising strength=0.75|Mask blur=4|Inpaint area=Only masked|Pad conds=True`,
		},
		{
			"a negative prompt in small letters is a prompt", text("a, b\nnegative prompt: lower\n" + line),
			`a web UI such as AUTOMATIC1111|a, b⏎negative prompt: lower||1|512x768|m|Euler a|20|7`,
		},
		{
			"everything of SwarmUI", text(swarmFull),
			`SwarmUI 0.9.5.0|a cat <segment:face>eyes||18446744073709551615|1024x1024|sd_xl_base_1.0|euler|20|7|images=1|aspectratio=1:1|scheduler=karras|loras=a, b|loraweights=1, 0.5|automaticvae=true|original prompt=a <wildcard:animal>|models=sd_xl_base_1.0.safetensors`,
		},
		{
			"everything of Fooocus", append(text(fooocusFull), Text{"fooocus_scheme", "fooocus"}),
			`Fooocus v2.4.1|cat||7424|1152x896|juggernautXL_v8|dpmpp_2m_sde_gpu|30|4|adm guidance=(1.5, 0.8, 0.3)|base model hash=aeb7e9e689|clip skip=2|lora combined 1=offset : 0.1|loras=offset, 0.1, 4852686128|performance=Speed|prompt expansion=cat, cinematic|refiner switch=0.5|scheduler=karras|sharpness=2|styles=['Fooocus V2', 'Fooocus Enhance']|vae=Default (model)`,
		},
		{
			"everything of Fooocus as AUTOMATIC1111", append(text("cat, cinematic\nNegative prompt: x\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 12, Size: 1152x896, CFG scale: 4, Sharpness: 2, ADM Guidance: \"(1.5, 0.8, 0.3)\", Model: jug, Performance: Speed, VAE: Default (model), Raw prompt: cat, Raw negative prompt: , Lora hashes: \"offset: 4852: 0.1\", Version: Fooocus v2.4.1"), Text{"fooocus_scheme", "a1111"}),
			`Fooocus v2.4.1|cat||12|1152x896|jug|DPM++ 2M SDE Karras|30|4|Sharpness=2|ADM Guidance=(1.5, 0.8, 0.3)|Performance=Speed|VAE=Default (model)|Lora hashes=offset: 4852: 0.1`,
		},
		{
			"Fooocus in EXIF",
			[]Text{{"UserComment", fooocusFull}, {"MakerNote", "fooocus"}, {"Software", "Fooocus v2.4.1"}},
			`Fooocus v2.4.1|cat||7424|1152x896|juggernautXL_v8|dpmpp_2m_sde_gpu|30|4|adm guidance=(1.5, 0.8, 0.3)|base model hash=aeb7e9e689|clip skip=2|lora combined 1=offset : 0.1|loras=offset, 0.1, 4852686128|performance=Speed|prompt expansion=cat, cinematic|refiner switch=0.5|scheduler=karras|sharpness=2|styles=['Fooocus V2', 'Fooocus Enhance']|vae=Default (model)`,
		},
		{
			"InvokeAI 3", one("invokeai_metadata", invoke3),
			`InvokeAI 3.0.2|cat||2|512x768|sd-1|euler|30|7.5|generation mode=txt2img|rand device=cpu|scheduler=euler|clip skip=0|loras=ink 0.75|positive style prompt=moody`,
		},
		{
			"InvokeAI 4", one("invokeai_metadata", invoke4),
			`InvokeAI 4.2.6|cat|dog|2771|1024x1024|Juggernaut XL v9|dpmpp_3m_k|30|5.5|generation mode=sdxl_txt2img|scheduler=dpmpp_3m_k|loras=Ink 0.6`,
		},
		{
			"InvokeAI 5", one("invokeai_metadata", invoke5),
			`InvokeAI 5.6.0|cat||1|1024x1024|FLUX Dev||30|4|generation mode=flux_txt2img|t5 encoder=t5|canvas v2 metadata={"controlLayers":[]}`,
		},
		{
			"InvokeAI 2 of several pictures", one("sd-metadata", `{"model_weights":"sd-1.5","app_version":"2.0","images":[{"prompt":[{"prompt":"a cat [dog, bad]","weight":1}],"steps":50,"seed":42}]}`),
			`InvokeAI 2.0|a cat|dog, bad|42|0x0|sd-1.5||50|`,
		},
		{
			"InvokeAI 2 with two prompts", one("sd-metadata", `{"model_weights":"sd-1.5","image":{"prompt":[{"prompt":"a cat","weight":0.7},{"prompt":"a hat","weight":0.3}],"steps":50,"seed":42}}`),
			`InvokeAI|a cat, a hat||42|0x0|sd-1.5||50|`,
		},
		{
			"InvokeAI 4 in any text", one("UserComment", invoke4),
			`InvokeAI 4.2.6|cat|dog|2771|1024x1024|Juggernaut XL v9|dpmpp_3m_k|30|5.5|generation mode=sdxl_txt2img|scheduler=dpmpp_3m_k|loras=Ink 0.6`,
		},
		{
			"NovelAI 3",
			[]Text{{"Title", "NovelAI generated image"}, {"Description", "1girl, sea"}, {"Software", "NovelAI"}, {"Source", "Stable Diffusion XL 7BCCAA2C"}, {"Comment", novel3}},
			`NovelAI|1girl, sea|lowres, bad|3141592653|832x1216|Stable Diffusion XL 7BCCAA2C|k_euler|28|5.0|cfg rescale=0.0|noise schedule=native|sm=false|request type=PromptGenerateRequest`,
		},
		{
			"NovelAI 4 with characters",
			[]Text{{"Description", "2girls, sea"}, {"Software", "NovelAI"}, {"Source", "NovelAI Diffusion V4.5 4BDE2A90"}, {"Comment", novel4}},
			`NovelAI|2girls, sea|lowres|31|832x1216|NovelAI Diffusion V4.5 4BDE2A90|k_euler_ancestral|23|5.0|character 1=girl, red hair|character 2=girl, blue hair|unwanted of character 1=hat`,
		},
		{
			"NovelAI 4 with nothing but captions",
			[]Text{{"Software", "NovelAI"}, {"Comment", `{"steps":23,"seed":31,"v4_prompt":{"caption":{"base_caption":"only here","char_captions":[]}}}`}},
			`NovelAI|only here||31|0x0|||23|`,
		},
		{
			"NovelAI from a picture",
			[]Text{{"Title", "AI generated image"}, {"Description", "x"}, {"Software", "NovelAI"}, {"Source", "Stable Diffusion 81274D13"}, {"Comment", `{"steps": 28, "sampler": "k_euler", "seed": 496, "strength": 0.69, "noise": 0.667, "scale": 12.0, "uc": "lowres"}`}},
			`NovelAI|x|lowres|496|0x0|Stable Diffusion 81274D13|k_euler|28|12.0|strength=0.69|noise=0.667`,
		},
		{
			"Draw Things with more", one("UserComment", `{"c":"cat","uc":"","seed":1,"steps":8,"scale":1.5,"size":"512x768","sampler":"LCM","model":"sd.ckpt","lora":[{"model":"x.ckpt","weight":0.6}],"v2":{"aestheticScore":6}}`),
			`Draw Things|cat||1|512x768|sd.ckpt|LCM|8|1.5|lora=x.ckpt 0.6|v2={"aestheticScore":6}`,
		},
		{
			"Midjourney",
			[]Text{{"Description", "a cat, on a mat --ar 16:9 --no dogs, hats --tile --v 6.1 --seed 7 Job ID: 01234567-89ab-cdef-0123-456789abcdef"}, {"Author", "somebody"}},
			`Midjourney|a cat, on a mat|dogs, hats|7|0x0|||||ar=16:9|tile=on|v=6.1|job=01234567-89ab-cdef-0123-456789abcdef`,
		},
	} {
		r, err := Read(tt.texts)
		if got := said(r); err != nil || got != tt.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", tt.name, got, err, tt.want)
		}
	}
}
