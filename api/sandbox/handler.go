package sandbox

import (
	"hash/fnv"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api"
)

// prefix is the path under which the API lies.
const prefix = "/v2"

// Handler is the sandbox as an HTTP handler. It is safe for concurrent use.
type Handler struct {
	o      Options
	ledger *ledger
	routes map[string]api.Spec
	log    *slog.Logger
}

// New returns a sandbox that serves /v2.
func New(o Options) *Handler {
	h := &Handler{o: o, ledger: newLedger(), routes: map[string]api.Spec{}, log: o.Log}
	if h.log == nil {
		h.log = slog.New(slog.DiscardHandler)
	}
	for _, spec := range api.Catalogue() {
		if _, ok := makers[spec.Operation]; ok {
			h.routes[prefix+spec.Paths[0]] = spec
		}
	}
	return h
}

// NewHandler is New for callers that want nothing but to serve it.
func NewHandler(o Options) http.Handler { return New(o) }

// Stats returns what was done so far.
func (h *Handler) Stats() Stats { return h.ledger.snapshot() }

// ServeHTTP answers one request: key, address, form, picture, in this order.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	// Seen on the API's answers, for a window of a minute.
	w.Header().Set("X-Ratelimit-Limit", "50")
	who, bad := identify(r)
	if bad != nil {
		h.refuse(w, r, "", bad)
		return
	}
	spec, ok := h.routes[strings.TrimSuffix(r.URL.Path, "/")]
	h.ledger.request(spec.Operation)
	switch {
	case !ok:
		plain(w, http.StatusNotFound, "Page not found")
		return
	case r.Method != spec.Method:
		w.Header().Set("Allow", spec.Method)
		plain(w, http.StatusMethodNotAllowed, "Method not allowed")
		return
	}
	f, bad := readForm(w, r, spec)
	if bad == nil && who.empty {
		bad = failed(codeNoTokens, "You do not have enough tokens.")
	}
	if bad != nil {
		h.refuse(w, r, spec.Operation, bad)
		return
	}
	h.serve(w, r, who, spec, f)
	h.log.Info("answered", "operation", spec.Operation, "style", f.text["style"], "took", time.Since(start))
}

// serve makes the picture of a good request, or lets it go wrong.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, who caller, spec api.Spec, f form) {
	id := f.fingerprint(spec.Operation)
	fault := who.fault
	if fault == nil {
		n := h.ledger.again(id)
		i := slices.IndexFunc(h.o.Faults, func(f Fault) bool { return f.hits(h.o.FaultSeed, id, n) })
		if i >= 0 {
			fault = &h.o.Faults[i]
		}
	}
	if fault != nil {
		h.ledger.fault(fault.Name)
		if h.refuseBy(*fault, w, r, spec.Operation) {
			return
		}
	}
	if pause(r.Context(), h.o.Latency.of(id)) != nil {
		gone()
	}
	p, bad := makers[spec.Operation](h, f)
	if bad != nil {
		h.refuse(w, r, spec.Operation, bad)
		return
	}
	h.ledger.billed(spec.Operation, f.text["style"])
	if fault != nil {
		h.spoil(*fault, w, r, p)
		return
	}
	w.Header().Set("Content-Type", p.mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(p.data)))
	_, _ = w.Write(p.data) // An error means that the client has gone.
}

// refuse answers with an error of the API.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, op api.Operation, f *failure) {
	h.ledger.refused()
	h.log.Info("refused", "operation", op, "method", r.Method, "status", f.status, "code", f.code)
	f.write(w)
}

// fingerprint tells requests apart by what they ask for.
func (f *form) fingerprint(op api.Operation) uint64 {
	h := fnv.New64a()
	part := func(s string) { _, _ = io.WriteString(h, strconv.Itoa(len(s))+":"+s) }
	part(string(op))
	for _, name := range []string{"prompt", "style", "aspect_ratio", "seed"} {
		part(f.text[name])
	}
	for _, name := range []string{"image", "mask"} {
		part(string(f.files[name]))
	}
	return h.Sum64()
}
