package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"sync"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
)

// Client calls the Imagine API with one key at one address. It sends each
// call once: it follows no redirect and repeats nothing, since the API has no
// way to tell a repetition from a second order. It is safe for concurrent use.
type Client struct {
	base      *url.URL
	guard     *guard
	userAgent string

	headerTimeout time.Duration // 0: by operation
	idleTimeout   time.Duration
	maxImage      int64
	operations    Operations
	proxy         func(*http.Request) (*url.URL, error)

	mu     sync.Mutex
	served map[Operation]string // which of an operation's paths answered last
	worked func(op Operation, path string)
}

// Option changes how a Client works.
type Option func(*Client)

// WithHTTPTransport sends over rt instead of NewTransport's. To tell what was
// provably not sent, it must report to net/http/httptrace as *http.Transport
// does; otherwise every failure but a failure to connect counts as sent.
func WithHTTPTransport(rt http.RoundTripper) Option {
	return func(c *Client) { c.guard.base = rt }
}

// WithHeaderTimeout sets how long an answer may take to begin. The default is
// three minutes for pictures and one for everything else.
func WithHeaderTimeout(d time.Duration) Option {
	return func(c *Client) { c.headerTimeout = d }
}

// WithUserAgent sets what the program calls itself.
func WithUserAgent(s string) Option {
	return func(c *Client) { c.userAgent = clean.Line(s) }
}

// WithAddresses makes a client ask first at the addresses that answered before,
// and tells worked, from whatever goroutine asks, when another one did. Both
// are as the catalogue or the config writes them, with {id}.
func WithAddresses(known map[Operation]string, worked func(op Operation, path string)) Option {
	return func(c *Client) {
		c.worked = worked
		maps.Copy(c.served, known)
	}
}

const (
	imageWait = 180 * time.Second
	otherWait = 60 * time.Second
)

// NewClient returns a client for the service at baseURL, which CheckBaseURL
// must accept. The secret goes to that origin only. With the zero Secret every
// call fails with KindKeyMissing.
func NewClient(baseURL string, secret key.Secret, opts ...Option) (*Client, error) {
	base, err := CheckBaseURL(baseURL)
	if err != nil {
		return nil, err
	}
	c := &Client{
		base: base, guard: &guard{secret: secret, origin: originOf(base)}, userAgent: "imagine-tui",
		idleTimeout: time.Minute, maxImage: 64 << 20, served: map[Operation]string{},
	}
	for _, o := range opts {
		o(c)
	}
	if c.guard.base == nil {
		c.guard.base = NewTransport()
	}
	c.guard.orders = forOrders(c.guard.base)
	if c.maxImage <= 0 || c.idleTimeout <= 0 || c.headerTimeout < 0 {
		return nil, errors.New("the client's limits must be more than zero")
	}
	if t, ok := c.guard.base.(*http.Transport); ok {
		c.proxy = t.Proxy
	}
	return c, nil
}

// CloseIdle closes connections that are kept for later calls.
func (c *Client) CloseIdle() {
	for _, way := range []http.RoundTripper{c.guard.base, c.guard.orders} {
		if t, ok := way.(interface{ CloseIdleConnections() }); ok {
			t.CloseIdleConnections()
		}
	}
}

// wait returns how long the answer to an operation may take to begin.
func (c *Client) wait(spec Spec) time.Duration {
	switch {
	case c.headerTimeout > 0:
		return c.headerTimeout
	case spec.Answer == AnswerImage:
		return imageWait
	default:
		return otherWait
	}
}

// proxyOf returns the proxy a request goes through, without its password, ""
// if none.
func (c *Client) proxyOf(r *http.Request) string {
	if c.proxy == nil {
		return ""
	}
	u, err := c.proxy(r)
	if err != nil || u == nil {
		return ""
	}
	return shortText(u.Redacted())
}

// Generate makes the picture a request asks for and writes it to dst as it
// arrives. It returns a *RequestError if the request cannot be sent (see
// Request.Validate), else an *Error, whose Outcome says whether it may have
// been charged. Dst may then hold a part of the answer, or an answer that is
// no picture; text in it is rid of keys.
func (c *Client) Generate(ctx context.Context, r Request, dst io.Writer, tr *Trace) (Image, error) {
	if err := r.Validate(); err != nil {
		return Image{}, err
	}
	if spec := c.spec(r.Operation); spec.Answer != AnswerImage {
		return Image{}, &RequestError{"operation", fmt.Sprintf("The operation %s makes a video, not a picture.", spec.Operation)}
	}
	files, err := r.loadInputs()
	if err != nil {
		return Image{}, err
	}
	return c.image(ctx, r, files, dst, tr)
}

// image sends a request of any operation that answers with a picture.
func (c *Client) image(ctx context.Context, r Request, files map[string]Upload, dst io.Writer, tr *Trace) (Image, error) {
	x, resp, err := c.post(ctx, r, files, tr)
	if err != nil {
		return Image{}, err
	}
	defer x.close()
	defer func() { _ = resp.Body.Close() }() // read to its end, or given up
	return x.picture(resp, dst)
}

// post sends the form of a request, after the last look at its fields.
func (c *Client) post(ctx context.Context, r Request, files map[string]Upload, tr *Trace) (*exchange, *http.Response, error) {
	spec := c.spec(r.Operation)
	if err := r.check(spec); err != nil {
		return nil, nil, err
	}
	body, err := newForm(spec, r, files)
	if err != nil {
		return nil, nil, err
	}
	return c.send(ctx, call{spec: spec, path: spec.Paths[0], form: body, wait: c.wait(spec), tr: tr, extra: r.Extra})
}

// noSuchID is an id that no video can have.
const noSuchID = "00000000-0000-0000-0000-000000000000"

// CheckKey asks the service whether it accepts the key, at no cost: it asks
// for a video that cannot exist. The service looks at the key before anything
// else, so that an answer about the video means that the key is accepted.
func (c *Client) CheckKey(ctx context.Context) error {
	spec := c.spec(VideoStatus)
	x, resp, err := c.send(ctx, call{spec: spec, path: fillPath(spec.Paths[0], noSuchID), wait: c.wait(spec)})
	if err != nil {
		return err
	}
	defer x.close()
	defer func() { _ = resp.Body.Close() }() // nothing in it is needed
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		data, e := x.readJSON(resp.Body)
		if e != nil {
			return e
		}
		if _, ok := jsonObject(data); !ok {
			e := x.fail(KindNoAnswer, Refused, plainError("the answer is not from the API; check the base URL"))
			e.Status, e.Message = resp.StatusCode, excerpt(x.c.guard.redact(data))
			return e
		}
		if e := x.jsonError(data, KindNoAnswer); e.KeyProblem() || e.Kind == KindKeyMissing {
			return e
		}
		return nil
	}
	e := x.refusal(resp)
	switch e.Kind {
	case KindNotServed, KindUploadRefused:
		return nil
	case KindBadRequest:
		// About the id, unless it is about the account or a wall in front.
		if familyOf(e.Code, e.Name) == aboutKey || (e.Status != http.StatusBadRequest && e.Status != http.StatusUnprocessableEntity) {
			return e
		}
		return nil
	default:
		return e
	}
}
