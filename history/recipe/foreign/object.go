package foreign

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// object is a JSON object with its fields in their order.
type object struct {
	keys   []string
	values map[string]json.RawMessage
}

// errNotJSON says that a text does not even begin as an object.
var errNotJSON = errors.New("not a JSON object")

// maxFields bounds the fields of an object.
const maxFields = 20_000

// parseObject reads an object. Python writes numbers that JSON does not know;
// they are read as null.
func parseObject(text string) (object, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return object{}, errNotJSON
	}
	data := []byte(text)
	if !json.Valid(data) {
		data = withoutNaN(data)
	}
	o := object{values: map[string]json.RawMessage{}}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return object{}, err
	}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return object{}, err
		}
		key, _ := token.(string) // the decoder takes no other
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return object{}, err
		}
		if _, again := o.values[key]; !again {
			o.keys = append(o.keys, key)
		}
		o.values[key] = value
		if len(o.keys) > maxFields {
			return object{}, errors.New("it has too many fields")
		}
	}
	_, err := decoder.Token()
	return o, err
}

// withoutNaN puts null where NaN and Infinity stand outside strings.
func withoutNaN(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		switch data[i] {
		case '"':
			end := closingQuote(data[i:])
			if end < 0 {
				return append(out, data[i:]...)
			}
			out = append(out, data[i:i+end+1]...)
			i += end + 1
			continue
		case 'N', 'I', '-':
			if word := bareNumber(data[i:]); word > 0 {
				out = append(out, "null"...)
				i += word
				continue
			}
		}
		out = append(out, data[i])
		i++
	}
	return out
}

func bareNumber(b []byte) int {
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
		if bytes.HasPrefix(b, []byte(word)) {
			return len(word)
		}
	}
	return 0
}

// has tells whether the object has the field.
func (o object) has(key string) bool { _, ok := o.values[key]; return ok }

// sub returns a field that is an object itself, or text that holds one.
func (o object) sub(key string) (object, bool) {
	raw := o.values[key]
	if len(raw) == 0 {
		return object{}, false
	}
	if raw[0] == '"' {
		raw = json.RawMessage(o.text(key))
	}
	s, err := parseObject(string(raw))
	return s, err == nil
}

// text returns a field as a person would write it, "" where there is none.
func (o object) text(key string) string { return plain(o.values[key]) }

// plain writes a JSON value as a person would: strings without quotes, lists
// with commas, of objects their names.
func plain(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		var s string
		if json.Unmarshal(raw, &s) != nil {
			return ""
		}
		return s
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			return ""
		}
		parts := make([]string, 0, min(len(list), maxSettings))
		for _, v := range list[:min(len(list), maxSettings)] {
			if s := plain(v); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	case '{':
		return nameOf(raw)
	case 'n':
		return "" // null
	}
	return string(raw)
}

// nameOf returns what an object is called, its JSON where it has no name.
func nameOf(raw json.RawMessage) string {
	o, err := parseObject(string(raw))
	if err != nil || len(o.keys) == 0 {
		return ""
	}
	for _, key := range []string{"model_name", "name", "prompt", "lora", "model", "key"} {
		if s := o.text(key); s != "" {
			if weight := o.text("weight"); weight != "" && (key == "lora" || key == "model") {
				return s + " " + weight
			}
			return s
		}
	}
	return string(raw[:min(len(raw), maxPrompt)])
}

// readJSON reads a text that is a JSON object.
func readJSON(key, text string) (Recipe, error) {
	o, err := parseObject(text)
	if errors.Is(err, errNotJSON) {
		return Recipe{}, err
	}
	if err != nil {
		return Recipe{}, &FormError{key, "is not valid JSON: " + because(err)}
	}
	return readObject(key, o)
}

// because says where JSON goes wrong.
func because(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%s at byte %d", syntax.Error(), syntax.Offset)
	}
	return "it ends too soon"
}
