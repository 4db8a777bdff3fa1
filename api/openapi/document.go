package openapi

import (
	"encoding/json"
	"fmt"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/key"
)

// Document is an OpenAPI document, as far as this one goes.
type Document struct {
	OpenAPI    string                `json:"openapi"`
	Info       Info                  `json:"info"`
	Servers    []Server              `json:"servers"`
	Security   []map[string][]string `json:"security"`
	Paths      map[string]PathItem   `json:"paths"`
	Components Components            `json:"components"`
}

// Info says what the document is about.
type Info struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description"`
}

// Server is where the API is served.
type Server struct {
	URL         string `json:"url"`
	Description string `json:"description"`
}

// PathItem are the operations at an address, by their method in small letters.
type PathItem map[string]*Operation

// Operation is a call.
type Operation struct {
	ID          string              `json:"operationId"`
	Summary     string              `json:"summary"`
	Description string              `json:"description"`
	Known       api.Mark            `json:"x-known"`
	Parameters  []Parameter         `json:"parameters,omitempty"`
	Body        *Body               `json:"requestBody,omitempty"`
	Responses   map[string]Response `json:"responses"`
}

// Parameter is a part of the address.
type Parameter struct {
	Name        string   `json:"name"`
	In          string   `json:"in"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`
	Schema      Schema   `json:"schema"`
	Known       api.Mark `json:"x-known"`
}

// Body is what a call carries.
type Body struct {
	Required bool             `json:"required"`
	Content  map[string]Media `json:"content"`
}

// Response is an answer, or where it is described.
type Response struct {
	Ref         string            `json:"$ref,omitempty"`
	Description string            `json:"description,omitempty"`
	Headers     map[string]Header `json:"headers,omitempty"`
	Content     map[string]Media  `json:"content,omitempty"`
	Known       api.Mark          `json:"x-known,omitempty"`
	Errors      []Error           `json:"x-errors,omitempty"`
}

// Header is a header of an answer.
type Header struct {
	Description string   `json:"description"`
	Schema      Schema   `json:"schema"`
	Known       api.Mark `json:"x-known"`
}

// Media is one of the forms that a body or an answer may have.
type Media struct {
	Schema *Schema  `json:"schema,omitempty"`
	Known  api.Mark `json:"x-known"`
}

// Error is a code that an answer may carry.
type Error struct {
	Code    int      `json:"code"`
	Name    string   `json:"error"`
	Meaning string   `json:"meaning"`
	Known   api.Mark `json:"x-known"`
}

// Components is what is described once.
type Components struct {
	Schemas   map[string]Schema         `json:"schemas"`
	Responses map[string]Response       `json:"responses"`
	Security  map[string]SecurityScheme `json:"securitySchemes"`
}

// SecurityScheme says how a call is signed.
type SecurityScheme struct {
	Type        string   `json:"type"`
	Scheme      string   `json:"scheme"`
	Description string   `json:"description"`
	Known       api.Mark `json:"x-known"`
}

const description = `The API as used by imagine-tui, compiled from the vendor's pages and from working clients. This is not a vendor document.

Every part has x-known: "documented" (on a vendor page), "observed" (in working clients) or "unknown" (assumed). If x-open is set, the listed values are suggestions: the service decides.

The key is checked before the path: without one, even unknown paths are refused. CORS is open to any origin; preflight requests (OPTIONS) need no key.`

// New describes the API of the catalogue.
func New() Document {
	d := Document{
		OpenAPI: "3.1.0",
		Info:    Info{"Imagine API", "v2", description},
		Servers: []Server{
			{key.DefaultBaseURL, "The service."},
			{"http://127.0.0.1:8787/v2", "The sandbox at its default address."},
		},
		Security: []map[string][]string{{bearer: {}}},
		Paths:    map[string]PathItem{},
		Components: Components{Schemas: schemas(), Responses: failures(), Security: map[string]SecurityScheme{
			bearer: {"http", "bearer", `The API key; it starts with "vk-".`, api.Documented},
		}},
	}
	for _, spec := range api.Catalogue() {
		for i, path := range spec.Paths {
			if d.Paths[path] == nil {
				d.Paths[path] = PathItem{}
			}
			d.Paths[path][strings.ToLower(spec.Method)] = operation(spec, i)
		}
	}
	return d
}

// bearer is the name of the way to sign a call.
const bearer = "bearer"

// operation describes a call at one of its addresses.
func operation(spec api.Spec, at int) *Operation {
	if at >= len(spec.Paths)-spec.Guesses {
		spec.Known = api.Undocumented
	}
	o := &Operation{
		ID: string(spec.Operation), Summary: spec.Title, Description: "Source: " + spec.Source + ".", Known: spec.Known,
		Responses: answers(spec, at),
	}
	if at > 0 {
		o.ID = fmt.Sprintf("%s-%d", spec.Operation, at+1)
		o.Description += " Used if the paths before it are not served."
	}
	if strings.Contains(spec.Paths[at], "{id}") {
		id, _ := spec.Field("id")
		one := 1
		o.Parameters = []Parameter{{id.Name, "path", true, id.Doc, Schema{Type: "string", MinLength: &one}, id.Known}}
		return o
	}
	form := formOf(spec)
	o.Body = &Body{true, map[string]Media{"multipart/form-data": {&form, spec.Known}}}
	return o
}

// JSON is the document as it is printed.
func (d Document) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(d, "", "  ")
	return append(data, '\n'), err
}
