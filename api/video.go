package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// maxID bounds the id of a video, in characters.
const maxID = 200

// Job is a video that the service has begun to make.
type Job struct {
	// ID is what to ask its status with.
	ID string
	// Status is the service's word, mostly "processing". It decides nothing.
	Status string
	// ServerID is the service's own name of its answer, "" if it gave none.
	ServerID string
}

// Failure returns the error that a video which will not be made stands for:
// it may have been charged all the same.
func (v Video) Failure() *Error {
	return &Error{Kind: KindJobFailed, Outcome: Unknown, Job: v.ID, Message: firstOf(v.Message, v.Word)}
}

// Submit has the video made that a request asks for. Errors are as Generate's.
func (c *Client) Submit(ctx context.Context, r Request, tr *Trace) (Job, error) {
	if err := r.Validate(); err != nil {
		return Job{}, err
	}
	files, err := r.loadInputs()
	if err != nil {
		return Job{}, err
	}
	return c.order(ctx, r, files, tr)
}

// order sends a request of any operation that answers with a job.
func (c *Client) order(ctx context.Context, r Request, files map[string]Upload, tr *Trace) (Job, error) {
	x, resp, err := c.post(ctx, r, files, tr)
	if err != nil {
		return Job{}, err
	}
	defer x.close()
	defer func() { _ = resp.Body.Close() }() // read to its end, or given up
	body, e := x.success(resp)
	if e != nil {
		return Job{}, e
	}
	id := findJob(body)
	if checkID(id) != nil || decodeError(body).shaped {
		e := x.jsonError(body, KindNoAnswer)
		if e.Kind == KindNoAnswer {
			e.Err = plainError("the answer contains no video id")
		}
		e.Status, e.ServerID = resp.StatusCode, serverID(resp.Header)
		return Job{}, e
	}
	fields, _ := jsonObject(body)
	return Job{ID: id, Status: firstText(fields, "status"), ServerID: serverID(resp.Header)}, nil
}

// success reads the JSON of an answer with a good status.
func (x *exchange) success(resp *http.Response) ([]byte, *Error) {
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, x.refusal(resp)
	}
	x.sent.mark()
	body, e := x.readJSON(resp.Body)
	if e != nil {
		e.Status, e.ServerID = resp.StatusCode, serverID(resp.Header)
	}
	return x.c.guard.redact(body), e
}

// VideoState says how far a video is.
type VideoState int

// The states of a video.
const (
	// VideoRendering: not ready yet, or no link to it yet.
	VideoRendering VideoState = iota
	// VideoDone: there is a link.
	VideoDone
	// VideoFailed: it will not be made.
	VideoFailed
)

// Video is what the service says about a video.
type Video struct {
	// ID is the id that was asked for.
	ID    string
	State VideoState
	// Word is the service's word for the state, cleaned.
	Word string
	// Message is what else it says, cleaned.
	Message string
	// Links lead to the video, Thumbnails to pictures of it. They are good for
	// a limited time: ask again if they have expired.
	Links, Thumbnails []string
}

// VideoStatus asks how far a video is. It costs nothing.
func (c *Client) VideoStatus(ctx context.Context, id string) (Video, error) {
	x, body, err := c.aboutVideo(ctx, VideoStatus, id)
	if err != nil {
		return Video{}, err
	}
	v, ok := readVideo(id, body)
	if !ok {
		e := x.jsonError(body, KindNoAnswer)
		if e.Kind == KindNoAnswer {
			e.Err = plainError("the answer says nothing about the video")
		}
		return Video{}, e
	}
	return v, nil
}

// VideoDelete deletes a video for good.
func (c *Client) VideoDelete(ctx context.Context, id string) error {
	x, body, err := c.aboutVideo(ctx, VideoDelete, id)
	if err != nil {
		return err
	}
	if decodeError(body).shaped {
		return x.jsonError(body, KindNoAnswer)
	}
	return nil
}

// aboutVideo asks at the addresses an operation may be served at, first where
// it was served last. Another one is tried only where this one is not served.
func (c *Client) aboutVideo(ctx context.Context, op Operation, id string) (*exchange, []byte, error) {
	if err := checkID(id); err != nil {
		return nil, nil, err
	}
	spec := c.spec(op)
	var last error
	for _, path := range c.lastFirst(spec) {
		x, body, err := c.ask(ctx, spec, fillPath(path, id))
		if err == nil {
			c.note(spec, path)
			return x, body, nil
		}
		if !isNotServed(err) {
			return nil, nil, err
		}
		if last == nil {
			last = err // the first address is the likeliest to say why
		}
	}
	return nil, nil, last
}

// lastFirst are the addresses of an operation, first the one that answered
// last.
func (c *Client) lastFirst(spec Spec) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	served := c.served[spec.Operation]
	if !slices.Contains(spec.Paths, served) {
		return spec.Paths
	}
	others := slices.DeleteFunc(slices.Clone(spec.Paths), func(p string) bool { return p == served })
	return slices.Insert(others, 0, served)
}

// note remembers the address that answered.
func (c *Client) note(spec Spec, path string) {
	c.mu.Lock()
	before := c.served[spec.Operation]
	c.served[spec.Operation] = path
	c.mu.Unlock()
	if first := before == "" && path == spec.Paths[0]; path != before && !first && c.worked != nil {
		c.worked(spec.Operation, path)
	}
}

// isNotServed tells whether an error says that nothing is at an address.
func isNotServed(err error) bool {
	e, ok := err.(*Error) //nolint:errorlint // straight from ask
	return ok && (e.Status == http.StatusNotFound || e.Status == http.StatusMethodNotAllowed)
}

func (c *Client) ask(ctx context.Context, spec Spec, path string) (*exchange, []byte, error) {
	x, resp, err := c.send(ctx, call{spec: spec, path: path, wait: c.wait(spec)})
	if err != nil {
		return nil, nil, err
	}
	defer x.close()
	defer func() { _ = resp.Body.Close() }() // read to its end, or given up
	body, e := x.success(resp)
	if e != nil {
		return nil, nil, e
	}
	return x, body, nil
}

// checkID refuses what cannot be part of an address.
func checkID(id string) error {
	bad := strings.ContainsFunc(id, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
	if id == "" || id == "." || id == ".." || len(id) > maxID || bad {
		return &RequestError{fieldID, quoted(id) + " cannot be the id of a video."}
	}
	return nil
}

// fillPath puts an id into a path.
func fillPath(path, id string) string {
	return strings.ReplaceAll(path, "{id}", url.PathEscape(id))
}

// readVideo reads either form of the status: of 2025-04 (a number for the
// state, links in lists) or of 2025-03 (a word, single links). Whether the
// video is ready is decided by there being a link.
func readVideo(id string, body []byte) (Video, bool) {
	outer, ok := jsonObject(body)
	if !ok {
		return Video{}, false
	}
	own := true // the video has an object of its own
	inner, ok := jsonObject(outer["video"])
	if !ok {
		if inner, ok = jsonObject(outer["data"]); !ok {
			inner, own = outer, false
		}
	}
	v := Video{ID: id, Word: firstText(inner, "status", "state"), Message: firstText(inner, "message", "error", "reason")}
	if links, ok := jsonObject(inner["url"]); ok {
		v.Links = texts(links["generation"])
		v.Thumbnails = texts(links["thumbnail"])
	} else {
		v.Links = texts(inner["url"])
	}
	code := scalar(inner["code"])
	switch {
	case len(v.Links) > 0:
		v.State = VideoDone
	case isFailureWord(v.Word), v.Word == "" && code == "3":
		v.State = VideoFailed
	}
	about := own && (v.Word != "" || code != "")
	if !own { // the word "error" would be about the question
		about = isFailureWord(v.Word) && !strings.EqualFold(v.Word, "error")
	}
	if !about && decodeError(body).shaped && len(v.Links) == 0 {
		return Video{}, false // the answer is about the question, not about a video
	}
	return v, v.Word != "" || code != "" || len(v.Links) > 0 || inner["url"] != nil || scalar(outer["status"]) != ""
}

// isFailureWord tells whether a word means that the video will not be made.
// All words that are not known mean that it is still being made.
func isFailureWord(word string) bool {
	switch strings.ToLower(word) {
	case "failed", "failure", "error", "cancelled", "canceled", "rejected":
		return true
	}
	return false
}

// texts returns a JSON text, or the texts of a list, without empty ones.
func texts(data json.RawMessage) []string {
	if s := scalar(data); s != "" {
		return []string{s}
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return nil
	}
	var out []string
	for _, d := range list {
		if s := scalar(d); s != "" {
			out = append(out, s)
		}
	}
	return out
}
