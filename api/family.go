package api

import (
	"net/http"
	"strconv"
)

// family is what a code is about, by its hundred. The vendor's table has gaps,
// and the service has codes that are not in it.
type family int

const (
	otherCode family = iota
	aboutKey
	aboutRequest
	aboutService
)

// familyOf returns the family of a code as it came. name is the vendor's word
// for the error: the sample of the documentation has a refused key under a
// number of the service's.
func familyOf(code, name string) family {
	n, err := strconv.Atoi(code)
	if err != nil {
		return otherCode
	}
	if _, known := lookupCode(code); !known && name == http.StatusText(http.StatusUnauthorized) {
		return aboutKey
	}
	switch n / 100 {
	case 10:
		return aboutKey
	case 11:
		return aboutRequest
	case 12:
		return aboutService
	default:
		return otherCode
	}
}

// general tells whether a status says nothing more exact than a code can: that
// the request was bad, that the service failed, or, with an error in its body,
// that all was well.
func general(status int) bool {
	return status == http.StatusBadRequest || status >= 500 || status >= 200 && status <= 299
}

// refined is the kind of an error with a general status, by its code where
// that says more.
func refined(said serverError, otherwise Kind) Kind {
	doc, _ := lookupCode(said.code)
	switch {
	case doc.Code == codeNoTokens:
		return KindNoTokens
	case doc.Code == codeTooMany:
		return KindTooMany
	case otherwise == KindBusy:
		return KindBusy
	}
	switch familyOf(said.code, said.name) {
	case aboutRequest:
		return KindBadRequest
	case aboutService:
		return KindServer
	default:
		return otherwise
	}
}

// remedyByCode returns what to do about an error with a general status, by its
// code or by the family of a code that is not known; "" if neither says.
func (e *Error) remedyByCode() string {
	if !general(e.Status) {
		return ""
	}
	if doc, known := lookupCode(e.Code); known {
		return doc.Remedy
	}
	switch familyOf(e.Code, e.Name) {
	case aboutKey:
		return remedyKey
	case aboutRequest:
		return remedyRequest
	case aboutService:
		return remedyBusy
	default:
		return ""
	}
}
