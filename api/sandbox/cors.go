package sandbox

import "net/http"

// Pages of any origin may call the API. The browser asks first, without a key
// (a preflight), and shows a page only the headers that are named.

// allowPages lets pages read the answer. A sandbox that takes one key alone is
// its program's own, and no page's business.
func (h *Handler) allowPages(w http.ResponseWriter) {
	if h.o.Bearer != "" {
		return
	}
	head := w.Header()
	head.Set("Access-Control-Allow-Origin", "*")
	head.Set("Access-Control-Expose-Headers", "Retry-After, X-Ratelimit-Limit")
}

// preflight answers a browser's question whether a page may make a call. It
// reports whether the request was one.
func (h *Handler) preflight(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodOptions || h.o.Bearer != "" {
		return false
	}
	head := w.Header()
	head.Set("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS")
	asked := r.Header.Get("Access-Control-Request-Headers")
	if asked == "" {
		asked = "Authorization, Content-Type"
	}
	head.Set("Access-Control-Allow-Headers", asked)
	head.Set("Access-Control-Max-Age", "600")
	head.Add("Vary", "Access-Control-Request-Headers")
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		head.Set("Access-Control-Allow-Private-Network", "true")
	}
	w.WriteHeader(http.StatusNoContent)
	return true
}
