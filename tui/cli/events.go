package cli

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/tui/app"
)

// The JSON events of generate, one object a line. Text in them is cleaned to
// one line: no control characters, raw or escaped.

type plannedEvent struct {
	Event  string `json:"event"`
	Runs   int    `json:"runs"`
	Tokens *int   `json:"tokens"` // the catalogue's price, null when part of it is not known
	Saved  int    `json:"saved"`
	ToPay  *int   `json:"to_pay"`
}

// largeEvent is the plan of a dry run above what one plan may hold: only its
// number is known.
type largeEvent struct {
	Event string      `json:"event"`
	Runs  json.Number `json:"runs"`
	Limit int         `json:"limit"`
}

type savedEvent struct {
	Event      string      `json:"event"`
	Path       string      `json:"path"`
	Request    requestJSON `json:"request"`
	Key        string      `json:"key"`
	Tokens     *int        `json:"tokens"`
	SHA256     string      `json:"sha256"`
	FileSHA256 string      `json:"file_sha256"`
	Bytes      int64       `json:"bytes"`
	Width      int         `json:"width"`
	Height     int         `json:"height"`
	ElapsedMS  int64       `json:"elapsed_ms"`
	Reused     bool        `json:"reused"`
	// Of videos only: the server's id, and how long it lasts, 0 if not known.
	Job        string `json:"job,omitempty"`
	DurationMS int64  `json:"duration_ms,omitempty"`
}

// acceptedEvent is a video that the service has begun to make.
type acceptedEvent struct {
	Event   string      `json:"event"`
	Request requestJSON `json:"request"`
	Key     string      `json:"key"`
	Job     string      `json:"job"`
}

// endedEvent is a run that ended without a picture.
type endedEvent struct {
	Event   string      `json:"event"` // failed, unknown or cancelled
	Request requestJSON `json:"request"`
	Job     string      `json:"job,omitempty"` // of a video that was ordered
	Error   *errorJSON  `json:"error,omitempty"`
}

type requestJSON struct {
	Operation   string `json:"operation"`
	Prompt      string `json:"prompt"`
	Style       string `json:"style"`
	AspectRatio string `json:"aspect_ratio"`
	Seed        int64  `json:"seed"`
	// Inputs are the files it works on, Extra fields the catalogue lacks.
	Inputs []inputJSON       `json:"inputs,omitempty"`
	Extra  map[string]string `json:"extra,omitempty"`
}

type inputJSON struct {
	Field  string `json:"field"`
	Path   string `json:"path,omitempty"`
	SHA256 string `json:"sha256"`
}

type errorJSON struct {
	Status  *int   `json:"status"` // HTTP status, null without an answer
	Code    any    `json:"code"`   // the vendor's code, a number where it is one
	Name    string `json:"name"`
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

// writeJSON writes one object as one line.
func writeJSON(w io.Writer, object any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(object)
}

func requestOf(r api.Request) requestJSON {
	q := requestJSON{
		Operation: string(r.Operation), Prompt: clean.Line(r.Prompt), Style: clean.Line(r.Style),
		AspectRatio: clean.Line(r.AspectRatio), Seed: r.Seed,
	}
	for _, in := range r.Inputs {
		q.Inputs = append(q.Inputs, inputJSON{clean.Line(in.Field), clean.Line(in.Path), clean.Line(in.SHA256)})
	}
	for name, value := range r.Extra {
		if q.Extra == nil {
			q.Extra = map[string]string{}
		}
		q.Extra[clean.Line(name)] = clean.Line(value)
	}
	return q
}

// priced is a number of tokens, or null where the catalogue has no price.
func priced(tokens int, known bool) *int {
	if !known {
		return nil
	}
	return &tokens
}

func plannedOf(c budget.Cost) plannedEvent {
	return plannedEvent{
		Event: "planned", Runs: c.Runs, Tokens: priced(c.Tokens, c.Unpriced == 0),
		Saved: c.Saved, ToPay: priced(c.PayTokens, c.PayUnpriced == 0),
	}
}

func savedOf(r queue.Run) savedEvent {
	s := r.Saved
	return savedEvent{
		Event: "saved", Path: clean.Line(s.Path), Request: requestOf(r.Item.Request), Key: clean.Line(r.KeyName),
		Tokens: priced(s.Tokens, s.Priced || s.Reused), SHA256: s.SHA256, FileSHA256: s.FileSHA256, Bytes: s.Bytes,
		Width: s.Width, Height: s.Height, ElapsedMS: s.Elapsed.Round(time.Millisecond).Milliseconds(), Reused: s.Reused,
		Job: clean.Line(s.Job), DurationMS: s.Duration.Milliseconds(),
	}
}

func acceptedOf(r queue.Run) acceptedEvent {
	return acceptedEvent{Event: "accepted", Request: requestOf(r.Item.Request), Key: clean.Line(r.KeyName), Job: clean.Line(r.Job)}
}

// endedOf describes a run in any ended state but saved.
func endedOf(r queue.Run) endedEvent {
	e := endedEvent{Event: string(r.State), Request: requestOf(r.Item.Request), Job: clean.Line(r.Job)}
	if r.State != queue.StateCancelled {
		e.Error = errorOf(r)
	}
	return e
}

func errorOf(r queue.Run) *errorJSON {
	// What failed here explains more than what the API said before it.
	if r.LocalErr != nil {
		return &errorJSON{Name: "Local", Message: clean.Scrub(clean.Line(r.LocalErr.Error())), Remedy: localRemedy(r)}
	}
	if r.Err == nil {
		return &errorJSON{Name: "Unknown", Message: "no reason was given"}
	}
	e := &errorJSON{Name: r.Err.Name, Message: r.Err.Message, Remedy: clean.Line(r.Err.Remedy())}
	if r.Err.Status > 0 {
		e.Status = &r.Err.Status
	}
	if r.Err.Code != "" {
		e.Code = clean.Line(r.Err.Code)
		if n, err := strconv.Atoi(r.Err.Code); err == nil {
			e.Code = n
		}
	}
	if e.Name == "" {
		e.Name = kindName(r.Err)
	}
	if e.Message == "" {
		e.Message = clean.Line(r.Err.Error())
	}
	return e
}

// kindName names an error that has no name of the vendor's.
func kindName(e *api.Error) string {
	switch e.Kind {
	case api.KindNetwork:
		return "Unreachable"
	case api.KindNoAnswer:
		return "NoAnswer"
	case api.KindNotPicture, api.KindJob:
		return "NotPicture"
	case api.KindJobFailed:
		return "VideoFailed"
	case api.KindTooLarge:
		return "TooLarge"
	case api.KindRedirect:
		return "Redirect"
	case api.KindCancelled:
		return "Cancelled"
	case api.KindLocal:
		return "Local"
	default:
		return strings.ReplaceAll(http.StatusText(e.Status), " ", "")
	}
}

// localRemedy says what to do about a run that failed on this computer.
func localRemedy(r queue.Run) string {
	if errors.Is(r.LocalErr, queue.ErrUnsettled) {
		return app.Name + " recover lists it. Nothing was sent now; --again sends it, and it may be paid twice."
	}
	if r.Resumes() {
		return app.Name + " recover asks for the video, at no cost."
	}
	if r.State == queue.StateUnknown || r.Saved.Path == "" && !r.Started.IsZero() {
		return "What was received is kept: " + app.Name + " recover saves it, recover --out FOLDER somewhere else."
	}
	return "Run the same command again when that is solved."
}
