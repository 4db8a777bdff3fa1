// Package sign draws how a run stands: one sign and one style a state, the same
// on every screen that lists runs.
package sign

import (
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// Of returns the sign of a state and its style; frame turns the spinner of
// what is under way.
func Of(st *theme.Styles, s gallery.State, frame int) (string, lipgloss.Style) {
	switch s {
	case gallery.Saved:
		return theme.SignSaved, st.Good
	case gallery.Failed:
		return theme.SignFailed, st.Bad
	case gallery.Unknown:
		return theme.SignUnknown, st.Warn
	case gallery.Held:
		return theme.SignHeld, st.Warn
	case gallery.Cancelled:
		return theme.SignStopped, st.Dim
	case gallery.Sending, gallery.Rendering, gallery.Receiving, gallery.Retrying:
		if st.Still {
			frame = 0
		}
		return theme.SpinnerFrames[frame%len(theme.SpinnerFrames)], st.Busy
	default:
		return theme.SignWaiting, st.Dim
	}
}

// Mind is what a person thinks of a row, in signs: picked or rejected, and its
// stars. It is "" where nobody judged it.
func Mind(st *theme.Styles, r gallery.Row) string {
	words := Plain(r)
	switch {
	case words == "":
		return ""
	case r.Rejected:
		return st.Dim.Render(words)
	}
	return st.Picked.Render(words)
}

// Plain is the same without colours.
func Plain(r gallery.Row) string {
	var parts []string
	switch {
	case r.Picked:
		parts = append(parts, theme.SignPicked)
	case r.Rejected:
		parts = append(parts, theme.SignRejected)
	}
	if r.Rating > 0 {
		parts = append(parts, Stars(r.Rating))
	}
	return strings.Join(parts, " ")
}

// Stars are the stars of a rating.
func Stars(rating int) string { return strings.Repeat(theme.SignStar, max(0, min(rating, 5))) }
