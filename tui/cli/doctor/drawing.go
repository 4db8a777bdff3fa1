package doctor

import (
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/drawing"
	"imagine-tui/tui/picture"
)

// drawing says how pictures are drawn here, why, and what would be better.
func (d *examination) drawing() {
	if !console.IsTerminal(d.Console.Out) {
		return
	}
	detector := drawing.Detector(d.Console)
	silent := detector.Ask(drawing.AskFor) != nil || !detector.Done()
	d.say("note", "terminal", "%s", detector.Applies())
	if d.settings.Studio.ScreenReader {
		d.say("ok", "screen reader", "on: the studio is said in sentences, and no picture is drawn there (screen_reader in the config)")
	}
	if mode, err := picture.ParseMode(d.settings.Studio.Graphics); err == nil {
		detector.Force(mode)
	}
	detector.SetBytes(d.settings.Studio.PictureBytes)
	d.say("ok", "pictures", "%v: %s", detector.Mode(), detector.Why())
	d.say("note", "pictures", "%s", detector.Found())
	if silent {
		d.say("note", "pictures", "this terminal answers no queries; if it can draw more, set graphics in the config, or %s in the environment, to kitty, iterm2 or sixel", picture.EnvMode)
	}
	if hint := detector.Hint(); hint != "" {
		d.say("note", "pictures", "%s", hint)
	}
}
