// Package keymap holds every key of the studio in one place. Help, the last
// line and the README's key table are made from it, so none of them can lie.
package keymap

import "charm.land/bubbles/v2/key"

// Map is the whole key map: what works everywhere, what works outside text,
// what a selected picture understands, and what each pane adds.
type Map struct {
	Everywhere Everywhere
	Move       Move
	Picture    Picture
	Prompt     Prompt
	Style      Style
	Seed       Seed
	Keys       Keys
	Results    Results
	Sheet      Sheet
	Compare    Compare
	Queue      Queue
	Mask       Mask
	Canvas     Canvas
	Edits      Edits
	Files      Files
}

// Everywhere are keys that act also while text is written.
type Everywhere struct {
	NextPane, PrevPane                       key.Binding
	Pane1, Pane2, Pane3, Pane4, Pane5, Pane6 key.Binding
	NextKey, Palette, Help, History, Editor  key.Binding
	Stop, Suspend, Quit, Back                key.Binding
}

// Move are keys of every pane outside text.
type Move struct {
	Down, Up, Left, Right, Top, Bottom, PageDown, PageUp key.Binding
	ToPrompt, Go, Filter, Zoom, Mark, MarkRange, Undo    key.Binding
	NextBatch, PrevBatch, More, Less, Narrower, Wider    key.Binding
	NextKey, Palette, Help, StopAll, Close               key.Binding
}

// Picture are keys of a selected picture, the same in every pane that has one.
type Picture struct {
	Look, Pick, Drop, Rate, NewSeed, Again, Retry, RetryAll key.Binding
	Fix, BringBack, Copy, Open, Folder, NextNew             key.Binding
	Tags, Promote, Compare, Sheet, Edit, Write              key.Binding
	Parent, Lineage, Before, Delete                         key.Binding
}

// Prompt are the prompt's own keys, all of them safe inside text.
type Prompt struct{ Send, NewLine, Undo, Redo, Paste, Older, Newer key.Binding }

// Style are the style pane's own keys.
type Style struct{ Only, Mark, Free, Save key.Binding }

// Seed are the own keys of the seed and aspect ratio pane.
type Seed struct{ Edit, Mark, More, Less, Draw, Hold key.Binding }

// Keys are the key pane's own keys.
type Keys struct{ Use, Add, Rename, Check, Remove, CopyName, CopySecret, Console, Retry, Leaked key.Binding }

func bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

// Default returns the key map of the studio.
func Default() *Map {
	return &Map{
		Everywhere: everywhere(),
		Move:       move(),
		Picture:    picture(),
		Prompt: Prompt{
			Send:    bind("enter", "generate", "enter"),
			NewLine: bind("ctrl+j", "new line", "ctrl+j", "alt+enter", "shift+enter"),
			Undo:    bind("ctrl+/", "undo typing", "ctrl+_", "ctrl+/", "ctrl+7"),
			Redo:    bind("ctrl+y", "redo typing", "ctrl+y"),
			Paste:   bind("ctrl+v", "paste", "ctrl+v"),
			Older:   bind("↑", "older prompt", "up"),
			Newer:   bind("↓", "newer prompt", "down"),
		},
		Style: Style{
			Only: bind("enter", "only this one", "enter"),
			Mark: bind("space", "mark several", "space"),
			Free: bind("e", "write a style id", "e"),
			Save: bind("w", "save marks as a set", "w"),
		},
		Seed: Seed{
			Edit: bind("enter", "write seeds", "enter"),
			Mark: bind("space", "mark ratios", "space"),
			More: bind("+", "one more seed", "+", "="),
			Less: bind("-", "one seed less", "-"),
			Draw: bind("n", "draw new seeds", "n"),
			Hold: bind("f", "hold seeds", "f"),
		},
		Keys: Keys{
			Use:        bind("enter", "use", "enter"),
			Add:        bind("+", "add a key", "+", "="),
			Rename:     bind("e", "rename", "e"),
			Check:      bind("r", "check", "r"),
			Retry:      bind("R", "let held runs go on", "R"),
			Remove:     bind("x", "remove", "x"),
			CopyName:   bind("y", "copy name", "y"),
			CopySecret: bind("Y", "copy the secret", "Y"),
			Leaked:     bind("!", "it leaked…", "!"),
			Console:    bind("o", "vendor's console", "o"),
		},
		Results: resultsKeys(),
		Sheet:   sheetKeys(),
		Compare: compareKeys(),
		Queue:   queueKeys(),
		Mask:    maskKeys(),
		Canvas:  canvasKeys(),
		Edits:   editsKeys(),
		Files:   filesKeys(),
	}
}

func everywhere() Everywhere {
	return Everywhere{
		NextPane: bind("tab", "next pane", "tab"),
		PrevPane: bind("shift+tab", "previous pane", "shift+tab"),
		Pane1:    bind("alt+1", "keys", "alt+1"),
		Pane2:    bind("alt+2", "prompt", "alt+2"),
		Pane3:    bind("alt+3", "style", "alt+3"),
		Pane4:    bind("alt+4", "seed", "alt+4"),
		Pane5:    bind("alt+5", "results", "alt+5"),
		Pane6:    bind("alt+6", "preview", "alt+6"),
		NextKey:  bind("f2", "next key", "f2", "alt+k"),
		Palette:  bind("ctrl+p", "commands", "ctrl+p"),
		Help:     bind("f1", "all keys", "f1"),
		History:  bind("ctrl+r", "old prompts", "ctrl+r"),
		Editor:   bind("ctrl+o", "external editor", "ctrl+o"),
		Stop:     bind("ctrl+x", "stop…", "ctrl+x"),
		Suspend:  bind("ctrl+z", "suspend", "ctrl+z"),
		Quit:     bind("ctrl+c", "quit", "ctrl+c"),
		Back:     bind("esc", "back", "esc"),
	}
}

func move() Move {
	return Move{
		Down:      bind("j", "down", "j", "down"),
		Up:        bind("k", "up", "k", "up"),
		Left:      bind("h", "left, fold", "h", "left"),
		Right:     bind("l", "right, unfold", "l", "right"),
		Top:       bind("g g", "top", "home"),
		Bottom:    bind("G", "bottom", "G", "end"),
		PageDown:  bind("pgdn", "page down", "pgdown"),
		PageUp:    bind("pgup", "page up", "pgup"),
		ToPrompt:  bind("i", "prompt", "i"),
		Go:        bind("g", "go…", "g"),
		Filter:    bind("/", "filter", "/"),
		Zoom:      bind("z", "zoom", "z"),
		Mark:      bind("space", "mark", "space"),
		MarkRange: bind("v", "mark to here", "v"),
		Undo:      bind("u", "undo", "u"),
		NextBatch: bind("]", "next batch", "]"),
		PrevBatch: bind("[", "previous batch", "["),
		More:      bind("+", "more", "+", "="),
		Less:      bind("-", "less", "-"),
		Narrower:  bind("<", "narrower", "<"),
		Wider:     bind(">", "wider", ">"),
		NextKey:   bind("K", "next key", "K"),
		Palette:   bind(":", "commands", ":"),
		Help:      bind("?", "all keys", "?"),
		StopAll:   bind("X", "stop all", "X"),
		Close:     bind("q", "close, quit", "q"),
	}
}

func picture() Picture {
	return Picture{
		Look:      bind("enter", "full picture", "enter"),
		Pick:      bind("p", "pick", "p"),
		Drop:      bind("x", "reject, stop", "x"),
		Rate:      bind("1-5", "rate, 0 none", "0", "1", "2", "3", "4", "5"),
		NewSeed:   bind("n", "new seed", "n"),
		Again:     bind("a", "again", "a"),
		Retry:     bind("r", "try again", "r"),
		RetryAll:  bind("R", "try all again", "R"),
		Fix:       bind("f", "fix seed", "f"),
		BringBack: bind("b", "bring back…", "b"),
		Copy:      bind("y", "copy…", "y"),
		Open:      bind("o", "open", "o"),
		Folder:    bind("O", "show folder", "O"),
		NextNew:   bind(".", "next new", "."),
		Tags:      bind("t", "tags", "t"),
		Promote:   bind("P", "promote", "P"),
		Compare:   bind("c", "compare", "c"),
		Delete:    bind("D", "delete the video at the service", "D"),
		Before:    bind("C", "before and after", "C"),
		Sheet:     bind("s", "sheet", "s"),
		Edit:      bind("e", "edit with…", "e"),
		Write:     bind("w", "write…", "w"),
		Parent:    bind("^", "what it was made from", "^"),
		Lineage:   bind("L", "lineage", "L"),
	}
}

// Group is a part of the key map under the name help gives it.
type Group struct {
	Name     string
	Bindings []key.Binding
}

// Groups lists the whole map for help and for the README.
func (m *Map) Groups() []Group {
	ev, mv, p := m.Everywhere, m.Move, m.Picture
	return append([]Group{
		{"Everywhere", []key.Binding{
			ev.NextPane, ev.PrevPane, ev.Pane1, ev.Pane2, ev.Pane3, ev.Pane4, ev.Pane5, ev.Pane6, ev.NextKey, ev.Palette,
			ev.Help, ev.History, ev.Editor, ev.Stop, ev.Suspend, ev.Quit, ev.Back,
		}},
		{"Outside text", []key.Binding{
			mv.ToPrompt, mv.Down, mv.Up, mv.Left, mv.Right, mv.Go, mv.Bottom, mv.PageDown, mv.PageUp, mv.Filter, mv.Mark,
			mv.MarkRange, mv.NextBatch, mv.PrevBatch, mv.Zoom, mv.Undo, mv.Narrower, mv.Wider, mv.NextKey, mv.Palette,
			mv.Help, mv.StopAll, mv.Close,
		}},
		{"A picture", []key.Binding{
			p.Look, p.Pick, p.Drop, p.Rate, p.NewSeed, p.Again, p.Retry, p.RetryAll, p.Fix, p.BringBack, p.Copy, p.Open,
			p.Folder, p.NextNew, p.Tags, p.Promote, p.Compare, p.Before, p.Sheet, p.Edit, p.Write, p.Parent, p.Lineage, p.Delete,
		}},
		{"Prompt", []key.Binding{
			m.Prompt.Send, m.Prompt.NewLine, m.Prompt.Older, m.Prompt.Newer, m.Prompt.Undo, m.Prompt.Redo, m.Prompt.Paste,
		}},
		{"Style", []key.Binding{m.Style.Only, m.Style.Mark, m.Style.Free, m.Style.Save}},
		{"Seed", []key.Binding{m.Seed.Edit, m.Seed.Mark, m.Seed.More, m.Seed.Less, m.Seed.Draw, m.Seed.Hold}},
		{"Keys", []key.Binding{
			m.Keys.Use, m.Keys.Add, m.Keys.Rename, m.Keys.Check, m.Keys.Retry, m.Keys.Remove, m.Keys.CopyName,
			m.Keys.CopySecret, m.Keys.Console, m.Keys.Leaked,
		}},
	}, append(m.lists(), m.screens()...)...)
}
