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
	routes []route
	videos *videos
	links  *signer
	limits *limits
	pace   *pace
	log    *slog.Logger
}

// New returns a sandbox that serves /v2, and beside it the files of its
// videos, to which its links then lead.
func New(o Options) *Handler {
	h := &Handler{o: o, ledger: newLedger(), routes: routesFor(o.Without), videos: newVideos(shelf(o.Folder)), links: newSigner(), limits: newLimits(), pace: newPace(o.Rate), log: o.Log}
	if h.log == nil {
		h.log = slog.New(slog.DiscardHandler)
	}
	if h.o.Now == nil {
		h.o.Now = time.Now
	}
	return h
}

// Stats returns what was done so far.
func (h *Handler) Stats() Stats { return h.ledger.snapshot() }

// ServeHTTP answers one request: key, rate, address, form, picture, in this
// order.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.links.port == "" && strings.HasPrefix(r.URL.Path, filesPrefix) {
		h.serveFile(w, r)
		return
	}
	start := time.Now()
	h.limits.begin(w, r)
	h.allowPages(w)
	if h.preflight(w, r) {
		return
	}
	w.Header().Set("X-Ratelimit-Limit", h.pace.limit())
	who, bad := h.identify(r)
	if bad != nil {
		h.refuse(w, r, "", bad)
		return
	}
	if h.slowDown(w, r) {
		return
	}
	to, id, methods := find(h.routes, r.Method, strings.TrimPrefix(r.URL.Path, prefix))
	if !strings.HasPrefix(r.URL.Path, prefix) {
		methods = nil
	}
	switch {
	case len(methods) == 0:
		h.ledger.request("")
		plain(w, http.StatusNotFound, "Page not found")
		return
	case !slices.Contains(methods, r.Method):
		h.ledger.request(to.spec.Operation)
		w.Header().Set("Allow", strings.Join(methods, ", "))
		plain(w, http.StatusMethodNotAllowed, "Method not allowed")
		return
	}
	spec := to.spec
	h.ledger.request(spec.Operation)
	if spec.Answer == api.AnswerStatus || spec.Answer == api.AnswerDeleted {
		h.aboutVideo(w, r, who, to, id)
		return
	}
	if makers[spec.Operation] == nil {
		h.refuse(w, r, spec.Operation, notOffered(spec))
		return
	}
	release, bad := h.limits.admit(r)
	if bad != nil {
		h.refuse(w, r, spec.Operation, bad)
		return
	}
	defer release()
	f, bad := h.readForm(w, r, who, spec)
	if bad == nil && who.empty {
		bad = failed(codeNoTokens, "You do not have enough tokens.")
	}
	if bad != nil {
		h.refuse(w, r, spec.Operation, bad)
		return
	}
	h.serve(w, r, spec, f)
	h.log.Info("answered", "operation", spec.Operation, "style", f.text["style"], "took", time.Since(start))
}

// serve does what a good request asks for, or lets it go wrong.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, spec api.Spec, f form) {
	id := f.fingerprint(spec.Operation)
	f.faults = h.faults(f.by, id, h.ledger.again(id))
	fault := first(f.faults, atCall)
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
	h.answer(w, r, p, fault)
}

// answer sends a reply, spoilt if a fault says so.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request, p reply, fault *Fault) {
	if fault != nil {
		h.spoil(*fault, w, r, p)
		return
	}
	w.Header().Set("Content-Type", p.mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(p.data)))
	_, _ = w.Write(p.data) // An error means that the client has gone.
}

// faults are those that hit the n-th sending of a request with a fingerprint:
// the one of its key, or else those of the options whose draw it is.
func (h *Handler) faults(who caller, fingerprint uint64, n int) []Fault {
	if who.fault != nil {
		return []Fault{*who.fault}
	}
	var out []Fault
	for _, f := range h.o.Faults {
		if f.hits(h.o.FaultSeed, fingerprint, n) {
			out = append(out, f)
		}
	}
	return out
}

// first is the first fault that happens to something, nil if none does.
func first(faults []Fault, to stage) *Fault {
	for _, f := range faults {
		if at, _ := f.at(); at == to {
			return &f
		}
	}
	return nil
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
	if file, ok := f.files["file"]; ok { // came later; the others are as they were
		part(string(file))
	}
	return h.Sum64()
}
