package openapi

import "imagine-tui/api"

// Schema says what a value looks like, in JSON Schema.
type Schema struct {
	Ref         string            `json:"$ref,omitempty"`
	Type        any               `json:"type,omitempty"` // a name, or a list of names
	Description string            `json:"description,omitempty"`
	Const       string            `json:"const,omitempty"`
	Enum        []string          `json:"enum,omitempty"`
	Examples    []string          `json:"examples,omitempty"`
	Default     string            `json:"default,omitempty"`
	Format      string            `json:"format,omitempty"`
	Media       string            `json:"contentMediaType,omitempty"`
	Minimum     *int              `json:"minimum,omitempty"`
	MinLength   *int              `json:"minLength,omitempty"`
	Required    []string          `json:"required,omitempty"`
	Properties  map[string]Schema `json:"properties,omitempty"`
	Items       *Schema           `json:"items,omitempty"`
	AnyOf       []Schema          `json:"anyOf,omitempty"`
	Known       api.Mark          `json:"x-known,omitempty"`
	Open        bool              `json:"x-open,omitempty"`
}

// formOf describes the form of an operation.
func formOf(spec api.Spec) Schema {
	form := Schema{Type: "object", Properties: map[string]Schema{}}
	for _, f := range spec.Fields {
		form.Properties[f.Name] = fieldOf(f)
		if f.Required {
			form.Required = append(form.Required, f.Name)
		}
	}
	return form
}

func fieldOf(f api.Field) Schema {
	s := Schema{Type: "string", Description: f.Doc, Known: f.Known}
	one := 1
	if !f.Required {
		s.Default = f.Default
	}
	switch f.Kind {
	case api.Choice:
		s.Enum = f.Values
		if f.Open {
			s.Enum, s.Examples, s.Open = nil, f.Values, true
		}
	case api.Integer:
		s.Type, s.Minimum = "integer", &one
	case api.File:
		s.Format, s.Media = "binary", "application/octet-stream"
	case api.Text:
		if f.Required {
			s.MinLength = &one
		}
	}
	return s
}

// property describes a member of a JSON answer.
func property(known api.Mark, kind any, doc string) Schema {
	return Schema{Type: kind, Description: doc, Known: known}
}

// schemas are the JSON answers.
func schemas() map[string]Schema {
	text, number := "string", []string{"string", "integer"}
	links := func(kind Schema) Schema {
		thumbnail := kind
		thumbnail.Known = api.Observed
		return Schema{Type: []string{"object", "null"}, Known: api.Documented, Properties: map[string]Schema{"generation": kind, "thumbnail": thumbnail}}
	}
	status := Schema{Type: text, Description: "About the request, not the video.", Known: api.Documented}
	one := property(api.Documented, []string{"string", "null"}, "A signed link, valid for a limited time.")
	list := Schema{Type: []string{"array", "null"}, Items: &Schema{Type: text}, Description: "Signed links, valid for a limited time.", Known: api.Documented}
	return map[string]Schema{
		"Error": {Type: "object", Required: []string{"status", "code", "error", "message"}, Properties: map[string]Schema{
			"status":  {Type: text, Const: "error", Known: api.Documented},
			"code":    property(api.Documented, number, "The vendor's error code, see x-errors of the responses."),
			"error":   property(api.Documented, text, "A short name."),
			"message": property(api.Documented, text, "A message for people."),
		}},
		"Job": {Type: "object", Required: []string{"id"}, Properties: map[string]Schema{
			"id":     property(api.Documented, number, "The id for status requests."),
			"status": property(api.Documented, text, `Usually "processing"; informational only.`),
		}},
		"StatusByCode": {Type: "object", Required: []string{"status", "video"}, Properties: map[string]Schema{
			"status": status,
			"video": {Type: "object", Known: api.Documented, Required: []string{"code"}, Properties: map[string]Schema{
				"code":       property(api.Observed, "integer", "0 queued, 1 processing, 2 done, 3 failed; only 2 appears in a vendor example."),
				"created_at": property(api.Documented, text, "When it was requested."),
				"id":         property(api.Documented, number, "Not the id used for requests."),
				"settings":   property(api.Documented, "object", "What was asked for."),
				"url":        links(list),
			}},
		}},
		"StatusByWord": {Type: "object", Required: []string{"status", "video"}, Properties: map[string]Schema{
			"status": status,
			"video": {Type: "object", Known: api.Documented, Required: []string{"uuid"}, Properties: map[string]Schema{
				"uuid":       property(api.Documented, text, "The id used for requests."),
				"created_at": property(api.Documented, text, "When it was requested."),
				"status":     property(api.Documented, text, "pending, processing, completed or finished, failed; other values occur."),
				"url":        links(one),
			}},
		}},
		"Deleted": {Type: "object", Properties: map[string]Schema{
			"message": property(api.Documented, text, ""),
			"status":  property(api.Documented, text, ""),
		}},
	}
}
