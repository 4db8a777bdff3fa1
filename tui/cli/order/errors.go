package order

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

type errorJSON struct {
	Status  *int   `json:"status"` // HTTP status, null without an answer
	Code    any    `json:"code"`   // the vendor's code, a number where it is one
	Name    string `json:"name"`
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

func errorOf(r queue.Run) *errorJSON {
	// What failed here explains more than what the API said before it.
	if r.LocalErr != nil {
		return &errorJSON{Name: localName(r.LocalErr), Message: clean.Scrub(clean.Line(r.LocalErr.Error())), Remedy: localRemedy(r)}
	}
	if r.Err == nil {
		return &errorJSON{Name: "Unknown", Message: "no reason was given"}
	}
	e := &errorJSON{Name: clean.Line(r.Err.Name), Message: clean.Line(r.Err.Message), Remedy: clean.Line(r.Err.Remedy())}
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

// unsettled tells whether a run was not sent because it was before, and nobody
// knows whether that was charged.
func unsettled(err error) bool {
	return errors.Is(err, queue.ErrUnsettled) || errors.Is(err, queue.ErrSameUnknown)
}

func localName(err error) string {
	if unsettled(err) {
		return "Unsettled"
	}
	if _, ceiling := errors.AsType[*budget.CeilingError](err); ceiling {
		return "Ceiling"
	}
	if _, room := errors.AsType[*history.RoomError](err); room {
		return "NoRoom"
	}
	return "Local"
}

// localRemedy says what to do about a run that failed on this computer.
func localRemedy(r queue.Run) string {
	ceiling, isCeiling := errors.AsType[*budget.CeilingError](r.LocalErr)
	room, noRoom := errors.AsType[*history.RoomError](r.LocalErr)
	switch {
	case noRoom && room.Unusable():
		return "Make it writable, or name another folder with -o, and run the same command again."
	case noRoom:
		return "Make room in one of them, and run the same command again."
	case isCeiling:
		return "Nothing was sent. Wait until tomorrow, or set " + ceiling.Ceiling.Setting + " higher."
	case errors.Is(r.LocalErr, queue.ErrOrdered):
		return app.Name + " recover fetches it at no cost. --unknown send requests it again, and it is paid twice."
	case errors.Is(r.LocalErr, queue.ErrComplete):
		return app.Name + " recover saves it, recover --out FOLDER somewhere else. --unknown send sends it again, and it is paid twice."
	case unsettled(r.LocalErr):
		return app.Name + " recover lists it. Nothing was sent now; --unknown send sends it again, and it may be paid twice."
	case r.Resumes():
		return app.Name + " recover fetches the video at no cost."
	case r.State == queue.StateUnknown || r.Saved.Path == "" && !r.Started.IsZero():
		return "What was received is kept: " + app.Name + " recover saves it, recover --out FOLDER somewhere else."
	}
	return "Run the same command again once that is fixed."
}
