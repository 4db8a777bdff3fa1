package queue

import (
	"time"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
)

// State says where a run is on its way from a request to a saved picture.
type State string

// The states of a run, in the order a run goes through them.
const (
	// StatePlanned is a request that was not handed to a queue yet.
	StatePlanned State = "planned"
	// StateWaiting is a run in its key's waiting line.
	StateWaiting State = "waiting"
	// StateHeld is a run set aside because its key cannot pay or is refused,
	// the network is away, or an identical request never answered. It stays
	// there until Release or Retry.
	StateHeld State = "held"
	// StateSending is a run whose request is being prepared and sent.
	StateSending State = "sending"
	// StateRendering is a run whose request left: the server is at work. A
	// video (Run.Job) is asked for from time to time; it takes no place among
	// the requests in flight.
	StateRendering State = "rendering"
	// StateReceiving is a run whose picture is arriving or being saved.
	StateReceiving State = "receiving"
	// StateRetrying is a run that was turned away and goes again at RetryAt.
	StateRetrying State = "retrying"
	// StateSaved is a run whose picture is in the library.
	StateSaved State = "saved"
	// StateFailed is a run that ended without a picture in the library.
	// Nothing was charged, unless LocalErr says that saving failed, or Err
	// that the service gave a video up (its Outcome tells).
	StateFailed State = "failed"
	// StateCancelled is a run that was stopped before anything left.
	StateCancelled State = "cancelled"
	// StateUnknown is a run that was sent and had no usable answer: it may
	// have been billed, so it is never sent again by itself. So is a video
	// that is not asked for any more, see Run.Resumes.
	StateUnknown State = "unknown"
)

// Ended says whether nothing more will happen to a run in this state.
func (s State) Ended() bool {
	switch s {
	case StateSaved, StateFailed, StateCancelled, StateUnknown:
		return true
	default:
		return false
	}
}

// Running says whether a run in this state has left the waiting line and has
// work in hand. A retrying run counts: it is on its way.
func (s State) Running() bool {
	switch s {
	case StateSending, StateRendering, StateReceiving, StateRetrying:
		return true
	default:
		return false
	}
}

// Unsent says whether a run in this state still has to be sent. A retrying run
// counts: it was turned away.
func (s State) Unsent() bool {
	switch s {
	case StatePlanned, StateWaiting, StateHeld, StateRetrying:
		return true
	default:
		return false
	}
}

// Saved is what is known of a picture in the library.
type Saved struct {
	// Path is the absolute path of the picture, Sidecar of its description.
	Path, Sidecar string
	// SHA256 is over the bytes as received, FileSHA256 over the file as saved
	// (they differ where the recipe is embedded). Lower-case hex.
	SHA256, FileSHA256 string
	// Bytes is the size of the file.
	Bytes int64
	// Width and Height are in pixels, 0 where they are not known.
	Width, Height int
	MediaType     string
	// Duration is how long a video lasts, 0 for pictures and where it is not
	// known. Job is the server's id of a video.
	Duration time.Duration
	Job      string
	// Tokens is the catalogue price of this run, 0 when Reused. It means
	// nothing unless Priced.
	Tokens int
	Priced bool
	// Elapsed is from the moment the request could leave until the picture
	// was complete; of the first time when Reused.
	Elapsed time.Duration
	// Reused says that nothing was sent: the picture was there already.
	Reused bool
	// KeyName is the key that paid for the picture.
	KeyName string
}

// Run is one sending of one request with one key. It is a copy: changing it
// changes nothing in the queue.
type Run struct {
	// ID is unique across processes, and sorts by time of submission.
	ID string
	// Batch is common to the runs of one Submit; Index is the place in its
	// plan, from 0.
	Batch   string
	Index   int
	Item    plan.Item
	KeyName string
	// Free says that the key is the sandbox: nothing of this run is paid for.
	Free  bool
	State State
	// Queued is when the run was submitted, Started when its request could
	// first leave, Ended when it reached its last state. Zero until then.
	Queued, Started, Ended time.Time
	// Attempt counts sendings from 1; 0 before the first. Attempts is the
	// most there will be before the run fails: one and the retries.
	Attempt, Attempts int
	// RetryAt is when a retrying run goes again.
	RetryAt time.Time
	// Done and Total count bytes of the answer; Total is -1 while unknown.
	Done, Total int64
	// Err is what the API or the network said last. It stays set while a run
	// is retrying or held, to say why.
	Err *api.Error
	// LocalErr is what went wrong on this computer (journal, disk, source of
	// the key), or the reason to hold that is not an answer of the API.
	LocalErr error
	Saved    Saved
	// Arrived says that the picture is here and could not be saved: it stays in
	// recovery, and Retry only saves it.
	Arrived bool
	// Position is the place in the key's waiting line, from 1; 0 when the run
	// is not in a line (also while it awaits an identical request in flight).
	Position int
	// Job is the server's id of a video, "" before it gave one.
	Job string
	// Polls counts how often the video was asked for, NextPoll is when it is
	// next; zero while it is being asked for or fetched.
	Polls    int
	NextPoll time.Time
}

// Ordered tells whether the service is making a video, of which it is asked now and
// then.
func (r Run) Ordered() bool { return r.State == StateRendering && r.Job != "" }

// Resumes tells whether Retry goes on asking for a video that was ordered:
// nothing is sent that costs.
func (r Run) Resumes() bool { return r.State == StateUnknown && r.Job != "" }

// KeyState is how the run's key fares, as of the given moment. said is false
// when the run says nothing about it.
func (r Run) KeyState(at time.Time) (state key.State, said bool) {
	switch {
	case r.Free:
		return key.State{}, false
	case r.State == StateSaved && !r.Saved.Reused:
		return api.KeyState(nil, at)
	case r.Err != nil:
		return api.KeyState(r.Err, at)
	}
	return key.State{}, false
}

// Event tells that a run changed. Run is a full copy as of that moment. A run
// has one event with an ended State for each time it was started.
type Event struct {
	Run Run
}

// Counts says how many runs are in which state. Running includes retrying.
type Counts struct {
	Waiting, Held, Running, Saved, Failed, Unknown, Cancelled int
}
