package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api"
)

// printed is the document as others read it.
func printed(t *testing.T) map[string]any {
	t.Helper()
	data, err := New().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// walk calls f for every object of the document, with where it stands.
func walk(at string, v any, f func(at string, object map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(at, v)
		for name, inner := range v {
			walk(at+"/"+strings.ReplaceAll(name, "/", "~1"), inner, f)
		}
	case []any:
		for i, inner := range v {
			walk(fmt.Sprintf("%s/%d", at, i), inner, f)
		}
	}
}

// follow returns what a reference leads to, nil if nothing.
func follow(doc map[string]any, ref string) any {
	var at any = doc
	for _, name := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		object, _ := at.(map[string]any)
		at = object[strings.ReplaceAll(name, "~1", "/")]
	}
	return at
}

// TestDocumentIsWhole: what the specification of OpenAPI 3.1 asks of a document
// is there, and every reference leads somewhere.
func TestDocumentIsWhole(t *testing.T) {
	t.Parallel()
	doc := printed(t)
	if doc["openapi"] != "3.1.0" || follow(doc, "#/info/title") == nil || follow(doc, "#/info/version") == nil {
		t.Errorf("openapi %v, info %v", doc["openapi"], doc["info"])
	}
	references := 0
	walk("#", doc, func(at string, object map[string]any) {
		if ref, ok := object["$ref"].(string); ok {
			references++
			if follow(doc, ref) == nil {
				t.Errorf("%s leads to %s, where nothing is", at, ref)
			}
		}
	})
	if references == 0 {
		t.Error("there are no references")
	}
	ids := map[string]string{}
	for path, item := range doc["paths"].(map[string]any) {
		if !strings.HasPrefix(path, "/") {
			t.Errorf("the path %q", path)
		}
		for method, operation := range item.(map[string]any) {
			checkOperation(t, ids, path, method, operation.(map[string]any))
		}
	}
}

func checkOperation(t *testing.T, ids map[string]string, path, method string, o map[string]any) {
	t.Helper()
	at := method + " " + path
	if !slices.Contains([]string{"get", "post", "delete"}, method) {
		t.Errorf("%s: no such method", at)
	}
	id, _ := o["operationId"].(string)
	if ids[id] != "" || id == "" {
		t.Errorf("%s: the id %q is that of %s, too", at, id, ids[id])
	}
	ids[id] = at
	var inPath []string
	for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
		inPath = append(inPath, m[1])
	}
	var declared []string
	parameters, _ := o["parameters"].([]any)
	for _, p := range parameters {
		p := p.(map[string]any)
		declared = append(declared, p["name"].(string))
		if p["in"] != "path" || p["required"] != true || p["schema"] == nil {
			t.Errorf("%s: parameter %v", at, p)
		}
	}
	if !slices.Equal(inPath, declared) {
		t.Errorf("%s: parameters %v, want %v", at, declared, inPath)
	}
	if (o["requestBody"] != nil) != (method == "post") {
		t.Errorf("%s: a body: %v", at, o["requestBody"])
	}
	responses := o["responses"].(map[string]any)
	for status, r := range responses {
		r := r.(map[string]any)
		if !regexp.MustCompile(`^([1-5]\d\d|default)$`).MatchString(status) || (r["$ref"] == nil) == (r["description"] == nil) {
			t.Errorf("%s: answer %s: %v", at, status, r)
		}
	}
	if responses["200"] == nil || responses["default"] == nil {
		t.Errorf("%s: answers %v", at, slices.Sorted(maps.Keys(responses)))
	}
}

// TestDocumentIsTheCatalogue: every address, field and error of the tables is
// there, as it stands there, and says how it is known.
func TestDocumentIsTheCatalogue(t *testing.T) {
	t.Parallel()
	doc := printed(t)
	marks := map[string]int{}
	for _, spec := range api.Catalogue() {
		for i, path := range spec.Paths {
			at := "#/paths/" + strings.ReplaceAll(path, "/", "~1") + "/" + strings.ToLower(spec.Method)
			o, _ := follow(doc, at).(map[string]any)
			known := spec.Known
			if i >= len(spec.Paths)-spec.Guesses {
				known = api.Undocumented
			}
			if o == nil || o["x-known"] != string(known) || o["summary"] != spec.Title || !strings.Contains(fmt.Sprint(o["description"]), spec.Source) {
				t.Errorf("%s: %v", at, o)
			}
			marks[string(known)]++
			if spec.Method != http.MethodPost {
				continue
			}
			form, _ := follow(doc, at+"/requestBody/content/multipart~1form-data/schema").(map[string]any)
			checkForm(t, spec, form)
		}
	}
	errors := map[int]bool{}
	for _, c := range api.CodeInfo() {
		list, _ := follow(doc, fmt.Sprintf("#/components/responses/Error%d/x-errors", c.Status)).([]any)
		for _, e := range list {
			e := e.(map[string]any)
			if e["code"] == float64(c.Code) && e["error"] == c.Name && e["meaning"] == c.Meaning && e["x-known"] == string(c.Known) {
				errors[c.Code] = true
			}
		}
		if !errors[c.Code] {
			t.Errorf("code %d is not among the errors of %d: %v", c.Code, c.Status, list)
		}
	}
	for _, m := range []api.Mark{api.Documented, api.Observed, api.Undocumented} {
		if marks[string(m)] == 0 {
			t.Errorf("no operation is %s", m)
		}
	}
}

func checkForm(t *testing.T, spec api.Spec, form map[string]any) {
	t.Helper()
	properties, _ := form["properties"].(map[string]any)
	if len(properties) != len(spec.Fields) {
		t.Errorf("%s: fields %v", spec.Operation, slices.Sorted(maps.Keys(properties)))
	}
	required := fmt.Sprint(form["required"])
	for _, f := range spec.Fields {
		p, _ := properties[f.Name].(map[string]any)
		if p == nil || p["x-known"] != string(f.Known) || p["description"] != f.Doc || f.Known == "" {
			t.Errorf("%s: field %s: %v", spec.Operation, f.Name, p)
		}
		if strings.Contains(required, f.Name) != f.Required {
			t.Errorf("%s: required %s, the field %s is: %v", spec.Operation, required, f.Name, f.Required)
		}
		var values []any
		for _, v := range f.Values {
			values = append(values, v)
		}
		where := "enum"
		if f.Open {
			where = "examples"
		}
		if f.Kind == api.Choice && fmt.Sprint(p[where]) != fmt.Sprint(values) {
			t.Errorf("%s: %s of %s is %v", spec.Operation, where, f.Name, p[where])
		}
	}
}

// TestEverythingSaysHowItIsKnown: operations, fields, members of answers,
// answers and errors alike.
func TestEverythingSaysHowItIsKnown(t *testing.T) {
	t.Parallel()
	marked := 0
	walk("#", printed(t), func(at string, object map[string]any) {
		parts := strings.Split(at, "/")
		in := ""
		if len(parts) > 1 {
			in = parts[len(parts)-2]
		}
		member := slices.Contains([]string{"properties", "x-errors", "parameters", "headers", "content", "securitySchemes"}, in)
		answer := in == "responses" && object["$ref"] == nil
		operation := object["operationId"] != nil
		if !member && !answer && !operation {
			return
		}
		marked++
		mark, _ := object["x-known"].(string)
		if !slices.Contains([]api.Mark{api.Documented, api.Observed, api.Undocumented}, api.Mark(mark)) {
			t.Errorf("%s: x-known is %q", at, mark)
		}
	})
	if marked < 100 {
		t.Errorf("only %d things are marked", marked)
	}
}
