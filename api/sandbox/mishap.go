package sandbox

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"imagine-tui/api"
)

const slowDefault = 3 * time.Second

// refuseBy lets a fault happen that needs no picture. It reports whether the
// request has been dealt with.
func (h *Handler) refuseBy(f Fault, w http.ResponseWriter, r *http.Request, op api.Operation) bool {
	if c, ok := f.code(); ok {
		h.refuse(w, r, op, failed(c.Code, ""))
		return true
	}
	if status, ok := f.status(); ok {
		if status < http.StatusBadRequest {
			w.Header().Set("Location", "https://elsewhere.invalid"+r.URL.Path)
		}
		plain(w, status, fmt.Sprintf("%d %s", status, http.StatusText(status)))
		return true
	}
	if _, what := f.at(); what == "hang" {
		<-r.Context().Done()
		gone()
	}
	return false
}

// spoil answers, and lets the answer go wrong.
func (h *Handler) spoil(f Fault, w http.ResponseWriter, r *http.Request, p reply) {
	head := w.Header()
	head.Set("Content-Type", p.mediaType)
	switch _, what := f.at(); what {
	case "html":
		head.Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!DOCTYPE html><html><head><title>One moment</title></head><body><h1>Checking your browser</h1></body></html>\n"))
	case "empty":
		head.Set("Content-Length", "0")
		w.WriteHeader(http.StatusOK)
	case "slow":
		head.Set("Content-Length", strconv.Itoa(len(p.data)))
		h.drip(w, r, p.data)
	case "cut":
		head.Set("Content-Length", strconv.Itoa(len(p.data)))
		_, _ = w.Write(p.data[:len(p.data)/2])
		_ = http.NewResponseController(w).Flush()
		gone()
	case "short":
		hijack(w, func(c net.Conn) {
			_, _ = fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n", p.mediaType)
			_, _ = c.Write(p.data[:len(p.data)/2])
		})
	case "reset":
		hijack(w, func(c net.Conn) {
			if t, ok := c.(*net.TCPConn); ok {
				_ = t.SetLinger(0) // closing now sends RST instead of FIN
			}
		})
	}
}

// drip sends data in small pieces over the time set for it.
func (h *Handler) drip(w http.ResponseWriter, r *http.Request, data []byte) {
	const pieces = 60
	total := h.o.Slow
	if total <= 0 {
		total = slowDefault
	}
	out := http.NewResponseController(w)
	for i := range pieces {
		if pause(r.Context(), total/pieces) != nil {
			return
		}
		if _, err := w.Write(data[len(data)*i/pieces : len(data)*(i+1)/pieces]); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
	}
}

// gone ends a request nobody waits for any more: the client has left, or the
// server closes. Returning instead would answer 200 with nothing.
func gone() { panic(http.ErrAbortHandler) }

// hijack takes the connection over and closes it after f. Where that is not
// possible the connection is cut, which comes nearest.
func hijack(w http.ResponseWriter, f func(net.Conn)) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		gone()
	}
	f(c)
	_ = c.Close()
}
