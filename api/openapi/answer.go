package openapi

import (
	"net/http"
	"strconv"
	"strings"

	"imagine-tui/api"
)

const (
	jsonType = "application/json"
	textType = "text/plain"
)

// answers are the answers to a call at one of its addresses.
func answers(spec api.Spec, at int) map[string]Response {
	out := map[string]Response{"200": success(spec, at)}
	for name := range failures() {
		status := "default"
		if n, err := strconv.Atoi(strings.TrimPrefix(name, "Error")); err == nil {
			status = strconv.Itoa(n)
		}
		out[status] = Response{Ref: "#/components/responses/" + name}
	}
	return out
}

// success is the answer when all goes well.
func success(spec api.Spec, at int) Response {
	r := Response{Headers: headers(), Known: spec.Known}
	ref := func(name string) map[string]Media {
		return map[string]Media{jsonType: {&Schema{Ref: "#/components/schemas/" + name}, spec.Known}}
	}
	switch spec.Answer {
	case api.AnswerImage:
		r.Description = "The picture. Detect its format from the first bytes, not from the content type."
		r.Content = map[string]Media{}
		for kind, known := range map[string]api.Mark{
			"application/octet-stream": octets(spec.Operation), "image/jpeg": api.Observed, "image/png": api.Observed, "image/webp": api.Undocumented,
		} {
			r.Content[kind] = Media{Known: known}
		}
	case api.AnswerJob:
		r.Description, r.Content = "A video is being made.", ref("Job")
	case api.AnswerDeleted:
		r.Description, r.Content = "The video was deleted.", ref("Deleted")
	case api.AnswerStatus:
		name := "StatusByWord"
		if at == 0 {
			name = "StatusByCode"
		}
		r.Description, r.Content = "The progress of the video.", ref(name)
	}
	return r
}

// octets says how it is known that an operation's pictures come untyped.
func octets(op api.Operation) api.Mark {
	switch op {
	case api.TextToPNG, api.RemoveBackground, api.Upscale:
		return api.Documented
	default:
		return api.Undocumented
	}
}

func headers() map[string]Header {
	return map[string]Header{
		"X-Ratelimit-Limit": {"Requests in a window of a minute.", Schema{Type: "integer"}, api.Observed},
	}
}

// failures are the answers that every call may have when it does not go well:
// one for each status of the table of errors, and what stands outside it.
func failures() map[string]Response {
	body := func(known api.Mark) map[string]Media {
		return map[string]Media{jsonType: {&Schema{Ref: "#/components/schemas/Error"}, known}}
	}
	out := map[string]Response{}
	for _, doc := range api.CodeInfo() {
		name := "Error" + strconv.Itoa(doc.Status)
		r, ok := out[name]
		if !ok {
			r = Response{Description: http.StatusText(doc.Status), Headers: headers(), Content: body(api.Documented), Known: api.Documented}
		}
		r.Errors = append(r.Errors, Error{doc.Code, doc.Name, doc.Meaning, doc.Known})
		out[name] = r
	}
	slow := out["Error429"]
	slow.Headers["Retry-After"] = Header{"How long to wait, in seconds.", Schema{Type: "integer"}, api.Undocumented}
	either := body(api.Undocumented)
	either[textType] = Media{&Schema{Type: "string"}, api.Observed}
	out["Error404"] = Response{Description: "There is nothing at this address, or no such video.", Content: either, Known: api.Observed}
	out["Error405"] = Response{Description: "The method is not allowed at this address.", Content: map[string]Media{textType: {&Schema{Type: "string"}, api.Undocumented}}, Known: api.Undocumented}
	out["Error413"] = Response{Description: "The form is too large; the limit is not known.", Content: body(api.Undocumented), Known: api.Undocumented}
	out["Error500"] = Response{Description: "Something unexpected happened; the result may have been made and charged.", Content: body(api.Documented), Known: api.Documented}
	out["OtherError"] = Response{Description: "Any other response from the service or a proxy in front of it.", Known: api.Undocumented}
	return out
}
