package api

import (
	"errors"
	"strconv"
	"time"

	"imagine-tui/api/key"
)

// Kind says what went wrong.
type Kind int

// The kinds of errors, with the HTTP status each stands for.
const (
	// KindKeyMissing: no key was sent (400 with code 1000), or there is none.
	KindKeyMissing Kind = iota + 1
	// KindKeyRefused: the key is wrong or its account not validated (401).
	KindKeyRefused
	// KindKeyExpired: the key was good once (406).
	KindKeyExpired
	// KindNoTokens: nothing is left to pay with (402, 424).
	KindNoTokens
	// KindBadRequest: the request was not accepted (any other 4xx).
	KindBadRequest
	// KindTooMany: slow down (429).
	KindTooMany
	// KindBusy: the service said that it is down (503 with code 1200 or 1201).
	KindBusy
	// KindNotServed: there is nothing at this address (404, 405, 410).
	KindNotServed
	// KindUploadRefused: a file is too large or of the wrong type (413, 415, 422).
	KindUploadRefused
	// KindServer: the service failed, perhaps after it did the work (5xx, 408).
	KindServer
	// KindRedirect: the service pointed elsewhere (3xx), which is never followed.
	KindRedirect
	// KindNetwork: the service could not be reached, nothing was sent.
	KindNetwork
	// KindNoAnswer: the request was sent and no usable answer came.
	KindNoAnswer
	// KindNotPicture: the answer is not a picture.
	KindNotPicture
	// KindTooLarge: the answer is larger than is accepted.
	KindTooLarge
	// KindCancelled: the caller gave up.
	KindCancelled
	// KindJob: the answer is the id of a job (Error.Job) where a picture was
	// expected.
	KindJob
	// KindJobFailed: the service says that it will not make the video it
	// accepted.
	KindJobFailed
	// KindLocal: something on this computer failed: the record that must
	// precede a paid request, or writing the answer down.
	KindLocal
)

// Outcome says what an error means for the bill.
type Outcome int

// The outcomes.
const (
	// Unknown: it was sent and may have been done and charged.
	Unknown Outcome = iota
	// NotSent: provably nothing was asked of the service.
	NotSent
	// Refused: the service said no, or the call costs nothing.
	Refused
)

// Error is what every call of Client returns when it fails, except for a
// *RequestError when the request itself is wrong. All texts in it are cleaned
// and hold no key.
type Error struct {
	Kind    Kind
	Outcome Outcome
	// Status is the HTTP status, 0 if there was no answer.
	Status int
	// Code is the vendor's code as it came, "" if none.
	Code string
	// Name and Message are the vendor's words, at most 500 characters.
	Name, Message string
	// Operation is what was asked for.
	Operation Operation
	// Field is a field that the vendor's words name and no form of the
	// catalogue has, "" if none. It was sent all the same if FieldSent is set,
	// because the config says so.
	Field     string
	FieldSent bool
	// RetryAfter is how long the service asked to wait, 0 … 5 minutes, valid
	// if HasRetryAfter is set.
	RetryAfter    time.Duration
	HasRetryAfter bool
	// Host is the host that was asked.
	Host string
	// Whole says that all of an answer came and is not what was asked for:
	// fetching it again brings the same.
	Whole bool
	// Announced says that an answer is cut off although all of it came that was
	// announced: it is cut off where it lies.
	Announced bool
	// Target is the host a redirect points to.
	Target string
	// Proxy is the proxy in between, without its password, when it failed.
	Proxy string
	// Job is the id of a job, with KindJob.
	Job string
	// ServerID is the service's own name of its answer, "" if none.
	ServerID string
	// SentAt is when sending began, zero if it did not.
	SentAt time.Time
	// Err is the cause, if there is one.
	Err error
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Retryable tells whether the same request may be sent again without asking a
// person: the service refused it for now (429, or 503 with code 1200 or 1201),
// or it was provably not sent for want of a connection.
func (e *Error) Retryable() bool {
	switch e.Kind {
	case KindTooMany, KindBusy:
		return e.Outcome == Refused
	case KindNetwork:
		return e.Outcome == NotSent
	default:
		return false
	}
}

// KeyProblem tells whether the key is the cause (401, 402, 406, 424), so that
// other requests with it would fail as well.
func (e *Error) KeyProblem() bool { return e.keyHealth().Bad() }

// keyHealth is what the error says about the key, key.Unused if nothing.
func (e *Error) keyHealth() key.Health {
	switch e.Kind {
	case KindKeyRefused:
		return key.Refused
	case KindKeyExpired:
		return key.Expired
	case KindNoTokens:
		return key.NoTokens
	default:
		return key.Unused
	}
}

// KeyState is how a key fares after a call that was made with it at the given
// moment and ended with err. said is false when that says nothing about the
// key: it is as it was.
func KeyState(err error, at time.Time) (state key.State, said bool) {
	if err == nil {
		return key.State{Health: key.OK, At: at}, true
	}
	e, ok := errors.AsType[*Error](err)
	if !ok || e == nil || !e.KeyProblem() {
		return key.State{}, false
	}
	return key.State{Health: e.keyHealth(), At: at, Message: e.Message}, true
}

// Charged says in a sentence what the error means for the bill.
func (e *Error) Charged() string {
	switch e.Outcome {
	case NotSent:
		return "Nothing was sent."
	case Refused:
		return "Nothing was charged."
	default:
		return "It may have been charged."
	}
}

// numbers returns status and code for the end of a sentence, "" if there was
// no answer.
func (e *Error) numbers() string {
	switch {
	case e.Status == 0 && e.Code == "":
		return ""
	case e.Code == "":
		return " (HTTP " + strconv.Itoa(e.Status) + ")"
	default:
		return " (HTTP " + strconv.Itoa(e.Status) + ", code " + e.Code + ")"
	}
}
