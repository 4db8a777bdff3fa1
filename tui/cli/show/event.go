package show

import (
	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/picture"
)

// shownEvent is one file, in JSON.
type shownEvent struct {
	Event string `json:"event"`
	event.Result
	// MadeWith is the program that made the picture, where it was another.
	MadeWith string `json:"made_with,omitempty"`
	// NotUsed are what that program says and nobody can ask for here.
	NotUsed []notUsed `json:"not_used,omitempty"`
	// Origin is what the file says about where its picture comes from. Nothing
	// of it is checked.
	Origin history.Origin `json:"origin"`
	// Damaged says that a part of the picture is missing.
	Damaged bool `json:"damaged"`
	// Animation names the form of one, "" for a picture.
	Animation string `json:"animation,omitempty"`
	// Error says what could not be shown or read.
	Error string `json:"error,omitempty"`
}

type notUsed struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Why   string `json:"why"`
}

func eventOf(library *history.Library, path string, drawn picture.Rendered, s history.Sidecar, origin history.Origin, problem error) shownEvent {
	entry, err := library.Entry(path)
	if err != nil {
		entry.Path = path
	}
	entry.Sidecar = s
	if s.Width == 0 {
		entry.Sidecar.Width, entry.Sidecar.Height = drawn.Width, drawn.Height
	}
	shown := shownEvent{Event: "shown", Result: event.ResultOf(entry), Origin: origin, Damaged: drawn.Partial, Animation: drawn.Animated}
	if s.Foreign != nil {
		shown.MadeWith = clean.Line(s.Foreign.Program)
	}
	for _, f := range s.ForeignFacts() {
		shown.NotUsed = append(shown.NotUsed, notUsed{clean.Line(f.Name), clean.Line(f.Value), f.Why})
	}
	if problem != nil {
		shown.Error = clean.Line(problem.Error())
	}
	return shown
}
