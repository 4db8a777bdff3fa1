package api

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"imagine-tui/api/clean"
)

// Error says in one sentence what happened, in the vendor's words where there
// are any, with status and code at its end.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.happened())
	if said := e.said(); said != "" {
		fmt.Fprintf(&b, ": %s", said)
	}
	b.WriteString(e.numbers())
	b.WriteByte('.')
	return clean.Scrub(b.String())
}

// said returns the vendor's own words, quoted.
func (e *Error) said() string {
	switch {
	case e.Message != "":
		return `"` + e.Message + `"`
	case e.Name != "":
		return `"` + e.Name + `"`
	}
	return ""
}

// happened is the sentence without the vendor's words.
func (e *Error) happened() string {
	switch e.Kind {
	case KindKeyMissing:
		return "No key was sent"
	case KindKeyRefused:
		if doc, ok := lookupCode(e.Code); ok && doc.Status == e.Status && doc.Code != codeBadBearer {
			return "The API refused the key, " + doc.Meaning
		}
		return "The API refused the key"
	case KindKeyExpired:
		return "The key has expired"
	case KindNoTokens:
		return "No tokens are left for this key"
	case KindBadRequest:
		return "The API rejected the request"
	case KindTooMany:
		return "Too many requests"
	case KindBusy:
		return "The service is busy"
	case KindNotServed:
		return e.host() + " does not serve this call"
	case KindUploadRefused:
		return "The API rejected the file"
	case KindServer:
		return "The service failed"
	case KindRedirect:
		if e.Target == "" {
			return e.host() + " pointed to another address, which was not followed"
		}
		return fmt.Sprintf("%s pointed to %s, which was not followed", e.host(), e.Target)
	default:
		return e.happenedHere()
	}
}

// happenedHere is the sentence for what went wrong without or after an answer.
func (e *Error) happenedHere() string {
	switch e.Kind {
	case KindNetwork:
		if e.Proxy != "" {
			return fmt.Sprintf("Cannot reach %s through the proxy %s (%s)", e.host(), e.Proxy, reason(e.Err))
		}
		return fmt.Sprintf("Cannot reach %s (%s)", e.host(), reason(e.Err))
	case KindNoAnswer:
		if e.Outcome == NotSent {
			return "It was not fetched, because " + reason(e.Err)
		}
		return fmt.Sprintf("The request was sent to %s, but %s", e.host(), reason(e.Err))
	case KindNotPicture:
		return e.host() + " answered with " + reason(e.Err) + " instead of a picture"
	case KindTooLarge:
		return "The answer of " + e.host() + " is too large: " + reason(e.Err)
	case KindCancelled:
		if e.Outcome == NotSent {
			return "Stopped before it was sent"
		}
		return "Stopped after it was sent; the service may still finish it"
	case KindJob:
		return fmt.Sprintf("%s started the job %s instead of returning a picture", e.host(), e.Job)
	case KindJobFailed:
		return "The service gave up on the video"
	case KindLocal:
		if e.Outcome == NotSent {
			return "Not sent, because it could not be recorded (" + reason(e.Err) + ")"
		}
		return "The answer could not be saved (" + reason(e.Err) + ")"
	default:
		return "Something went wrong (" + reason(e.Err) + ")"
	}
}

func (e *Error) host() string {
	if e.Host == "" {
		return "The service"
	}
	return e.Host
}

// Remedy says in one or two sentences what to do next.
func (e *Error) Remedy() string {
	if e.Field != "" {
		return e.remedyField()
	}
	if doc, ok := lookupCode(e.Code); ok && doc.Status == e.Status {
		return doc.Remedy
	}
	if remedy := e.remedyByCode(); remedy != "" {
		return remedy
	}
	switch e.Kind {
	case KindKeyMissing:
		return "Choose a key or add one, then try again."
	case KindKeyRefused:
		return remedyKey
	case KindKeyExpired:
		return "Make a new key at the vendor's console and add it."
	case KindNoTokens:
		return "Top up or subscribe at the vendor's console, or choose another key."
	case KindBadRequest:
		if e.Status == http.StatusForbidden {
			return "The account may not be allowed to make this call, or a firewall may be blocking it. Check both, then try again."
		}
		return remedyRequest
	case KindTooMany:
		return "Wait a minute, then try again with fewer parallel requests."
	case KindBusy:
		return remedyBusy
	case KindNotServed:
		return "Check the base URL of the key. If it is right, the API has changed or does not support this request."
	case KindUploadRefused:
		return "Try a smaller file, as PNG or JPEG."
	case KindRedirect:
		return "A key is only sent to the address it was added for. If the service has moved, change the key's base URL."
	default:
		return e.remedyHere()
	}
}

func (e *Error) remedyHere() string {
	var cert *tls.CertificateVerificationError
	switch e.Kind {
	case KindNetwork:
		switch {
		case errors.As(e.Err, &cert):
			return "If your network uses its own certificate authority, set ca_file for the key in config.toml, or add the certificate to this computer's trusted ones. Otherwise stop: someone may be intercepting the connection."
		case e.Proxy != "":
			return "Check the proxy (HTTPS_PROXY, NO_PROXY), then try again."
		}
		return "Try again when you are online. The key sandbox works offline."
	case KindServer, KindNoAnswer, KindNotPicture, KindTooLarge:
		if e.Outcome == Refused {
			return "Try again."
		}
		return "It is not resent automatically. Check the vendor's usage page, then decide whether to send it again."
	case KindCancelled:
		if e.Outcome == NotSent {
			return "You can send it again at any time."
		}
		return "Check the vendor's usage page, then decide whether to send it again."
	case KindJobFailed:
		return "Check the vendor's usage page. A different prompt, style or picture may work better."
	case KindJob:
		return "Note the job id and ask the vendor's support. It is not resent automatically."
	case KindLocal:
		return "Free some disk space, or check the folder's permissions, then try again."
	default:
		return "Try again."
	}
}

// waitError says that something took too long.
type waitError struct {
	what string
	wait time.Duration
}

func (e *waitError) Error() string {
	wait := e.wait.String()
	if strings.HasSuffix(wait, "m0s") {
		wait = strings.TrimSuffix(wait, "0s")
	}
	return e.what + " within " + wait
}

// Timeout makes a waitError a timeout for those who ask.
func (e *waitError) Timeout() bool { return true }

// plainError is a cause in words that can stand in a sentence.
type plainError string

func (e plainError) Error() string { return string(e) }

// cutError says after how many bytes an answer ended that was not at its end.
type cutError int64

func (e cutError) Error() string {
	return fmt.Sprintf("the answer was cut off after %d bytes", int64(e))
}

// Unwrap makes it the error of reading that it was.
func (e cutError) Unwrap() error { return io.ErrUnexpectedEOF }

// reason returns the cause in a few words that fit into a sentence.
func reason(err error) string {
	var (
		wait  *waitError
		plain plainError
		cut   cutError
		dns   *net.DNSError
		errno syscall.Errno
		cert  *tls.CertificateVerificationError
		alert tls.AlertError
		path  *os.PathError
		timed interface{ Timeout() bool }
	)
	switch {
	case err == nil:
		return "no reason was given"
	case errors.As(err, &wait):
		return wait.Error()
	case errors.As(err, &plain):
		return string(plain)
	case errors.As(err, &cut):
		return cut.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return "no such host"
	case errors.As(err, &dns):
		return "its name could not be resolved"
	case errors.As(err, &cert):
		return "its certificate is not trusted: " + shortText(cert.Err.Error())
	case errors.As(err, &alert):
		return "the encrypted connection failed: " + shortText(alert.Error())
	case errors.As(err, &path):
		return shortText(path.Err.Error())
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was reset"
	case errors.As(err, &errno):
		return errno.Error()
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timed) && timed.Timeout():
		return "it took too long"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the answer was cut off"
	case errors.Is(err, io.EOF):
		return "the connection was closed without an answer"
	}
	return shortText(err.Error())
}

// maxWords bounds the vendor's words in an error, in characters.
const maxWords = 500

// shortText makes text from outside fit for an error.
func shortText(s string) string {
	s = clean.Scrub(clean.Line(s))
	if n := 0; len(s) > maxWords {
		for i := range s {
			if n == maxWords {
				return s[:i] + "…"
			}
			n++
		}
	}
	return s
}
