// Package sign draws how a run stands: one sign and one style a state, the same
// on every screen that lists runs.
package sign

import (
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
		return theme.SpinnerFrames[frame%len(theme.SpinnerFrames)], st.Busy
	default:
		return theme.SignWaiting, st.Dim
	}
}
