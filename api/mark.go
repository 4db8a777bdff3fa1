package api

// Mark says how something about the service is known.
type Mark string

// The marks.
const (
	// Documented: a page of the vendor says it.
	Documented Mark = "documented"
	// Observed: no page that could be read says it, clients that work do it.
	Observed Mark = "observed"
	// Undocumented: nobody says it; it is taken to be so.
	Undocumented Mark = "unknown"
)
