package api

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"imagine-tui/api/pattern"
)

// The service is reported to refuse some calls for the want of a field that its
// reference does not have ("invalid variation"). The config can send such a
// field; this finds out that it is one.

// elsewhere are fields that other clients, or the first version of the API,
// send: wherever a refusal names one, it is about a field.
var elsewhere = []string{
	"variation", "style_id", "negative_prompt", "neg_prompt", "cfg", "high_res_results", "high_res_result",
	"model_version", "bg_color",
}

var (
	// aField finds a word that the text around it makes the name of a field.
	aField = pattern.Of(
		"\\b(?i:field|parameter|param|property|argument|attribute)s?:? [\"'`]?([a-z][a-z0-9_.]*)" +
			"|[\"'`]([a-z][a-z0-9_.]*)[\"'`] (?i:field|parameter|property|argument|is|was|must|should|not)\\b" +
			"|\\b(?i:invalid|missing|unknown|unexpected|unsupported|unrecognized|bad|required)(?i: value for| or invalid)?(?i:(?: required)? (?:field|parameter|param|property|argument|attribute)s?)?:? [\"'`]?([a-z][a-z0-9_.]*)" +
			"|\\b([a-z][a-z0-9_.]*) (?i:is|was|must be|not|should be) (?i:required|missing|invalid|unknown|provided|supported|recognized|empty)\\b")

	aWord = pattern.Of(`[A-Za-z][A-Za-z0-9_]*`)
)

// notFields are words that stand where the name of a field could.
var notFields = sync.OnceValue(func() []string {
	return strings.Fields(`
	a an the this that it is was are be in for of or and not no must should has have one some all your any to with
	request body form data input inputs payload json format type value values name option content content_type
	field fields parameter parameters params property argument arguments query header headers path url method multipart
	key token tokens bearer authorization api credentials account user session captcha device application
	file files upload image mask media picture photo mime size dimensions model ratio aspect error errors character
	characters syntax string number integer encoding boundary text language allowed required provided entity operation
	service server gateway id video signature`)
})

// unknownField returns the field that the service's words name and that no form
// of the catalogue has, "" if they name none.
func unknownField(said string) string {
	for _, word := range aWord.Regexp().FindAllString(said, -1) {
		if name := strings.ToLower(word); slices.Contains(elsewhere, name) && inNoForm(name) {
			return name
		}
	}
	for _, groups := range aField.Regexp().FindAllStringSubmatch(said, -1) {
		for _, word := range groups[1:] {
			// "body.variation" is where it was looked for.
			name := strings.Trim(word[strings.LastIndex(strings.TrimRight(word, "."), ".")+1:], ".")
			if name != "" && !slices.Contains(notFields(), strings.ToLower(name)) && inNoForm(name) {
				return name
			}
		}
	}
	return ""
}

func inNoForm(name string) bool {
	return !slices.ContainsFunc(catalogue(), func(s Spec) bool {
		_, has := s.Field(strings.ToLower(name))
		return has
	})
}

// blame notes which field a refusal is about, if no form has such a field.
func (x *exchange) blame(e *Error) {
	if x.form == nil || e.Kind != KindBadRequest && e.Kind != KindUploadRefused {
		return
	}
	e.Field = unknownField(firstOf(e.Message, e.Name))
	_, e.FieldSent = x.extra[e.Field]
}

// remedyField says what to do about a field that no form has.
func (e *Error) remedyField() string {
	if e.FieldSent {
		return fmt.Sprintf("The field %s comes from [operation.%s] extra in config.toml. Change or remove it there, then send the request again.", e.Field, e.Operation)
	}
	value := "…"
	if e.Field == elsewhere[0] {
		value = "1" // what clients that met this send
	}
	return fmt.Sprintf(`The field %s is not sent by default. If the service requires it, set extra = { %s = "%s" } under [operation.%s] in config.toml and send the request again.`,
		e.Field, e.Field, value, e.Operation)
}
