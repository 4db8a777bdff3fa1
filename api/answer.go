package api

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"imagine-tui/api/buffer"
	"imagine-tui/api/clean"
	"imagine-tui/api/media"
)

const (
	// maxErrorBody is how much of an error is read.
	maxErrorBody = 64 << 10
	// maxText is how much is kept of text that is not the picture it should be.
	maxText = 1 << 20
)

// Image is a picture, or a video, that was received, whole.
type Image struct {
	// MediaType and Ext (".png", ".jpg", ".webp", ".mp4", ".webm") go by the
	// content.
	MediaType, Ext string
	// Bytes is the length of the file.
	Bytes int64
	// SHA256 is the hash of the bytes as received, lower-case hex.
	SHA256 string
	// Width and Height are in pixels; of a video 0 if it does not say.
	Width, Height int
	// Duration is how long a video lasts, 0 if it does not say.
	Duration time.Duration
	// ServerID is the service's own name of the answer, "" if it gave none.
	ServerID string
}

// refusal turns an answer that is not a success into an error.
func (x *exchange) refusal(resp *http.Response) *Error {
	body := x.watch(resp.Body)
	// What could be read will do: the status says the most.
	data, _ := io.ReadAll(io.LimitReader(body, maxErrorBody))
	said := decodeError(x.c.guard.redact(data))
	kind, outcome := classify(resp.StatusCode, said, x.spec.hasFiles())
	e := x.fail(kind, outcome, nil)
	e.Status, e.Code, e.Name, e.Message = resp.StatusCode, said.code, said.name, said.message
	x.blame(e)
	e.ServerID = serverID(resp.Header)
	e.RetryAfter, e.HasRetryAfter = ParseRetryAfter(resp.Header.Get("Retry-After"), time.Now())
	if kind == KindRedirect {
		e.Target = redirectTarget(resp)
		e.Message = "" // an HTML page that repeats the address
	}
	return e
}

// redirectTarget returns where an answer points to, without what may be
// secret in it.
func redirectTarget(resp *http.Response) string {
	u, err := resp.Request.URL.Parse(resp.Header.Get("Location"))
	if err != nil || u.Host == "" || resp.Header.Get("Location") == "" {
		return ""
	}
	from := resp.Request.URL
	target := u.Host
	if u.Scheme != from.Scheme {
		target = u.Scheme + "://" + target
	}
	if originOf(u) == originOf(from) {
		target += u.EscapedPath()
	}
	return limitRunes(shortText(target), 200)
}

// serverID returns the service's own name of an answer.
func serverID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Image-Id", "Cf-Ray"} {
		if id := limitRunes(shortText(h.Get(name)), 100); id != "" {
			return id
		}
	}
	return ""
}

// sink passes what is received on to dst, counts and hashes it.
type sink struct {
	dst   io.Writer
	tr    *Trace
	total int64
	n     int64
	sum   hash.Hash
	err   error // of dst
}

func newSink(dst io.Writer, tr *Trace, total int64) *sink {
	if dst == nil {
		dst = io.Discard
	}
	return &sink{dst: dst, tr: tr, total: total, sum: sha256.New()}
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.dst.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	if err != nil {
		s.err = err
		return n, err
	}
	s.sum.Write(p)
	s.n += int64(n)
	s.tr.progress(s.n, s.total)
	return n, nil
}

// picture reads the answer of an operation that makes a picture.
func (x *exchange) picture(resp *http.Response, dst io.Writer) (Image, error) {
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return Image{}, x.refusal(resp)
	}
	x.sent.mark() // it must have left, and comes before Receiving
	x.tr.receiving(resp.ContentLength)
	out := newSink(dst, x.tr, resp.ContentLength)
	img, err := x.readPicture(resp, out)
	if err != nil {
		err.Status, err.ServerID = resp.StatusCode, serverID(resp.Header)
		return Image{}, err
	}
	img.ServerID = serverID(resp.Header)
	return img, nil
}

func (x *exchange) readPicture(resp *http.Response, out *sink) (Image, *Error) {
	if resp.ContentLength > x.c.maxImage {
		return Image{}, x.tooLarge()
	}
	br := buffer.Reader(x.watch(resp.Body), buffer.Medium)
	defer buffer.GiveReader(br)
	head, err := br.Peek(512)
	if len(head) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return Image{}, x.broken(out, err)
		}
		return Image{}, x.fail(KindNoAnswer, Unknown, plainError("the answer was empty"))
	}
	if media.Sniff(head).ByAPI() {
		return x.stream(&limitedReader{br, x.c.maxImage}, out)
	}
	if start := bytes.TrimLeft(head, " \t\r\n\ufeff"); len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		return x.jsonPicture(br, out)
	}
	return Image{}, x.notPicture(br, head, out)
}

// stream copies a picture and checks it on its way.
func (x *exchange) stream(r io.Reader, out *sink) (Image, *Error) {
	r = io.TeeReader(r, out)
	src := &sourceReader{r: r}
	info, wrong := inspect(src)
	if src.err == nil {
		// What follows the picture, or all of it if it is broken: it may be
		// paid for, so it is kept.
		if _, err := io.Copy(io.Discard, src); err != nil {
			return Image{}, x.broken(out, err)
		}
	}
	switch {
	case src.err != nil:
		return Image{}, x.broken(out, src.err)
	case wrong != nil:
		return Image{}, x.fail(KindNoAnswer, Unknown, wrong)
	}
	return Image{
		MediaType: info.MediaType, Ext: info.Ext, Bytes: out.n, SHA256: hex.EncodeToString(out.sum.Sum(nil)),
		Width: info.Width, Height: info.Height,
	}, nil
}

// broken returns the error for an answer that began and did not end well.
func (x *exchange) broken(out *sink, err error) *Error {
	switch {
	case out.err != nil:
		return x.fail(KindLocal, Unknown, out.err)
	case errors.Is(err, errTooLarge):
		return x.tooLarge()
	}
	e := x.interrupted(Unknown, err)
	if e.Kind == KindNoAnswer && errors.Is(e.Err, io.ErrUnexpectedEOF) {
		e.Err = cutError(out.n)
	}
	return e
}

func (x *exchange) tooLarge() *Error {
	return x.fail(KindTooLarge, Unknown, plainError(fmt.Sprintf("more than %s", megabytes(x.c.maxImage))))
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// notPicture keeps an answer that is something else, and says what. Text is
// kept without keys, should it repeat one.
func (x *exchange) notPicture(br *bufio.Reader, head []byte, out *sink) *Error {
	kind := http.DetectContentType(head)
	kind, _, _ = strings.Cut(kind, ";")
	what := "a file of type " + kind
	switch {
	case kind == "text/html":
		what = "an HTML page"
	case strings.HasPrefix(kind, "text/"):
		what = "text"
	case kind == "application/octet-stream":
		what = "something unknown"
	}
	r := &limitedReader{br, x.c.maxImage}
	if !strings.HasPrefix(kind, "text/") {
		if _, err := io.Copy(out, r); err != nil {
			return x.broken(out, err)
		}
		return x.fail(KindNotPicture, Unknown, plainError(what))
	}
	text, err := io.ReadAll(io.LimitReader(r, maxText))
	if err != nil {
		return x.broken(out, err)
	}
	text = x.keepText(text, out)
	if out.err != nil {
		return x.broken(out, out.err)
	}
	e := x.fail(KindNotPicture, Unknown, plainError(what))
	e.Message = excerpt(text)
	return e
}

// keepText writes text of the service without keys to dst and returns it.
func (x *exchange) keepText(text []byte, out *sink) []byte {
	text = []byte(clean.Scrub(string(x.c.guard.redact(text))))
	_, _ = out.Write(text) // the sink remembers its error
	return text
}

// usableLink tells whether a link of the service may be followed: https, or
// plain http on this computer if the service itself is there.
func (c *Client) usableLink(link string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(link))
	switch {
	case err != nil || u.Hostname() == "":
		return nil, plainError("a link that cannot be read")
	case u.Scheme == "https":
		return u, nil
	case u.Scheme == "http" && isLoopback(u.Hostname()) && isLoopback(c.base.Hostname()):
		return u, nil
	}
	return nil, plainError("a link to " + limitRunes(shortText(u.Host), 100) + " that is not https")
}
