package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/openapi"
)

// contract is the printed document as a reader of it sees it.
type contract map[string]any

func readContract(t *testing.T) contract {
	t.Helper()
	data, err := openapi.New().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var c contract
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// object is a member of an object, where references lead to if it is one.
func (c contract) object(in map[string]any, names ...string) map[string]any {
	for _, name := range names {
		next, _ := in[name].(map[string]any)
		if ref, ok := next["$ref"].(string); ok {
			next = c.object(c, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
		}
		in = next
	}
	return in
}

// operation is what the document says about a call.
func (c contract) operation(method, path string) map[string]any {
	for pattern, item := range c["paths"].(map[string]any) {
		if _, ok := match(pattern, path); ok {
			if o := c.object(item.(map[string]any), strings.ToLower(method)); o != nil {
				return o
			}
		}
	}
	return nil
}

// fits says what is wrong with a value, "" if it is as its schema wants it: as
// much of JSON Schema as the document uses.
func (c contract) fits(schema map[string]any, v any) string {
	if ref, ok := schema["$ref"].(string); ok {
		schema = c.object(c, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	if want := schema["type"]; want != nil && !isOf(want, v) {
		return fmt.Sprintf("%v is no %v", v, want)
	}
	if want := schema["const"]; want != nil && v != want {
		return fmt.Sprintf("%v is not %v", v, want)
	}
	if list, _ := schema["enum"].([]any); list != nil && !slices.Contains(list, v) {
		return fmt.Sprintf("%v is none of %v", v, list)
	}
	if n, is := v.(float64); is && schema["minimum"] != nil && n < schema["minimum"].(float64) {
		return fmt.Sprintf("%v is too small", v)
	}
	if s, is := v.(string); is && schema["minLength"] != nil && s == "" {
		return "it is empty"
	}
	switch v := v.(type) {
	case map[string]any:
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, there := v[name.(string)]; !there {
				return fmt.Sprintf("%s is missing", name)
			}
		}
		for name, inner := range v {
			if s := c.object(schema, "properties", name); s != nil {
				if wrong := c.fits(s, inner); wrong != "" {
					return name + ": " + wrong
				}
			}
		}
	case []any:
		for _, inner := range v {
			if wrong := c.fits(c.object(schema, "items"), inner); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

// isOf tells whether a value is of a type, or of one of a list of types.
func isOf(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(w any) bool { return isOf(w, v) })
	}
	switch v := v.(type) {
	case nil:
		return want == "null"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case float64:
		return want == "number" || want == "integer" && v == float64(int64(v))
	case []any:
		return want == "array"
	default:
		return want == "object"
	}
}

// checkRequest holds a call against the document, "" if it is as that says.
func (c contract) checkRequest(r *http.Request, body []byte) string {
	o := c.operation(r.Method, strings.TrimPrefix(r.URL.Path, prefix))
	if o == nil {
		return "there is no such call"
	}
	if r.Header.Get("Authorization") == "" {
		return "it has no key"
	}
	form := c.object(o, "requestBody", "content", "multipart/form-data", "schema")
	if form == nil {
		return ""
	}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return err.Error()
	}
	read, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(1 << 20)
	if err != nil {
		return err.Error()
	}
	values := map[string]any{}
	for name, list := range read.Value {
		values[name] = list[0]
		if c.object(form, "properties", name)["type"] == "integer" {
			if n, err := strconv.ParseFloat(list[0], 64); err == nil {
				values[name] = n
			}
		}
	}
	for name := range read.File {
		values[name] = "a file"
	}
	for name := range values {
		if c.object(form, "properties", name) == nil {
			return "there is no field " + name
		}
	}
	return c.fits(form, values)
}

// checkAnswer holds an answer against the document.
func (c contract) checkAnswer(method, path string, status int, head http.Header, body []byte) string {
	o := c.operation(method, strings.TrimPrefix(path, prefix))
	if o == nil {
		return "there is no such call"
	}
	response := c.object(o, "responses", strconv.Itoa(status))
	if response == nil {
		return fmt.Sprintf("the status %d is not foreseen", status)
	}
	kind, _, _ := mime.ParseMediaType(head.Get("Content-Type"))
	media := c.object(response, "content", kind)
	if media == nil {
		return fmt.Sprintf("the type %q is not foreseen for %d", kind, status)
	}
	if kind != "application/json" {
		return ""
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err.Error()
	}
	if list, _ := response["x-errors"].([]any); list != nil {
		code := v.(map[string]any)["code"]
		if !slices.ContainsFunc(list, func(e any) bool { return e.(map[string]any)["code"] == code }) {
			return fmt.Sprintf("the code %v is not foreseen for %d", code, status)
		}
	}
	return c.fits(c.object(media, "schema"), v)
}

// between stands between clients and a sandbox and holds every exchange
// against the document. It returns where clients ask.
func between(t *testing.T, c contract, s *Server, checked func(request, answer string)) string {
	t.Helper()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // a client that went away is judged by what came
		inner := r.Clone(r.Context())
		inner.Body = io.NopCloser(bytes.NewReader(body))
		got := httptest.NewRecorder()
		s.handler.ServeHTTP(got, inner)
		checked(c.checkRequest(r, body), c.checkAnswer(r.Method, r.URL.Path, got.Code, got.Header(), got.Body.Bytes()))
		passOn(w, got)
	}))
	t.Cleanup(front.Close)
	return front.URL + prefix
}

// TestContractIsKept: what the program's client asks and what the sandbox
// answers, with every operation and every error, is as the printed contract
// says.
func TestContractIsKept(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 64, VideoTime: 1})
	var mu sync.Mutex
	exchanges := 0
	base := between(t, readContract(t), s, func(request, answer string) {
		mu.Lock()
		defer mu.Unlock()
		exchanges++
		if request != "" || answer != "" {
			t.Errorf("request: %q, answer: %q", request, answer)
		}
	})
	callEverything(t, s, base)
	if want := len(api.Catalogue()) * (1 + len(api.CodeInfo())); exchanges < want {
		t.Errorf("%d exchanges were looked at, want %d", exchanges, want)
	}
}

// callEverything makes the call of each operation at another address, with
// success and with each error, and wants the client to understand.
func callEverything(t *testing.T, s *Server, base string) {
	t.Helper()
	for _, row := range operations(t) {
		id := submit(t, s, good)
		if _, err := row.call(t.Context(), clientAt(t, base, good), id, &bytes.Buffer{}); err != nil {
			t.Errorf("%s: %v", row.op, err)
		}
		for _, doc := range api.CodeInfo() {
			_, err := row.call(t.Context(), clientAt(t, base, faultPrefix+itoa(doc.Code)), id, &bytes.Buffer{})
			if e, ok := err.(*api.Error); !ok || e.Code != itoa(doc.Code) { //nolint:errorlint // as it comes
				t.Errorf("%s: %v, want code %d", row.op, err, doc.Code)
			}
		}
	}
	if _, err := clientAt(t, base, good).VideoStatus(t.Context(), "nosuch"); err == nil {
		t.Error("there is a video nobody asked for")
	}
	id := submit(t, s, good)
	for _, path := range []string{reference, platform, deprecated} {
		if a := request(t, http.MethodGet, base+strings.ReplaceAll(path, "{id}", id), good); a.status != http.StatusOK {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}

// TestContractCanBeBroken: the judge of the contract finds what is wrong.
func TestContractCanBeBroken(t *testing.T) {
	t.Parallel()
	c := readContract(t)
	ask := func(form fields) string {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for name, value := range form {
			_ = w.WriteField(name, value) // into memory
		}
		_ = w.Close()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, prefix+"/image/generations", nil)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+good)
		return c.checkRequest(r, b.Bytes())
	}
	for wrong, form := range map[string]fields{
		"":                      {"prompt": "x", "style": "imagineart-2.0", "seed": "1", "aspect_ratio": "1:1"},
		"style is missing":      {"prompt": "x"},
		"seed: 0 is too small":  {"prompt": "x", "style": "anime", "seed": "0"},
		"seed: x is no integer": {"prompt": "x", "style": "anime", "seed": "x"},
		"there is no field cfg": {"prompt": "x", "style": "anime", "cfg": "7"},
		"prompt: it is empty":   {"prompt": "", "style": "anime"},
		"aspect_ratio: 4:5 is none of [1:1 3:2 4:3 3:4 16:9 9:16]": {"prompt": "x", "style": "anime", "aspect_ratio": "4:5"},
	} {
		if got := ask(form); got != wrong {
			t.Errorf("%v: %q, want %q", form, got, wrong)
		}
	}
	answer := func(status int, kind, body string) string {
		return c.checkAnswer(http.MethodPost, prefix+"/video/text-to-video", status, http.Header{"Content-Type": {kind}}, []byte(body))
	}
	for _, tt := range []struct {
		status            int
		kind, body, wrong string
	}{
		{200, jsonKind, `{"id":"x","status":"processing"}`, ""},
		{200, jsonKind, `{"id":7}`, ""},
		{200, jsonKind, `{"status":"processing"}`, "id is missing"},
		{200, jsonKind, `{"id":true}`, "id: true is no [string integer]"},
		{200, "image/png", "", `the type "image/png" is not foreseen for 200`},
		{418, jsonKind, "{}", "the status 418 is not foreseen"},
		{400, jsonKind, `{"status":"error","code":1100,"error":"BadRequest","message":"m"}`, ""},
		{400, jsonKind, `{"status":"error","code":1102,"error":"BadRequest","message":"m"}`, "the code 1102 is not foreseen for 400"},
		{400, jsonKind, `{"status":"no","code":1100,"error":"BadRequest","message":"m"}`, "status: no is not error"},
	} {
		if got := answer(tt.status, tt.kind, tt.body); got != tt.wrong {
			t.Errorf("%d %s: %q, want %q", tt.status, tt.body, got, tt.wrong)
		}
	}
}

const jsonKind = "application/json; charset=utf-8"
