package foreign

import (
	"encoding/json"
	"fmt"
	"strings"
)

// novelAI reads the texts that NovelAI writes: the prompt is the description,
// and the comment an object of the rest.
func (f file) novelAI() (Recipe, error) {
	if f.text("Software") != "NovelAI" && !strings.HasPrefix(f.text("Title"), "NovelAI") {
		return Recipe{}, ErrNone
	}
	comment := f.text("Comment")
	if comment == "" {
		comment = f.text("UserComment")
	}
	o, err := parseObject(comment)
	if err != nil {
		if comment != "" {
			return Recipe{}, &FormError{"Comment", "is not valid JSON: " + because(err)}
		}
		o = object{}
	}
	return novelAIObject(o, map[string]string{"Description": f.text("Description"), "Source": f.text("Source")})
}

// novelAITexts reads the same texts as fields of an object, in which they stand
// behind the pixels.
func novelAITexts(o object) (Recipe, error) {
	comment, _ := o.sub("Comment")
	return novelAIObject(comment, map[string]string{"Description": o.text("Description"), "Source": o.text("Source")})
}

func novelAIObject(o object, around map[string]string) (Recipe, error) {
	if inner, ok := o.sub("Comment"); ok {
		o = inner
	}
	r, err := flat("NovelAI", o)
	if err != nil && around["Description"] == "" {
		return Recipe{}, ErrNone
	}
	r.Program = "NovelAI"
	if caption, ok := r.characters(o, "v4_prompt", "character"); ok && r.Prompt == "" {
		r.Prompt = caption
	}
	if caption, ok := r.characters(o, "v4_negative_prompt", "unwanted of character"); ok && r.Negative == "" {
		r.Negative = caption
	}
	if r.Prompt == "" {
		r.Prompt = around["Description"]
	}
	if r.Model == "" {
		r.Model = around["Source"]
	}
	return r, nil
}

// characters adds the prompts of single characters, and returns that of all.
func (r *Recipe) characters(o object, key, name string) (caption string, ok bool) {
	outer, ok := o.sub(key)
	if !ok {
		return "", false
	}
	inner, ok := outer.sub("caption")
	if !ok {
		return "", false
	}
	var list []json.RawMessage
	_ = json.Unmarshal(inner.values["char_captions"], &list) // without a list there are none
	for i, raw := range list {
		if c, err := parseObject(string(raw)); err == nil {
			r.add(fmt.Sprintf("%s %d", name, i+1), c.text("char_caption"))
		}
	}
	return inner.text("base_caption"), true
}
