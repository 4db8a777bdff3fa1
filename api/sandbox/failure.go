package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"imagine-tui/api"
)

// The codes the sandbox answers by itself.
const (
	codeNoBearer  = 1000
	codeBadBearer = 1001
	codeExpired   = 1002
	codeInvalid   = 1100
	codeNoTokens  = 1101
	codeNoStyle   = 1103
	codeBusy      = 1200
	codeTooMany   = 1202
)

// failure is an answer that is an error of the API.
type failure struct {
	status  int
	code    int
	name    string
	message string
}

// failed is the documented error with a code. Without a message it says what
// the documentation says.
func failed(code int, message string) *failure {
	for _, c := range api.CodeInfo() {
		if c.Code == code {
			if message == "" {
				message = sentence(c.Meaning)
			}
			return &failure{c.Status, c.Code, c.Name, message}
		}
	}
	return &failure{http.StatusInternalServerError, code, "InternalServerError", message}
}

// notOffered is the answer to a call of the catalogue that nothing here can
// make. The code is that of requests that are wrong: the documentation has
// none for this.
func notOffered(spec api.Spec) *failure {
	return &failure{
		http.StatusNotFound, codeInvalid, "NotFound",
		fmt.Sprintf("The sandbox does not offer %s. Nothing was made and nothing was billed.", spec.Title),
	}
}

// sentence makes a sentence of a clause.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// errorBody is the form of every error of the API (docs.imagine.art,
// troubleshooting/error-documentation).
type errorBody struct {
	Status  string `json:"status"`
	Code    int    `json:"code"`
	Error   string `json:"error"`
	Message string `json:"message"`
}

// write answers with the failure.
func (f *failure) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(f.status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	// An error here means that the client has gone.
	_ = e.Encode(errorBody{"error", f.code, f.name, f.message})
}

// plain answers with a status and a line of text: what stands in front of the
// API, or its router, says.
func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n") //nolint:gosec // plain text, and the text is a status or our own
}
