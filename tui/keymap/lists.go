package keymap

import "charm.land/bubbles/v2/key"

// Results are the own keys of the results pane.
type Results struct{ Grid, Size key.Binding }

// Sheet are the sheet's own keys; the second key of a roll follows at once.
type Sheet struct{ Roll, RollRow, RollColumn, Transpose, Axes key.Binding }

// Queue are the queue screen's own keys.
type Queue struct{ Sooner, Later, Stop, StopAll, Hold, Fewer, More key.Binding }

func resultsKeys() Results {
	return Results{
		Grid: bind("m", "grid, list", "m"),
		Size: bind("+ -", "size of thumbnails", "+", "=", "-"),
	}
}

func sheetKeys() Sheet {
	return Sheet{
		Roll:       bind("N", "roll row/column…", "N"),
		RollRow:    bind("r", "row", "r"),
		RollColumn: bind("c", "column", "c"),
		Transpose:  bind("T", "swap axes", "T"),
		Axes:       bind("A", "axes…", "A"),
	}
}

func queueKeys() Queue {
	return Queue{
		Sooner:  bind("+", "sooner", "+", "="),
		Later:   bind("-", "later", "-"),
		Stop:    bind("x", "stop", "x"),
		StopAll: bind("X", "stop all waiting", "X"),
		Hold:    bind("H", "hold, go on", "H"),
		Fewer:   bind("<", "fewer at once", "<", "left", "h"),
		More:    bind(">", "more at once", ">", "right", "l"),
	}
}

// lists are the keys of the screens over the whole of what runs or was made.
func (m *Map) lists() []Group {
	return []Group{
		{"Results", []key.Binding{m.Results.Grid, m.Results.Size}},
		{"Sheet", []key.Binding{m.Sheet.Roll, m.Sheet.Transpose, m.Sheet.Axes}},
		{"Compare", []key.Binding{m.Compare.Next, m.Compare.Prev, m.Compare.Difference, m.Compare.Slider}},
		{"Queue", []key.Binding{
			m.Queue.Sooner, m.Queue.Later, m.Queue.Stop, m.Queue.StopAll, m.Queue.Hold, m.Queue.Fewer, m.Queue.More,
		}},
	}
}
