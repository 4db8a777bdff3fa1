package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"unicode/utf8"

	"imagine-tui/api/pattern"
)

// serverError is what could be read from the body of an error answer.
type serverError struct {
	code, name, message string
	// shaped is set if the body is JSON that looks like an error.
	shaped bool
}

// decodeError reads the body of an error: the documented JSON, its variants
// (code as text, the v1 form with details, an error that is an object), or
// plain text or HTML, from which it takes a start. All texts are cleaned.
func decodeError(body []byte) serverError {
	fields, ok := jsonObject(body)
	if !ok {
		return serverError{message: excerpt(body)}
	}
	e := serverError{
		code: limitRunes(shortText(scalar(fields["code"])), 40),
		name: shortText(scalar(fields["error"])), message: shortText(details(fields["message"])),
	}
	if inner, ok := jsonObject(fields["error"]); ok {
		e.shaped = true
		e.name = firstText(inner, "name", "type", "error", "status")
		e.message = firstOf(e.message, firstText(inner, "message", "detail"))
		e.code = firstOf(e.code, limitRunes(shortText(scalar(inner["code"])), 40))
	}
	e.message = firstOf(e.message, shortText(details(fields["details"])), shortText(details(fields["detail"])))
	_, known := lookupCode(e.code)
	e.shaped = e.shaped || strings.EqualFold(scalar(fields["status"]), "error") || e.name != "" || known
	if e.name == "" && e.message == "" && !e.shaped {
		e.message = excerpt(body)
	}
	return e
}

// jsonObject returns the members of a JSON object. Of members that come
// twice the last counts, as everywhere.
func jsonObject(data []byte) (map[string]json.RawMessage, bool) {
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] != '{' {
		return nil, false
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil || fields == nil {
		return nil, false
	}
	return fields, true
}

// scalar returns a JSON string's content or a JSON number as it is written,
// and "" for everything else.
func scalar(data json.RawMessage) string {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return ""
	}
	switch c := data[0]; {
	case c == '"':
		var s string
		if json.Unmarshal(data, &s) != nil {
			return ""
		}
		return s
	case c == '-' || (c >= '0' && c <= '9'):
		return string(data)
	}
	return ""
}

// details joins what a list of details says: texts, or objects with a message.
func details(data json.RawMessage) string {
	if s := scalar(data); s != "" {
		return s
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return ""
	}
	var parts []string
	for _, d := range list {
		s := scalar(d)
		if fields, ok := jsonObject(d); ok {
			s = firstText(fields, "message", "msg", "detail", "error")
		}
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// firstText returns the first of the named members that says something.
func firstText(fields map[string]json.RawMessage, names ...string) string {
	for _, name := range names {
		if s := shortText(scalar(fields[name])); s != "" {
			return s
		}
	}
	return ""
}

func firstOf(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

var (
	htmlTitle = pattern.Of(`(?is)<title[^>]*>(.*?)</title>`)
	htmlTag   = pattern.Of(`(?s)<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>`)
)

// excerpt returns the start of a body that is not what it should be: the
// title of an HTML page, else its text. "" if it is not text.
func excerpt(body []byte) string {
	const enough = 8 << 10
	body = body[:min(len(body), enough)]
	kind := http.DetectContentType(body)
	if !strings.HasPrefix(kind, "text/") {
		return ""
	}
	text := string(body)
	if strings.HasPrefix(kind, "text/html") {
		if m := htmlTitle.Regexp().FindStringSubmatch(text); m != nil && shortText(m[1]) != "" {
			return limitRunes(shortText(m[1]), 200)
		}
		text = htmlTag.Regexp().ReplaceAllString(text, " ")
	}
	return limitRunes(shortText(text), 200)
}

// limitRunes cuts s to n characters.
func limitRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}
