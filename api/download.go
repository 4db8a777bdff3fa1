package api

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/videofile"
)

// MaxVideo is the largest video that is accepted, in bytes.
const MaxVideo = 2 << 30

// DownloadVideo fetches the video that a link of the service leads to and writes
// it to dst. It is checked on its way: what comes back without an error is
// whole. What is no video, or not all of one, is KindNoAnswer.
//
// The key is not sent: links lead to other hosts and carry their own rights. At
// most five redirects are followed, all of them https (or, where the service
// itself is this computer, http to this computer). It costs nothing. An expired
// link answers with Status 403; ask for the status again then.
func (c *Client) DownloadVideo(ctx context.Context, link string, dst io.Writer, tr *Trace) (Image, error) {
	var video Image
	err := c.download(ctx, link, tr, func(x *exchange, resp *http.Response) (e *Error) {
		video, e = x.video(resp, dst)
		return e
	})
	if err != nil {
		return Image{}, err
	}
	return video, nil
}

// download fetches what a link leads to and has its answer read.
func (c *Client) download(ctx context.Context, link string, tr *Trace, read func(*exchange, *http.Response) *Error) error {
	spec := Spec{Method: http.MethodGet, Answer: AnswerStatus}
	x := &exchange{call: call{spec: spec, wait: c.wait(spec), tr: tr}, c: c, parent: ctx}
	x.ctx, x.cancel = context.WithCancelCause(ctx)
	defer x.close()
	u, err := c.usableLink(link)
	if err != nil {
		return x.at("", x.fail(KindNoAnswer, NotSent, plainError("the service returned "+err.Error())))
	}
	resp, err := x.fetch(u)
	if err != nil {
		return x.at(u.Host, x.unfetched(err))
	}
	defer func() { _ = resp.Body.Close() }() // read to its end, or given up
	if resp.StatusCode != http.StatusOK {
		return x.at(u.Host, x.refusal(resp))
	}
	if e := read(x, resp); e != nil {
		e.Status = resp.StatusCode
		return x.at(u.Host, e)
	}
	return nil
}

// video copies a video and checks it on its way.
func (x *exchange) video(resp *http.Response, dst io.Writer) (Image, *Error) {
	if resp.ContentLength > MaxVideo {
		return Image{}, x.fail(KindTooLarge, Refused, plainError("more than "+megabytes(MaxVideo)))
	}
	x.tr.receiving(resp.ContentLength)
	out := newSink(dst, x.tr, resp.ContentLength)
	var head headKeeper
	src := &sourceReader{r: io.TeeReader(&limitedReader{x.watch(resp.Body), MaxVideo}, io.MultiWriter(&head, out))}
	info, wrong := videofile.Check(src)
	if src.err == nil {
		_, _ = io.Copy(io.Discard, src) // what follows it; src remembers an error
	}
	switch {
	case errors.Is(src.err, errTooLarge):
		return Image{}, x.fail(KindTooLarge, Refused, plainError("more than "+megabytes(MaxVideo)))
	case src.err != nil:
		return Image{}, x.broken(out, src.err)
	case out.n == 0:
		return Image{}, x.fail(KindNoAnswer, Refused, plainError("the answer was empty"))
	case errors.Is(wrong, videofile.ErrNotVideo):
		kind, _, _ := strings.Cut(http.DetectContentType(head.b), ";")
		e := x.fail(KindNoAnswer, Refused, plainError("a file of type "+kind+" came instead of a video"))
		e.Whole = true
		return Image{}, e
	case errors.Is(wrong, videofile.ErrCut):
		e := x.fail(KindNoAnswer, Refused, cutError(out.n))
		e.Announced = out.n == resp.ContentLength || slices.Contains(resp.TransferEncoding, "chunked") // which has an end of its own
		return Image{}, e
	case wrong != nil:
		e := x.fail(KindNoAnswer, Refused, plainError(shortText(wrong.Error())))
		e.Whole = true
		return Image{}, e
	}
	return Image{
		MediaType: info.MediaType, Ext: info.Ext, Bytes: out.n, SHA256: hex.EncodeToString(out.sum.Sum(nil)),
		Width: info.Width, Height: info.Height, Duration: info.Duration, ServerID: serverID(resp.Header),
	}, nil
}

// at names the host that an error is about.
func (x *exchange) at(host string, e *Error) *Error {
	e.Host = limitRunes(clean.Line(host), 200)
	return e
}

// unfetched returns the error for a link without an answer. Since nothing can
// be charged, failing to connect is all there is to tell apart.
func (x *exchange) unfetched(err error) *Error {
	if refused, ok := errors.AsType[refusedLink](err); ok {
		return x.fail(KindNoAnswer, NotSent, plainError("the service's link redirects to "+refused.Error()))
	}
	e := x.interrupted(Refused, err)
	if e.Kind == KindNoAnswer && x.provablyNotSent(err) {
		e.Kind, e.Outcome = KindNetwork, NotSent
	}
	return e
}

// refusedLink says that a link leads on to where nothing is fetched from.
type refusedLink struct{ error }

// headKeeper keeps the first bytes written to it, by which a file is known.
type headKeeper struct{ b []byte }

func (h *headKeeper) Write(p []byte) (int, error) {
	const enough = 512
	h.b = append(h.b, p[:min(len(p), enough-min(len(h.b), enough))]...)
	return len(p), nil
}

// fetch gets a link, and gives up if the answer does not begin in time.
func (x *exchange) fetch(u *url.URL) (*http.Response, error) {
	var answered atomic.Bool
	patience := time.AfterFunc(x.wait, func() {
		if !answered.Load() {
			x.cancel(&waitError{"no answer came", x.wait})
		}
	})
	resp, err := x.c.fetch(x.ctx, u)
	answered.Store(true)
	patience.Stop()
	return resp, err
}

// fetch gets a link without the key. Redirects are checked like the link.
func (c *Client) fetch(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, plainError("the link cannot be read")
	}
	req.Header.Set("User-Agent", c.userAgent)
	const most = 5
	client := &http.Client{
		Transport: c.guard.base, // without the guard: it is the guard that adds the key
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > most {
				return plainError("there were too many redirects")
			}
			r.Header.Del("Referer") // the link itself, which opens the file
			if _, err := c.usableLink(r.URL.String()); err != nil {
				return refusedLink{err}
			}
			return nil
		},
	}
	resp, err := client.Do(req)
	if err != nil {
		// Errors of http.Client quote the link, which may open the file to
		// whoever reads it.
		var quoting *url.Error
		if errors.As(err, &quoting) {
			err = quoting.Err
		}
		return nil, err
	}
	return resp, nil
}
