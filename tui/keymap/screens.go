package keymap

import "charm.land/bubbles/v2/key"

// Mask are the own keys of the mask editor; it moves with the keys of Move.
type Mask struct {
	Paint, Rectangle, Draw, Erase, Thicker, Thinner, Invert key.Binding
	Undo, Redo, Clear, Zoom, Use                            key.Binding
	FarLeft, FarDown, FarUp, FarRight                       key.Binding
}

// Canvas are the own keys of the resize form.
type Canvas struct{ Use, More, Less, Unit, Centre, None key.Binding }

// Files are the keys of the file picker, safe inside text.
type Files struct{ Choose, Up, Hidden key.Binding }

// Edits are the keys of the form of an operation.
type Edits struct{ Send, Open, Mask, Suggest key.Binding }

func maskKeys() Mask {
	return Mask{
		Paint:     bind("space", "paint", "space"),
		Rectangle: bind("v", "rectangle from here", "v"),
		Draw:      bind("d", "draw while moving", "d"),
		Erase:     bind("e", "erase, paint", "e"),
		Thicker:   bind("+", "larger brush", "+", "="),
		Thinner:   bind("-", "smaller brush", "-"),
		Invert:    bind("I", "invert", "I"),
		Undo:      bind("u", "undo", "u"),
		Redo:      bind("r", "redo", "r", "ctrl+y"),
		Clear:     bind("c", "clear", "c"),
		Zoom:      bind("z", "zoom", "z"),
		Use:       bind("enter", "use it", "enter"),
		FarLeft:   bind("H", "far left", "H", "shift+left"),
		FarDown:   bind("J", "far down", "J", "shift+down"),
		FarUp:     bind("K", "far up", "K", "shift+up"),
		FarRight:  bind("L", "far right", "L", "shift+right"),
	}
}

func canvasKeys() Canvas {
	return Canvas{
		Use:    bind("enter", "use it", "enter"),
		More:   bind("+", "more", "+", "="),
		Less:   bind("-", "less", "-"),
		Unit:   bind("%", "percent or pixels", "%"),
		Centre: bind("c", "picture in the middle", "c"),
		None:   bind("x", "no border", "x"),
	}
}

func filesKeys() Files {
	return Files{
		Choose: bind("enter", "open, choose", "enter"),
		Up:     bind("←", "folder above", "left", "backspace"),
		Hidden: bind("ctrl+t", "hidden files", "ctrl+t"),
	}
}

func editsKeys() Edits {
	return Edits{
		Send:    bind("enter", "send", "enter"),
		Open:    bind("enter", "choose the file", "enter"),
		Mask:    bind("m", "draw the mask", "m", "enter"),
		Suggest: bind("↑ ↓", "suggestions", "up", "down"),
	}
}

// screens are the groups of the screens that edit a picture.
func (m *Map) screens() []Group {
	k, c, f, e := m.Mask, m.Canvas, m.Files, m.Edits
	return []Group{
		{"Mask", []key.Binding{
			k.Paint, k.Rectangle, k.Draw, k.Erase, k.Thicker, k.Thinner, k.Invert, k.Undo, k.Redo, k.Clear, k.Zoom, k.Use,
			k.FarLeft, k.FarDown, k.FarUp, k.FarRight,
		}},
		{"Resize", []key.Binding{c.Use, c.More, c.Less, c.Unit, c.Centre, c.None}},
		{"Edit form", []key.Binding{e.Send, e.Open, e.Mask, e.Suggest}},
		{"File picker", []key.Binding{f.Choose, f.Up, f.Hidden}},
	}
}
