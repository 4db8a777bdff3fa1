package api

import (
	"net/http"
	"slices"
	"strconv"
)

// CodeDoc is a row of the vendor's error documentation.
type CodeDoc struct {
	// Code is the number in the body, Status the HTTP status it comes with.
	Code, Status int
	// Name is the vendor's short name.
	Name string
	// Meaning says what happened, Remedy what to do next.
	Meaning, Remedy string
	// Known says how the row is known.
	Known Mark
}

// The codes that decide more than words.
const (
	codeNoBearer    = 1000
	codeBadBearer   = 1001
	codeNoTokens    = 1101
	codeServiceDown = 1200
	codeRedisDown   = 1201
	codeTooMany     = 1202
)

const (
	remedyKey     = "Check it at the vendor's console, or choose another key."
	remedyWebOnly = "This check belongs to the vendor's web page. Make a new key at the vendor's console; if that does not help, ask the vendor's support."
	remedyAccount = "Open the vendor's console and finish setting up the account, or ask the vendor's support."
	remedyRequest = "Change the request and send it again."
	remedyBusy    = "Wait a moment, then try again."
)

// codes are the documented rows, docs.imagine.art/troubleshooting/
// error-documentation, and one that only the reference's sample errors show.
// Other codes exist; they go by their HTTP status and their family.
var codes = []CodeDoc{
	{codeNoBearer, http.StatusBadRequest, "BadRequest", "the request carried no key", "Choose a key or add one, then try again.", Documented},
	{codeBadBearer, http.StatusUnauthorized, "Unauthorized", "the key is wrong", remedyKey, Documented},
	{1002, http.StatusNotAcceptable, "NotAcceptable", "the key has expired", "Make a new key at the vendor's console and add it.", Documented},
	{1003, http.StatusBadRequest, "BadRequest", "the captcha check failed", remedyWebOnly, Documented},
	{1004, http.StatusBadRequest, "BadRequest", "the captcha is missing", remedyWebOnly, Documented},
	{1005, http.StatusUnauthorized, "Unauthorized", "the application is not validated", remedyAccount, Documented},
	{1006, http.StatusUnauthorized, "Unauthorized", "the device is not validated", remedyAccount, Documented},
	{1007, http.StatusUnauthorized, "Unauthorized", "the account is not validated", remedyAccount, Documented},
	{1100, http.StatusBadRequest, "BadRequest", "a field is missing or wrong, or the style is unknown", remedyRequest, Documented},
	{codeNoTokens, http.StatusPaymentRequired, "PaymentRequired", "no tokens are left", "Top up or subscribe at the vendor's console, or choose another key.", Documented},
	{1103, http.StatusBadRequest, "InvalidBody", "a required field, such as the style, is missing", remedyRequest, Documented},
	{codeServiceDown, http.StatusServiceUnavailable, "ServiceUnavailable", "the service is down", remedyBusy, Documented},
	{codeRedisDown, http.StatusServiceUnavailable, "ServiceUnavailable", "part of the service is unavailable", remedyBusy, Documented},
	{codeTooMany, http.StatusTooManyRequests, "TooManyRequests", "too many requests", "Wait a minute, then try again with fewer parallel requests.", Documented},
}

// CodeInfo returns every error code that is known, in order of number.
func CodeInfo() []CodeDoc { return slices.Clone(codes) }

// lookupCode returns the row of a code as it came, which may be any text.
func lookupCode(code string) (CodeDoc, bool) {
	n, err := strconv.Atoi(code)
	if err != nil {
		return CodeDoc{}, false
	}
	i := slices.IndexFunc(codes, func(c CodeDoc) bool { return c.Code == n })
	if i < 0 {
		return CodeDoc{}, false
	}
	return codes[i], true
}

// classify turns an HTTP status and what was said with it into a kind and into
// what it means for the bill. The status rules, since the vendor's pages
// disagree about codes: a code decides only what a general status leaves open,
// and never what it means for the bill. uploads says whether the call sent
// files.
func classify(status int, said serverError, uploads bool) (Kind, Outcome) {
	kind, outcome := classifyStatus(status, said.code, uploads)
	if general(status) {
		kind = refined(said, kind)
	}
	return kind, outcome
}

func classifyStatus(status int, code string, uploads bool) (Kind, Outcome) {
	doc, known := lookupCode(code)
	switch {
	case status == http.StatusBadRequest && known && doc.Code == codeNoBearer:
		return KindKeyMissing, Refused
	case status == http.StatusUnauthorized:
		return KindKeyRefused, Refused
	case status == http.StatusPaymentRequired, status == http.StatusFailedDependency: // 424: v1
		return KindNoTokens, Refused
	case status == http.StatusNotAcceptable:
		return KindKeyExpired, Refused
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusGone:
		return KindNotServed, Refused
	case status == http.StatusRequestTimeout:
		// A proxy may give up while the service goes on.
		return KindServer, Unknown
	case uploads && (status == http.StatusRequestEntityTooLarge ||
		status == http.StatusUnsupportedMediaType || status == http.StatusUnprocessableEntity):
		return KindUploadRefused, Refused
	case status == http.StatusTooManyRequests:
		return KindTooMany, Refused
	case status == http.StatusServiceUnavailable && known && (doc.Code == codeServiceDown || doc.Code == codeRedisDown):
		return KindBusy, Refused
	case status >= 500:
		return KindServer, Unknown
	case status >= 400:
		return KindBadRequest, Refused
	case status == http.StatusMovedPermanently, status == http.StatusTemporaryRedirect, status == http.StatusPermanentRedirect:
		// These say: not done here, ask there. The others may mean: done, look there.
		return KindRedirect, Refused
	case status >= 300:
		return KindRedirect, Unknown
	}
	return KindNoAnswer, Unknown
}
