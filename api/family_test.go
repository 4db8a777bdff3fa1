package api

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestRemedyOfCodesNobodyKnows has the service answer with codes that are in
// no table: the family of a code says whose fault it is where the status does
// not.
func TestRemedyOfCodesNobodyKnows(t *testing.T) {
	t.Parallel()
	const tokens = "Top up or subscribe at the vendor's console, or choose another key."
	const slower = "Wait a minute, then try again with fewer parallel requests."
	for _, tt := range []struct {
		status       int
		code, name   string
		kind         Kind
		outcome      Outcome
		remedy, says string
	}{
		{400, "1102", "InvalidBody", KindBadRequest, Refused, remedyRequest, "rejected the request"},
		{400, "1104", "", KindBadRequest, Refused, remedyRequest, "rejected the request"},
		{500, "1199", "", KindBadRequest, Unknown, remedyRequest, "rejected the request"},
		{400, "1203", "", KindServer, Refused, remedyBusy, "The service failed"},
		{500, "1205", "", KindServer, Unknown, remedyBusy, "The service failed"},
		{503, "1209", "", KindServer, Unknown, remedyBusy, "The service failed"},
		{400, "1101", "PaymentRequired", KindNoTokens, Refused, tokens, "No tokens are left"},
		{500, "1202", "", KindTooMany, Unknown, slower, "Too many requests"},
		{400, "1202", "", KindTooMany, Refused, slower, "Too many requests"},
		{400, "1009", "", KindBadRequest, Refused, remedyKey, "rejected the request"},
		// The sample of the documentation: a refused key under a number of the service's.
		{400, "1208", "Unauthorized", KindBadRequest, Refused, remedyKey, "rejected the request"},
		// A status that says more than the code.
		{401, "1208", "Unauthorized", KindKeyRefused, Refused, remedyKey, "refused the key"},
		{404, "1205", "", KindNotServed, Refused, "", "does not serve this call"},
		{429, "1107", "", KindTooMany, Refused, slower, "Too many requests"},
		{402, "1205", "", KindNoTokens, Refused, tokens, "No tokens are left"},
		{400, "1300", "", KindBadRequest, Refused, remedyRequest, "rejected the request"},
		{500, "seven", "", KindServer, Unknown, "", "The service failed"},
		{200, "1107", "InvalidBody", KindBadRequest, Unknown, remedyRequest, "rejected the request"},
		{200, "1205", "Odd", KindServer, Unknown, remedyBusy, "The service failed"},
		{200, "1101", "Odd", KindNoTokens, Unknown, tokens, "No tokens are left"},
	} {
		body := `{"status":"error","code":` + quoted(tt.code) + `,"error":"` + tt.name + `","message":"Something is odd."}`
		_, _, err := answers(t, answering(tt.status, "application/json", body))
		e := wantError(t, err, tt.kind, tt.outcome)
		if tt.remedy != "" && e.Remedy() != tt.remedy {
			t.Errorf("HTTP %d, code %s: remedy %q, want %q", tt.status, tt.code, e.Remedy(), tt.remedy)
		}
		if !strings.Contains(e.Error(), tt.says) || !strings.Contains(e.Error(), "code "+tt.code) {
			t.Errorf("HTTP %d, code %s: %q", tt.status, tt.code, e)
		}
		if e.Retryable() && e.Outcome != Refused {
			t.Errorf("HTTP %d, code %s would be sent again although it may have been charged", tt.status, tt.code)
		}
	}
}

// TestRefusalNamesAFieldTheFormLacks: the remedy leads to the setting that can
// send such a field, and to nothing else where no field is named.
func TestRefusalNamesAFieldTheFormLacks(t *testing.T) {
	t.Parallel()
	for message, field := range map[string]string{
		"invalid variation":                       "variation",
		"Invalid variation.":                      "variation",
		"The variation field is required.":        "variation",
		"variation is required":                   "variation",
		"Missing required field: variation":       "variation",
		"style_id must be provided":               "style_id",
		"Field 'quality' is required":             "quality",
		`"quality" is not a valid option`:         "quality",
		"unknown field quality":                   "quality",
		"invalid value for quality":               "quality",
		"body.variation: field required":          "variation",
		"unexpected parameter `negative_prompt`":  "negative_prompt",
		"quality is missing":                      "quality",
		"No style was provided.":                  "",
		"invalid style":                           "",
		"The field style must be one of a, b, c.": "",
		"Invalid request body":                    "",
		"invalid input":                           "",
		"Bad request":                             "",
		"Missing required fields":                 "",
		"The prompt is not allowed":               "",
		"Unsupported media type":                  "",
		"Sensitive content: this is not allowed":  "",
		"The image is too large":                  "",
		"Invalid JSON":                            "",
		"Something is odd.":                       "",
		"":                                        "",
	} {
		for _, sent := range []bool{false, true} {
			s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusBadRequest)
				_, _ = io.WriteString(w, `{"status":"error","code":1100,"error":"BadRequest","message":`+quoted(message)+`}`)
			})
			r := validRequest()
			if sent && field != "" {
				r.Extra = map[string]string{field: "2"}
			}
			_, err := s.client(t).Generate(t.Context(), r, nil, nil)
			e := wantError(t, err, KindBadRequest, Refused)
			if e.Field != field || e.FieldSent != (sent && field != "") {
				t.Errorf("%q: field %q, sent %v, want %q", message, e.Field, e.FieldSent, field)
			}
			want := []string{remedyRequest}
			switch {
			case sent && field != "":
				want = []string{field, "[operation.text-to-image] extra", "remove it"}
			case field == "variation":
				want = []string{`extra = { variation = "1" }`, "[operation.text-to-image]", "config.toml"}
			case field != "":
				want = []string{"extra = { " + field, "[operation.text-to-image]", "config.toml"}
			}
			for _, w := range want {
				if !strings.Contains(e.Remedy(), w) {
					t.Errorf("%q: the remedy %q does not say %q", message, e.Remedy(), w)
				}
			}
		}
	}
}
