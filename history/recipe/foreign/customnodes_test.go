package foreign

import "testing"

// The nodes that most of the graphs below have in common.
const (
	ckpt   = `"1":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"x"}}`
	catDog = `"3":{"class_type":"CLIPTextEncode","inputs":{"text":"cat","clip":["1",1]}},"4":{"class_type":"CLIPTextEncode","inputs":{"text":"bad","clip":["1",1]}}`
	empty  = `"5":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":640}}`
	// settled is what a sampler has beside its links.
	settled = `"steps":20,"cfg":7,"sampler_name":"euler","scheduler":"normal"`
	ksample = `"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["1",0],"positive":["3",0],"negative":["4",0],"latent_image":["5",0]}}`
	drawnK  = `"widgets_values":[42,"fixed",20,8,"euler","normal",1]}`
)

// What can be told of ComfyUI's graphs and workflows where they hold nodes that
// others made.
func TestCustomNodes(t *testing.T) {
	t.Parallel()
	graph := func(text string) []Text { return one("prompt", "{"+text+"}") }
	workflow := func(nodes, links string) []Text {
		return one("workflow", `{"last_node_id":20,"nodes":[`+nodes+`],"links":[`+links+`]}`)
	}
	for _, tt := range []struct {
		name  string
		texts []Text
		want  string
	}{
		{
			"efficiency nodes", graph(`"1":{"class_type":"Efficient Loader","inputs":{"ckpt_name":"dream.safetensors","lora_name":"ink.safetensors","lora_model_strength":0.7,"positive":"a cat","negative":"dog","empty_latent_width":512,"empty_latent_height":768}},"2":{"class_type":"KSampler (Efficient)","inputs":{"seed":123,` + settled + `,"model":["1",0],"positive":["1",1],"negative":["1",2],"latent_image":["1",3]}},"3":{"class_type":"PreviewImage","inputs":{"images":["2",5]}}`),
			`ComfyUI|a cat|dog|123|512x768|dream.safetensors|euler|20|7|scheduler=normal|LoRA=ink.safetensors 0.7`,
		},
		{
			"a table of LoRAs and a node for the seed", graph(ckpt + `,"2":{"class_type":"Power Lora Loader (rgthree)","inputs":{"lora_1":{"on":true,"lora":"a.safetensors","strength":0.8},"lora_2":{"on":false,"lora":"b.safetensors","strength":1},"model":["1",0],"clip":["1",1]}},` + catDog + "," + empty + `,"6":{"class_type":"KSampler","inputs":{"seed":["9",0],` + settled + `,"model":["2",0],"positive":["3",0],"negative":["4",0],"latent_image":["5",0]}},"9":{"class_type":"Seed (rgthree)","inputs":{"seed":777}}`),
			`ComfyUI|cat|bad|777|512x640|x|euler|20|7|scheduler=normal|LoRA=a.safetensors 0.8`,
		},
		{
			"a stack of LoRAs", graph(ckpt + `,"7":{"class_type":"CR LoRA Stack","inputs":{"switch_1":"On","lora_name_1":"a.safetensors","model_weight_1":0.8,"switch_2":"Off","lora_name_2":"b","switch_3":"On","lora_name_3":"None"}},"2":{"class_type":"CR Apply LoRA Stack","inputs":{"model":["1",0],"lora_stack":["7",0]}},` + catDog + "," + empty + `,"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["2",0],"positive":["3",0],"negative":["4",0],"latent_image":["5",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal|LoRA=a.safetensors 0.8`,
		},
		{
			"an encoder of templates", graph(ckpt + "," + catDog + "," + empty + `,"7":{"class_type":"ImpactWildcardEncode","inputs":{"wildcard_text":"{a|b} cat","populated_text":"a cat","seed":3,"model":["1",0]}},"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["7",0],"positive":["7",2],"negative":["4",0],"latent_image":["5",0]}}`),
			`ComfyUI|a cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a processor of templates", graph(ckpt + "," + empty + `,"2":{"class_type":"ImpactWildcardProcessor","inputs":{"wildcard_text":"{a|b} cat","populated_text":"b cat"}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":["2",0]}},"4":{"class_type":"ConditioningZeroOut","inputs":{"conditioning":["3",0]}},` + ksample),
			`ComfyUI|b cat||5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"faces that are drawn again", graph(ckpt + "," + catDog + "," + empty + "," + ksample + `,"7":{"class_type":"VAEDecode","inputs":{"samples":["6",0]}},"8":{"class_type":"FaceDetailer","inputs":{"image":["7",0],"model":["1",0],"seed":99,"steps":10,"cfg":8,"sampler_name":"dpmpp","positive":["3",0],"negative":["4",0]}},"9":{"class_type":"SaveImage","inputs":{"images":["8",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"two samplers", graph(ckpt + "," + catDog + "," + empty + "," + ksample + `,"10":{"class_type":"LatentUpscale","inputs":{"samples":["6",0],"width":1024,"height":1280}},"11":{"class_type":"KSampler","inputs":{"seed":6,` + settled + `,"denoise":0.5,"model":["1",0],"positive":["3",0],"negative":["4",0],"latent_image":["10",0]}},"7":{"class_type":"VAEDecode","inputs":{"samples":["11",0]}},"9":{"class_type":"SaveImage","inputs":{"images":["7",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"base and refiner", graph(ckpt + `,"2":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"refiner"}},"3":{"class_type":"CLIPTextEncodeSDXL","inputs":{"width":4096,"height":4096,"text_g":"cat g","text_l":"cat l"}},"4":{"class_type":"CLIPTextEncodeSDXL","inputs":{"text_g":"bad","text_l":"bad"}},` + empty + `,"6":{"class_type":"KSamplerAdvanced","inputs":{"add_noise":"enable","noise_seed":5,` + settled + `,"model":["1",0],"positive":["3",0],"negative":["4",0],"latent_image":["5",0]}},"8":{"class_type":"CLIPTextEncodeSDXLRefiner","inputs":{"text":"ref"}},"11":{"class_type":"KSamplerAdvanced","inputs":{"add_noise":"disable","noise_seed":0,` + settled + `,"model":["2",0],"positive":["8",0],"negative":["8",0],"latent_image":["6",0]}},"7":{"class_type":"VAEDecode","inputs":{"samples":["11",0]}},"9":{"class_type":"SaveImage","inputs":{"images":["7",0]}}`),
			`ComfyUI|cat g, cat l|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a styler", graph(ckpt + "," + empty + `,"2":{"class_type":"SDXLPromptStyler","inputs":{"text_positive":"cat","text_negative":"bad","style":"anime"}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":["2",0]}},"4":{"class_type":"CLIPTextEncode","inputs":{"text":["2",1]}},` + ksample),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"texts put together", graph(empty + `,"2":{"class_type":"Text Multiline","inputs":{"text":"a cat"}},"22":{"class_type":"Text Multiline","inputs":{"text":"best"}},"23":{"class_type":"Text Concatenate","inputs":{"delimiter":" / ","text_a":["2",0],"text_b":["22",0]}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":["23",0]}},"24":{"class_type":"ShowText|pysssss","inputs":{"text":["23",0],"text_0":"a cat / best"}},"4":{"class_type":"ConditioningZeroOut","inputs":{"conditioning":["3",0]}},"1":{"class_type":"UnetLoaderGGUF","inputs":{"unet_name":"flux.gguf"}},` + ksample),
			`ComfyUI|a cat / best||5|512x640|flux.gguf|euler|20|7|scheduler=normal`,
		},
		{
			"strings put together", graph(ckpt + "," + empty + `,"2":{"class_type":"StringConcatenate","inputs":{"string_a":"a cat","string_b":"on a mat","delimiter":" "}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":["2",0]}},"4":{"class_type":"CLIPTextEncode","inputs":{"text":""}},` + ksample),
			`ComfyUI|a cat on a mat||5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a string of its own", graph(ckpt + "," + empty + `,"2":{"class_type":"PrimitiveStringMultiline","inputs":{"value":"a cat\nsits"}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":["2",0]}},"4":{"class_type":"CLIPTextEncode","inputs":{"text":""}},` + ksample),
			`ComfyUI|a cat⏎sits||5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"conditionings combined", graph(ckpt + "," + empty + `,"2":{"class_type":"CLIPTextEncode","inputs":{"text":"one"}},"22":{"class_type":"CLIPTextEncode","inputs":{"text":"two"}},"3":{"class_type":"ConditioningCombine","inputs":{"conditioning_1":["2",0],"conditioning_2":["22",0]}},"4":{"class_type":"CLIPTextEncode","inputs":{"text":"bad"}},` + ksample),
			`ComfyUI|one, two|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a control picture", graph(ckpt + "," + catDog + "," + empty + `,"12":{"class_type":"ControlNetApplyAdvanced","inputs":{"strength":1,"positive":["3",0],"negative":["4",0],"image":["14",0]}},"14":{"class_type":"LoadImage","inputs":{"image":"a.png"}},"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["1",0],"positive":["12",0],"negative":["12",1],"latent_image":["5",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a picture as prompt", graph(ckpt + "," + catDog + "," + empty + `,"20":{"class_type":"IPAdapterAdvanced","inputs":{"weight":0.8,"model":["1",0]}},"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["20",0],"positive":["3",0],"negative":["4",0],"latent_image":["5",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"easy pipes", graph(`"1":{"class_type":"easy fullLoader","inputs":{"ckpt_name":"x.safetensors","lora_name":"None","empty_latent_width":832,"empty_latent_height":1216,"positive":"cat","negative":"bad"}},"2":{"class_type":"easy preSampling","inputs":{` + settled + `,"denoise":1,"seed":44,"pipe":["1",0]}},"3":{"class_type":"easy kSampler","inputs":{"image_output":"Preview","pipe":["2",0]}}`),
			`ComfyUI|cat|bad|44|832x1216|x.safetensors|euler|20|7|scheduler=normal`,
		},
		{
			"other pipes", graph(`"1":{"class_type":"ttN pipeLoader_v2","inputs":{"ckpt_name":"x","positive":"cat","negative":"bad","empty_latent_width":512,"empty_latent_height":512,"seed":3}},"2":{"class_type":"ttN pipeKSampler_v2","inputs":{` + settled + `,"seed":4,"pipe":["1",0]}}`),
			`ComfyUI|cat|bad|4|512x512|x|euler|20|7|scheduler=normal`,
		},
		{
			"reroutes", graph(ckpt + "," + catDog + "," + empty + `,"30":{"class_type":"Reroute","inputs":{"":["1",0]}},"31":{"class_type":"Reroute","inputs":{"":["32",0]}},"32":{"class_type":"Reroute (rgthree)","inputs":{"":["3",0]}},"6":{"class_type":"KSampler","inputs":{"seed":5,` + settled + `,"model":["30",0],"positive":["31",0],"negative":["4",0],"latent_image":["5",0]}}`),
			`ComfyUI|cat|bad|5|512x640|x|euler|20|7|scheduler=normal`,
		},
		{
			"a reroute to itself", graph(ckpt + "," + empty + `,"3":{"class_type":"Reroute","inputs":{"":["4",0]}},"4":{"class_type":"Reroute","inputs":{"":["3",0]}},` + ksample),
			`ComfyUI|||5|512x640|x|euler|20|7|scheduler=normalits workflow of 5 nodes does not tell the prompt`,
		},
		{
			"an edit by words", graph(`"3":{"class_type":"KSampler","inputs":{"seed":8,` + settled + `,"model":["66",0],"positive":["76",0],"negative":["77",0],"latent_image":["88",0]}},"66":{"class_type":"ModelSamplingAuraFlow","inputs":{"shift":3,"model":["89",0]}},"89":{"class_type":"LoraLoaderModelOnly","inputs":{"lora_name":"light.safetensors","strength_model":1,"model":["37",0]}},"37":{"class_type":"UNETLoader","inputs":{"unet_name":"qwen_edit.safetensors"}},"76":{"class_type":"TextEncodeQwenImageEdit","inputs":{"prompt":"make it red","image":["93",0]}},"77":{"class_type":"TextEncodeQwenImageEdit","inputs":{"prompt":""}},"88":{"class_type":"VAEEncode","inputs":{"pixels":["93",0]}},"93":{"class_type":"LoadImage","inputs":{"image":"x.png"}}`),
			`ComfyUI|make it red||8|0x0|qwen_edit.safetensors|euler|20|7|scheduler=normal|LoRA=light.safetensors 1`,
		},
		{
			"two encoders and a guider", graph(`"6":{"class_type":"CLIPTextEncodeFlux","inputs":{"clip_l":"short","t5xxl":"long text","guidance":3.5}},"7":{"class_type":"CLIPTextEncode","inputs":{"text":"neg"}},"12":{"class_type":"UNETLoader","inputs":{"unet_name":"flux1-dev"}},"13":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["25",0],"guider":["22",0],"sampler":["16",0],"sigmas":["17",0],"latent_image":["27",0]}},"16":{"class_type":"KSamplerSelect","inputs":{"sampler_name":"euler"}},"17":{"class_type":"BasicScheduler","inputs":{"scheduler":"simple","steps":25,"denoise":1}},"22":{"class_type":"CFGGuider","inputs":{"cfg":3,"model":["12",0],"positive":["6",0],"negative":["7",0]}},"25":{"class_type":"RandomNoise","inputs":{"noise_seed":["40",0]}},"40":{"class_type":"PrimitiveInt","inputs":{"value":912}},"27":{"class_type":"EmptySD3LatentImage","inputs":{"width":["41",0],"height":["41",1]}},"41":{"class_type":"SDXL Resolutions (JPS)","inputs":{"resolution":"landscape - 1216x832 (3:2)"}}`),
			`ComfyUI|long text, short|neg|912|0x0|flux1-dev|euler|25|3|scheduler=simple`,
		},
		{
			"numbers of a graph in a graph", graph(`"57:3":{"class_type":"KSampler","inputs":{"seed":8,` + settled + `,"model":["57:1",0],"positive":["57:2",0],"latent_image":["57:4",0]}},"57:1":{"class_type":"UNETLoader","inputs":{"unet_name":"z"}},"57:2":{"class_type":"CLIPTextEncode","inputs":{"text":"cat"}},"57:4":{"class_type":"EmptySD3LatentImage","inputs":{"width":8,"height":9}}`),
			`ComfyUI|cat||8|8x9|z|euler|20|7|scheduler=normal`,
		},
		{
			"a video", graph(`"3":{"class_type":"KSampler","inputs":{"seed":8,` + settled + `,"model":["37",0],"positive":["6",0],"negative":["7",0],"latent_image":["40",0]}},"37":{"class_type":"UNETLoader","inputs":{"unet_name":"wan"}},"6":{"class_type":"CLIPTextEncode","inputs":{"text":"waves"}},"7":{"class_type":"CLIPTextEncode","inputs":{"text":"bad"}},"40":{"class_type":"EmptyHunyuanLatentVideo","inputs":{"width":832,"height":480,"length":33}},"8":{"class_type":"VAEDecode","inputs":{"samples":["3",0]}},"49":{"class_type":"SaveVideo","inputs":{"video":["8",0]}}`),
			`ComfyUI|waves|bad|8|832x480|wan|euler|20|7|scheduler=normal`,
		},
		{
			"a service asked by a node", graph(`"1":{"class_type":"OpenAIGPTImage1","inputs":{"prompt":"a cat","seed":5,"size":"auto"}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0]}}`),
			`ComfyUI|a cat|||0x0||||`,
		},
		{
			"nobody knows", graph(`"1":{"class_type":"Mystery","inputs":{"a":1}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0]}}`),
			`ComfyUI||||0x0||||its workflow of 2 nodes does not tell the prompt`,
		},
		{
			"drawn with reroutes and names", workflow(`{"id":1,"type":"CheckpointLoaderSimple","mode":0,"widgets_values":["x.ckpt"]},{"id":2,"type":"Reroute","mode":0,"inputs":[{"name":"","link":1}]},{"id":3,"type":"CLIPTextEncode","mode":0,"inputs":[{"name":"clip","link":9}],"widgets_values":["cat"]},{"id":4,"type":"SetNode","mode":0,"inputs":[{"name":"CONDITIONING","link":3}],"widgets_values":["pos"]},{"id":5,"type":"GetNode","mode":0,"widgets_values":["pos"]},{"id":7,"type":"CLIPTextEncode","mode":0,"widgets_values":["bad"]},{"id":8,"type":"EmptyLatentImage","mode":0,"widgets_values":[512,512,1]},{"id":6,"type":"KSampler","mode":0,"inputs":[{"name":"model","link":2},{"name":"positive","link":5},{"name":"negative","link":6},{"name":"latent_image","link":7}],`+drawnK, `[1,1,0,2,0,"MODEL"],[2,2,0,6,0,"MODEL"],[3,3,0,4,0,"C"],[5,5,0,6,1,"C"],[6,7,0,6,2,"C"],[7,8,0,6,3,"L"]`),
			`ComfyUI|cat|bad|42|512x512|x.ckpt|euler|20|8|scheduler=normal`,
		},
		{
			"drawn and passed by", workflow(`{"id":1,"type":"CheckpointLoaderSimple","mode":0,"widgets_values":["x.ckpt"]},{"id":2,"type":"LoraLoader","mode":4,"inputs":[{"name":"clip","link":9},{"name":"model","link":1}],"widgets_values":["off.safetensors",1,1]},{"id":3,"type":"CLIPTextEncode","mode":0,"widgets_values":["cat"]},{"id":8,"type":"EmptyLatentImage","mode":0,"widgets_values":[512,512,1]},{"id":6,"type":"KSampler","mode":0,"inputs":[{"name":"model","link":2},{"name":"positive","link":5},{"name":"latent_image","link":7}],`+drawnK, `[1,1,0,2,0,"MODEL"],[9,1,1,2,1,"CLIP"],[2,2,0,6,0,"MODEL"],[5,3,0,6,1,"C"],[7,8,0,6,3,"L"]`),
			`ComfyUI|cat||42|512x512|x.ckpt|euler|20|8|scheduler=normal`,
		},
		{
			"drawn and muted", workflow(`{"id":3,"type":"CLIPTextEncode","mode":2,"widgets_values":["gone"]},{"id":4,"type":"CLIPTextEncode","mode":0,"widgets_values":["kept"]},{"id":6,"type":"KSampler","mode":0,"inputs":[{"name":"positive","link":4},{"name":"negative","link":3}],`+drawnK, `[3,3,0,6,1,"C"],[4,4,0,6,1,"C"]`),
			`ComfyUI|kept||42|0x0||euler|20|8|scheduler=normal`,
		},
		{
			"drawn with a table of LoRAs", workflow(`{"id":1,"type":"CheckpointLoaderSimple","mode":0,"widgets_values":["x.ckpt"]},{"id":2,"type":"Power Lora Loader (rgthree)","mode":0,"inputs":[{"name":"model","link":1}],"widgets_values":[{},{"type":"H"},{"on":true,"lora":"a.safetensors","strength":0.5},{}]},{"id":3,"type":"CLIPTextEncode","mode":0,"widgets_values":["cat"]},{"id":6,"type":"KSampler","mode":0,"inputs":[{"name":"model","link":2},{"name":"positive","link":5}],`+drawnK, `[1,1,0,2,0,"MODEL"],[2,2,0,6,0,"MODEL"],[5,3,0,6,1,"C"]`),
			`ComfyUI|cat||42|0x0|x.ckpt|euler|20|8|scheduler=normal|LoRA=a.safetensors 0.5`,
		},
		{
			"drawn with a text from elsewhere", workflow(`{"id":2,"type":"PrimitiveNode","mode":0,"widgets_values":["typed cat"]},{"id":3,"type":"CLIPTextEncode","mode":0,"inputs":[{"name":"clip","link":null},{"name":"text","link":4,"widget":{"name":"text"}}],"widgets_values":["stale"]},{"id":6,"type":"KSampler","mode":0,"inputs":[{"name":"positive","link":5}],`+drawnK, `[4,2,0,3,1,"STRING"],[5,3,0,6,1,"C"]`),
			`ComfyUI|typed cat||42|0x0||euler|20|8|scheduler=normal`,
		},
	} {
		r, err := Read(tt.texts)
		if got := said(r) + r.Note; err != nil || got != tt.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", tt.name, got, err, tt.want)
		}
	}
}
