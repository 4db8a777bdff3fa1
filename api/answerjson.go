package api

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"imagine-tui/api/media"
)

// jsonPicture makes the best of JSON where a picture should be. It is not
// documented for pictures, but other clients are ready for it: an error, the
// picture itself in base64, a link to it, or the id of a job.
func (x *exchange) jsonPicture(r io.Reader, out *sink) (Image, *Error) {
	body, err := io.ReadAll(&limitedReader{r, min(x.c.maxImage, maxJSONPicture)})
	if err != nil {
		return Image{}, x.broken(out, err)
	}
	found := findPicture(body)
	if found.data != nil {
		return x.stream(&limitedReader{bytes.NewReader(found.data), x.c.maxImage}, out)
	}
	if found.link != "" {
		img, e := x.linkedPicture(found.link, out)
		if e != nil && out.n == 0 {
			// The link is all there is of a picture that may be paid for.
			x.keepText(body, out)
		}
		return img, e
	}
	text := x.keepText(body[:min(len(body), maxText)], out)
	if out.err != nil {
		return Image{}, x.broken(out, out.err)
	}
	if found.job != "" && !decodeError(text).shaped {
		e := x.fail(KindJob, Unknown, nil)
		e.Job = found.job
		return Image{}, e
	}
	e := x.jsonError(text, KindNotPicture)
	if e.Kind == KindNotPicture && e.Err == nil {
		e.Err = plainError("JSON")
	}
	return Image{}, e
}

// maxJSONPicture bounds JSON that may hold a picture: it is held in memory,
// more than once while it is taken apart.
const maxJSONPicture = 32 << 20

// jsonError returns the error in a JSON answer that came with a good status.
// It is of the kind that its code says, or else of the given one.
func (x *exchange) jsonError(body []byte, otherwise Kind) *Error {
	said := decodeError(x.c.guard.redact(body[:min(len(body), maxErrorBody)]))
	e := x.fail(otherwise, Unknown, nil)
	if said.shaped {
		e.Err = plainError("an error")
		e.Kind = refined(said, otherwise)
		if doc, ok := lookupCode(said.code); ok {
			e.Kind, _ = classify(doc.Status, said, x.spec.hasFiles())
		}
	}
	e.Code, e.Name, e.Message = said.code, said.name, firstOf(said.message, excerpt(body))
	x.blame(e)
	return e
}

// linkedPicture fetches a picture from where the service says it is.
func (x *exchange) linkedPicture(link string, out *sink) (Image, *Error) {
	u, err := x.c.usableLink(link)
	if err != nil {
		return Image{}, x.fail(KindNotPicture, Unknown, err)
	}
	resp, err := x.fetch(u)
	if err != nil {
		e := x.interrupted(Unknown, err)
		if e.Kind == KindNoAnswer {
			e.Err = plainError(fmt.Sprintf("its picture could not be fetched from %s (%s)", shortText(u.Host), reason(err)))
		}
		return Image{}, e
	}
	defer func() { _ = resp.Body.Close() }() // read to its end, or given up
	out.total = resp.ContentLength
	return x.stream(&limitedReader{x.watch(resp.Body), x.c.maxImage}, out)
}

// found is what findPicture found in JSON.
type found struct {
	data []byte
	link string
	job  string
}

// pictureNames are the members that other clients look for a picture in.
var pictureNames = []string{
	"image", "b64_json", "base64", "image_base64", "url", "image_url", "output", "data", "images", "result", "generation",
}

// jobNames are the members that other clients look for a job's id in.
var jobNames = []string{"id", "uuid", "task_id"}

// findPicture looks for a picture, a link to one, or a job's id.
func findPicture(body []byte) found {
	var f found
	f.search(body, 0)
	if f.data == nil && f.link == "" {
		f.job = findJob(body)
	}
	return f
}

// search looks at a value and, not too deep, at what is in it.
func (f *found) search(value json.RawMessage, depth int) bool {
	const deepest = 4
	value = bytes.TrimSpace(value)
	if len(value) == 0 || depth > deepest {
		return false
	}
	switch value[0] {
	case '"':
		return depth > 0 && f.take(scalar(value))
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(value, &list) != nil {
			return false
		}
		for _, v := range list {
			if f.search(v, depth+1) {
				return true
			}
		}
	case '{':
		fields, _ := jsonObject(value)
		for _, name := range pictureNames {
			if f.search(fields[name], depth+1) {
				return true
			}
		}
	}
	return false
}

// take uses a text if it is a link or a picture in base64.
func (f *found) take(s string) bool {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		f.link = s
		return true
	}
	if rest, ok := strings.CutPrefix(s, "data:"); ok {
		_, after, found := strings.Cut(rest, ";base64,")
		if !found {
			return false
		}
		s = after
	}
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if data, err := enc.DecodeString(s); err == nil {
			if media.Sniff(data).ByAPI() {
				f.data = data
				return true
			}
		}
	}
	return false
}

// findJob returns the id of a job: of the answer itself, or of the object
// inside it.
func findJob(body []byte) string {
	fields, ok := jsonObject(body)
	if !ok {
		return ""
	}
	if id := firstText(fields, jobNames...); id != "" {
		return limitRunes(id, maxID)
	}
	for _, name := range []string{"data", "video"} {
		if inner, ok := jsonObject(fields[name]); ok {
			if id := firstText(inner, jobNames...); id != "" {
				return limitRunes(id, maxID)
			}
		}
	}
	return ""
}

// maxJSON bounds JSON answers.
const maxJSON = 1 << 20

// readJSON reads a JSON answer that is not a picture.
func (x *exchange) readJSON(body io.ReadCloser) ([]byte, *Error) {
	data, err := io.ReadAll(&limitedReader{x.watch(body), maxJSON})
	if errors.Is(err, errTooLarge) {
		return nil, x.fail(KindTooLarge, Unknown, plainError("more than "+megabytes(maxJSON)))
	}
	if err != nil {
		return nil, x.broken(&sink{n: int64(len(data))}, err)
	}
	return data, nil
}
