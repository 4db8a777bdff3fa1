package queue

import (
	"context"
	"errors"
	"io"
	"time"

	"imagine-tui/api"
)

// Generator makes one picture: it sends r, and writes the picture's bytes as
// received to dst. *api.Client is one. Errors are *api.Error; their Outcome
// decides what the queue may do next.
type Generator interface {
	Generate(ctx context.Context, r api.Request, dst io.Writer, tr *api.Trace) (api.Image, error)
}

// Filmer is a Generator that makes videos as well; *api.Client is one. Submit
// costs and is sent once; the others cost nothing and are repeated freely.
type Filmer interface {
	Generator
	// Submit orders a video and returns its job.
	Submit(ctx context.Context, r api.Request, tr *api.Trace) (api.Job, error)
	// VideoStatus tells how far it is.
	VideoStatus(ctx context.Context, job string) (api.Video, error)
	// DownloadVideo writes it to dst. Without an error it is whole.
	DownloadVideo(ctx context.Context, link string, dst io.Writer, tr *api.Trace) (api.Image, error)
}

// Account is a key as the queue needs it.
type Account struct {
	// Name is the key's name. Runs of one name share a waiting line.
	Name string
	// Origin is where the key's requests go, as api.Origin writes it, or
	// "sandbox". Saved pictures are looked up under it.
	Origin string
	// Parallel is how many requests may be in flight; 0 means 4.
	Parallel int
	// Sandbox says that what is made with the key costs nothing.
	Sandbox bool
	// Polling says how videos are asked for; what it does not say, Options
	// does.
	Polling Polling
	// Connect resolves the secret and gives a client. It is called when the
	// first request is about to be sent, at most once at a time, and again
	// only after it failed, the key was refused, or Release.
	Connect func(ctx context.Context) (Generator, error)
}

// AccountInfo is what the journal and the sidecar record of an Account, and of
// the batch that a request of it is in.
type AccountInfo struct {
	KeyName, Origin string
	Sandbox         bool
	Batch           Batch
}

// Ticket is one paid request on its way, from before it is sent until its
// picture is saved. Exactly one of Save (with success), Drop and Unknown ends
// it. A ticket is used by one goroutine at a time.
type Ticket interface {
	// Sent records, synced to disk, that the request's bytes may leave from
	// now on. When it fails nothing is sent.
	Sent() error
	// Accepted records the server's job, synced, for operations that answer
	// with one, and what is known of the run so far: it is all that a later
	// process has to go on. It may be called again after Unknown, to go on.
	Accepted(job string, m Meta) error
	// Receiving gives the place for the picture's bytes; total is the
	// expected number, -1 when the server did not say. Called once for a
	// picture. Of a video again when it has to be fetched anew, also after
	// Unknown: what came before is gone.
	Receiving(total int64) (io.Writer, error)
	// Save checks the received picture and puts it into the library. When it
	// fails the bytes stay where they are: Unknown is called next, and Save
	// may be called again later, when the person made room. ctx is not
	// cancelled by Cancel or Close: a paid picture is saved first.
	Save(ctx context.Context, img api.Image, m Meta) (Saved, error)
	// Drop forgets the request: nothing was charged.
	Drop() error
	// Unknown keeps the request and its bytes so far for the person to
	// decide: it may have been charged. With a job it keeps that, so that it
	// can be asked for later.
	Unknown(err error) error
}

// Meta is what the sidecar tells about a run beside its request.
type Meta struct {
	// Tokens is the catalogue price; it means nothing unless Priced.
	Tokens int
	Priced bool
	// Started is when the request could leave, Ended when its picture was
	// complete, Elapsed the time between.
	Started, Ended time.Time
	Elapsed        time.Duration
	// Job is the server's id of a video, ServerID its name for the answer.
	Job, ServerID string
	// Template is the prompt as the person wrote it.
	Template string
	// Parent is the picture this one was made from, "" for none.
	Parent string
	// Take numbers the pictures made from one request; 0 leaves it to the
	// store.
	Take int
	// Still fetches a picture of a video, nil where there is none: it costs nothing,
	// and may fail.
	Still func(ctx context.Context) ([]byte, error)
}

// Store is the library as the queue needs it. history.Library is one.
type Store interface {
	// Find looks for a picture already made from r at origin.
	Find(origin string, r api.Request) (Saved, bool)
	// Begin records a request that is about to be sent, and makes sure of room
	// for its answer. When it fails nothing is sent: with ErrUnderWay while
	// somebody else, in another process perhaps, sends the same, with
	// ErrSavedMeanwhile when it has just been saved, with ErrCrowded when there
	// is no room as long as others are in flight, and with ErrUnsettled when it
	// was sent before and never answered. o says what the person said to that.
	Begin(ctx context.Context, r api.Request, a AccountInfo, o Others) (Ticket, error)
}

// Others says what it means that the same request was sent by somebody else,
// or earlier.
type Others int

const (
	// Wait sends nothing that may be paid twice. It is what holds unless the
	// person says otherwise.
	Wait Others = iota
	// Beside sends it all the same: another picture is wanted.
	Beside
	// Settle sends what was sent and never answered again, in its place: the
	// person said so. What is under way is waited for.
	Settle
)

var (
	// ErrUnderWay says that somebody else sends the same request now.
	ErrUnderWay = errors.New("the same request is running elsewhere")
	// ErrSavedMeanwhile says that somebody else has just saved the picture:
	// Find knows it now.
	ErrSavedMeanwhile = errors.New("the picture was saved meanwhile")
	// ErrCrowded says that there is no room for the answer beside those of
	// requests in flight: it may go when one of them has ended.
	ErrCrowded = errors.New("not enough disk space for another running request")
	// ErrUnsettled says that the request was sent before, and nobody knows
	// whether it was charged.
	ErrUnsettled = errors.New("this request was sent before and never answered")
	// ErrOrdered is an ErrUnsettled of which the journal of this home knows more:
	// the service makes the video.
	ErrOrdered error = unsettled("this video was already requested and is still being made")
	// ErrComplete is one whose picture is here, but not in its place.
	ErrComplete error = unsettled("this picture arrived before, but could not be saved in the library")
)

// unsettled is a kind of ErrUnsettled.
type unsettled string

func (u unsettled) Error() string { return string(u) }

func (u unsettled) Is(target error) bool { return target == ErrUnsettled }

// Options sets up a queue. Only Store is needed.
type Options struct {
	Store Store
	// Unattended says that nobody is there to solve trouble: runs that would
	// be held for it fail with the same error instead.
	Unattended bool
	// SaveAside says that another run of a key may be sent while a picture of it is
	// saved: the store takes more at once than are in flight.
	SaveAside bool
	// Pace, unless nil, returns when the next request of an account may be sent, or
	// when ctx ends. It is asked before each attempt at what costs.
	Pace func(ctx context.Context, a Account) error
	// MaxRetries is how often a run is sent again after it was turned away or
	// could not leave: 0 means 4, negative never.
	MaxRetries int
	// Polling says how videos are asked for.
	Polling Polling
	// Rand gives numbers in [0, 1) that spread the waits before retries; nil
	// means the ordinary generator. It is called by one goroutine at a time.
	Rand func() float64
}

// SubmitOptions says how the runs of one plan are to be treated.
type SubmitOptions struct {
	// Again sends requests even when their picture is saved already, or an
	// identical one is in flight.
	Again bool
	// Parent and Take go into each run's Meta.
	Parent string
	Take   int
	// Into is a batch that was there, which the runs go on from its Index; without
	// an ID they are one of their own.
	Into Batch
	// Unsettled sends also what was sent before and never answered, as if it
	// had not been: it may be paid twice, and the person said so.
	Unsettled bool
}
