package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"imagine-tui/api/clean"
)

// call is what is asked of the service.
type call struct {
	spec Spec
	path string // below the base URL
	form *form  // nil for calls without a body
	wait time.Duration
	tr   *Trace
	// extra are the fields in the form that the specification lacks.
	extra map[string]string
}

// free tells whether the call costs nothing however it ends.
func (k call) free() bool { return k.spec.Method != http.MethodPost }

// exchange is one call on its way, from before it is sent until its answer
// has been read.
type exchange struct {
	call
	c      *Client
	parent context.Context //nolint:containedctx // lives as long as the call
	ctx    context.Context //nolint:containedctx // as parent, ended by the watchdogs too
	cancel context.CancelCauseFunc

	sentAt   time.Time
	sent     sentOnce
	reaching atomic.Bool // the transport reports to our trace
	wrote    atomic.Bool // the head of the request may have left
	answered atomic.Bool
	patience *time.Timer
}

// send sends the call and returns its answer, whatever the status. The caller
// closes the exchange and the answer's body.
func (c *Client) send(ctx context.Context, k call) (*exchange, *http.Response, error) {
	x := &exchange{call: k, c: c, parent: ctx, sent: sentOnce{tr: k.tr}}
	x.ctx, x.cancel = context.WithCancelCause(ctx)
	resp, err := x.roundTrip()
	if err != nil {
		x.close()
		return nil, nil, err
	}
	return x, resp, nil
}

func (x *exchange) roundTrip() (*http.Response, error) {
	if x.c.guard.secret.IsZero() {
		return nil, x.fail(KindKeyMissing, NotSent, nil)
	}
	if err := x.parent.Err(); err != nil {
		return nil, x.fail(KindCancelled, NotSent, err)
	}
	req, err := x.request()
	if err != nil {
		return nil, x.fail(KindLocal, NotSent, err)
	}
	if err := x.tr.sending(); err != nil {
		return nil, x.fail(KindLocal, NotSent, err)
	}
	x.sentAt = time.Now()
	x.patience = time.AfterFunc(x.wait, func() {
		if !x.answered.Load() {
			x.cancel(&waitError{"no answer came", x.wait})
		}
	})
	resp, err := x.c.guard.RoundTrip(req)
	x.answered.Store(true)
	x.patience.Stop()
	if err != nil {
		return nil, x.unanswered(req, err)
	}
	if resp.StatusCode == http.StatusSwitchingProtocols {
		return nil, x.switched(resp)
	}
	return resp, nil
}

// switched gives up a connection on which the service wants to speak another
// protocol: nobody asked for one, and what follows could go on for ever.
func (x *exchange) switched(resp *http.Response) *Error {
	_ = resp.Body.Close() // nothing in it is an answer
	e := x.fail(KindNoAnswer, Unknown, plainError("the service tried to switch to another protocol"))
	e.Status, e.ServerID = resp.StatusCode, serverID(resp.Header)
	return e
}

// request builds the HTTP request, without the key.
func (x *exchange) request() (*http.Request, error) {
	ctx := httptrace.WithClientTrace(x.ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { x.reaching.Store(true) },
		WroteHeaders: func() { x.wrote.Store(true) },
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err == nil {
				x.goOnWaiting()
				x.sent.mark()
			}
		},
	})
	req, err := http.NewRequestWithContext(ctx, x.spec.Method, x.c.base.String()+x.path, http.NoBody)
	if err != nil {
		return nil, err
	}
	if x.form != nil {
		// Without GetBody no transport can send the body a second time, however
		// the first time ended: that would be another order.
		req.Body = &patientBody{bytes.NewReader(x.form.body), x}
		req.ContentLength = int64(len(x.form.body))
		req.Header.Set("Content-Type", x.form.contentType)
	}
	req.Header.Set("User-Agent", x.c.userAgent)
	req.Header.Set("Accept", "image/png, image/jpeg, image/webp, application/json;q=0.9, */*;q=0.5")
	return req, nil
}

// goOnWaiting gives the service the whole time again: a long upload is not a
// late answer.
func (x *exchange) goOnWaiting() {
	if !x.answered.Load() {
		x.patience.Reset(x.wait)
	}
}

// patientBody is a request's body that tells its exchange when it moves.
type patientBody struct {
	*bytes.Reader
	x *exchange
}

func (b *patientBody) Read(p []byte) (int, error) {
	b.x.goOnWaiting()
	return b.Reader.Read(p)
}

// WriteTo would let bytes pass unnoticed, so it copies by way of Read.
func (b *patientBody) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{b})
}

func (b *patientBody) Close() error { return nil }

// close ends the call. Nothing is reported after it.
func (x *exchange) close() {
	x.sent.over()
	x.cancel(nil)
}

// fail returns an error of this call.
func (x *exchange) fail(kind Kind, outcome Outcome, err error) *Error {
	if outcome == Unknown && x.free() {
		outcome = Refused // nothing was asked for that costs anything
	}
	e := &Error{Kind: kind, Outcome: outcome, Operation: x.spec.Operation, Host: clean.Line(x.c.base.Host), Err: err}
	if outcome != NotSent {
		e.SentAt = x.sentAt
	}
	return e
}

// unanswered returns the error for a request to which no answer came.
func (x *exchange) unanswered(req *http.Request, err error) *Error {
	outcome := Unknown
	if x.provablyNotSent(err) {
		outcome = NotSent
	}
	e := x.interrupted(outcome, err)
	if e.Kind == KindNoAnswer && outcome == NotSent {
		e.Kind = KindNetwork
		e.Proxy = x.c.proxyOf(req)
	}
	return e
}

// provablyNotSent tells whether not even the head of the request left. A
// transport that does not report what it does proves nothing, except by saying
// that it could not connect.
func (x *exchange) provablyNotSent(err error) bool {
	if errors.Is(err, errForeign) {
		return true
	}
	var op *net.OpError
	dialing := errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
	return !x.wrote.Load() && (x.reaching.Load() || dialing)
}

// interrupted sorts an error of the connection: the caller gave up, one of the
// watchdogs did, or the connection broke.
func (x *exchange) interrupted(outcome Outcome, err error) *Error {
	var wait *waitError
	switch cause := context.Cause(x.ctx); {
	case errors.Is(x.parent.Err(), context.Canceled):
		return x.fail(KindCancelled, outcome, context.Canceled)
	case x.parent.Err() != nil:
		err = x.parent.Err()
	case errors.As(cause, &wait):
		err = wait
	}
	return x.fail(KindNoAnswer, outcome, err)
}
