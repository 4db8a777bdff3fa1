package show

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/drawing"
	"imagine-tui/tui/picture"
)

// prepare works out whether, how and how large to draw.
func (o *Options) prepare() error {
	mode, err := picture.ParseMode(o.Protocol)
	if err != nil {
		return fmt.Errorf("--protocol: %w", err)
	}
	profile, err := parseColors(o.Colors)
	if err != nil {
		return err
	}
	o.cols, o.rows = 80, 24
	if o.Size != "" {
		if o.cols, o.rows, err = parseSize(o.Size); err != nil {
			return err
		}
	}
	tty := console.IsTerminal(o.Console.Out)
	o.draw = (tty || mode != picture.ModeAuto) && o.Protocol != "none"
	if !o.draw {
		return nil
	}
	detector := drawing.Detector(o.Console)
	detector.Force(mode)
	if profile != colorprofile.Unknown {
		detector.SetColors(profile)
	}
	if cols, rows := o.Console.Size(); tty && o.Size == "" && cols > 0 {
		// The recipe and the next prompt of the shell want lines, too.
		o.cols, o.rows = cols, max(rows-12, 4)
	}
	if !mode.Cells() {
		// Whoever does not answer is drawn for by what is known.
		_ = detector.Ask(drawing.AskFor)
	}
	o.picture.Mode, o.picture.Direct = detector.Printing()
	o.picture.Once = true
	o.picture.Terminal = detector.Terminal()
	return nil
}

// parseColors reads --colors; Unknown is auto.
func parseColors(text string) (colorprofile.Profile, error) {
	switch text {
	case "auto":
		return colorprofile.Unknown, nil
	case "truecolor":
		return colorprofile.TrueColor, nil
	case "256":
		return colorprofile.ANSI256, nil
	case "16":
		return colorprofile.ANSI, nil
	case "none":
		return colorprofile.ASCII, nil
	}
	return colorprofile.Unknown, fmt.Errorf("unknown --colors %q: use auto, truecolor, 256, 16 or none", clean.Line(text))
}

// parseSize reads COLSxROWS.
func parseSize(text string) (cols, rows int, err error) {
	left, right, ok := strings.Cut(strings.ToLower(text), "x")
	cols, errCols := strconv.Atoi(left)
	rows, errRows := strconv.Atoi(right)
	if !ok || errCols != nil || errRows != nil || cols < 1 || rows < 1 || cols > 1000 || rows > 1000 {
		return 0, 0, fmt.Errorf("--size %q is not a size: write columns and rows up to 1000, as in 80x40", clean.Line(text))
	}
	return cols, rows, nil
}
