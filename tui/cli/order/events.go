package order

import (
	"encoding/json"
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/tui/cli/event"
)

// The JSON events of an order, one object a line. Text in them is cleaned to
// one line: no control characters, raw or escaped.

type plannedEvent struct {
	Event  string `json:"event"`
	Runs   int    `json:"runs"`
	Tokens *int   `json:"tokens"` // the catalogue's price, null when part of it is not known
	Saved  int    `json:"saved"`
	ToPay  *int   `json:"to_pay"`
	// Unknown were sent before and never answered, UnderWay are being sent by
	// somebody else.
	Unknown  int `json:"unknown"`
	UnderWay int `json:"under_way"`
}

// largeEvent is the plan of a dry run above what one plan may hold: only its
// number and its price are known.
type largeEvent struct {
	Event    string       `json:"event"`
	Runs     json.Number  `json:"runs"`
	Tokens   *json.Number `json:"tokens"`
	Saved    *int         `json:"saved"`
	ToPay    *int         `json:"to_pay"`
	Unknown  *int         `json:"unknown"`
	UnderWay *int         `json:"under_way"`
	Limit    int          `json:"limit"`
}

type savedEvent struct {
	Event string `json:"event"`
	event.Path
	Request    event.Request `json:"request"`
	Key        string        `json:"key"`
	Tokens     *int          `json:"tokens"`
	SHA256     string        `json:"sha256"`
	FileSHA256 string        `json:"file_sha256"`
	Bytes      int64         `json:"bytes"`
	Width      int           `json:"width"`
	Height     int           `json:"height"`
	ElapsedMS  int64         `json:"elapsed_ms"`
	Reused     bool          `json:"reused"`
	Output     string        `json:"output,omitempty"` // where --output put it
	// Of videos only: the server's id, and how long it lasts, 0 if not known.
	Job        string `json:"job,omitempty"`
	DurationMS int64  `json:"duration_ms,omitempty"`
}

// acceptedEvent is a video that the service has begun to make.
type acceptedEvent struct {
	Event   string        `json:"event"`
	Request event.Request `json:"request"`
	Key     string        `json:"key"`
	Job     string        `json:"job"`
}

// endedEvent is a run that ended without a picture.
type endedEvent struct {
	Event   string        `json:"event"` // failed, unknown or cancelled
	Request event.Request `json:"request"`
	Job     string        `json:"job,omitempty"` // of a video that was ordered
	Error   *errorJSON    `json:"error,omitempty"`
}

// priced is a number of tokens, or null where the catalogue has no price.
func priced(tokens int, known bool) *int {
	if !known {
		return nil
	}
	return &tokens
}

func plannedOf(c budget.Cost, unknown, underWay int) plannedEvent {
	return plannedEvent{
		Event: "planned", Unknown: unknown, UnderWay: underWay, Runs: c.Runs, Tokens: priced(c.Tokens, c.Unpriced == 0),
		Saved: c.Saved, ToPay: priced(c.PayTokens, c.PayUnpriced == 0),
	}
}

func savedOf(r queue.Run) savedEvent {
	s := r.Saved
	return savedEvent{
		Event: "saved", Path: event.PathOf(s.Path), Request: event.RequestOf(r.Item.Request), Key: clean.Line(r.KeyName),
		Tokens: priced(s.Tokens, s.Priced || s.Reused), SHA256: s.SHA256, FileSHA256: s.FileSHA256, Bytes: s.Bytes,
		Width: s.Width, Height: s.Height, ElapsedMS: s.Elapsed.Round(time.Millisecond).Milliseconds(), Reused: s.Reused,
		Job: clean.Line(s.Job), DurationMS: s.Duration.Milliseconds(),
	}
}

// EventOf describes a run that has ended, as its line of JSON does.
func EventOf(r queue.Run) any {
	if r.State == queue.StateSaved {
		return savedOf(r)
	}
	return endedOf(r)
}

// ErrorOf describes why a run failed.
func ErrorOf(r queue.Run) any { return errorOf(r) }

func acceptedOf(r queue.Run) acceptedEvent {
	return acceptedEvent{Event: "accepted", Request: event.RequestOf(r.Item.Request), Key: clean.Line(r.KeyName), Job: clean.Line(r.Job)}
}

// endedOf describes a run in any ended state but saved.
func endedOf(r queue.Run) endedEvent {
	e := endedEvent{Event: string(r.State), Request: event.RequestOf(r.Item.Request), Job: clean.Line(r.Job)}
	if r.State != queue.StateCancelled {
		e.Error = errorOf(r)
	}
	return e
}
