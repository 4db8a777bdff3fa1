package theme

import "slices"

// builtIn are the themes that come with the program. The first two are those that
// go by the terminal's ground.
var builtIn = []Palette{
	{
		Name: "dark", About: "on the dark ground of the terminal", Dark: true,
		Dim: "#9e9eab", Accent: "#c4a0ff", Title: "#b4b4c0", Hint: "#a6a6b4", Border: "#55555f",
		Selected: "#f4ecff", Selection: "#43306b",
		Good: "#7bd88f", Warn: "#f2c46d", Bad: "#ff8a80", Busy: "#7ccbf0", Picked: "#ffc857",
		Checker: "#2a2a31", CheckerOther: "#3a3a44",
	},
	{
		Name: "light", About: "on the light ground of the terminal",
		Dim: "#60606b", Accent: "#6a2fc0", Title: "#4a4a55", Hint: "#5b5b66", Border: "#b9b9c4",
		Selected: "#2b1255", Selection: "#e4d6ff",
		Good: "#1a6b2d", Warn: "#7a4f00", Bad: "#a8231b", Busy: "#005c7c", Picked: "#824d00",
		Checker: "#e6e6ea", CheckerOther: "#cfcfd6",
	},
	{
		Name: "night", About: "on its own dark violet background", Dark: true, Ground: "#171425", Text: "#e6e1f2",
		Dim: "#a49fb8", Accent: "#c4a0ff", Title: "#bdb6d0", Hint: "#aba5c0", Border: "#4b4565",
		Selected: "#ffffff", Selection: "#4a3578",
		Good: "#7bd88f", Warn: "#f2c46d", Bad: "#ff8a80", Busy: "#7ccbf0", Picked: "#ffc857",
		Checker: "#241f38", CheckerOther: "#332d4d",
	},
	{
		Name: "paper", About: "on its own warm light background", Ground: "#faf4e6", Text: "#2b2620",
		Dim: "#675f52", Accent: "#8a3b12", Title: "#544c40", Hint: "#5f5749", Border: "#c9bea6",
		Selected: "#2b1a0a", Selection: "#f0d9b0",
		Good: "#2a6b2e", Warn: "#7d5300", Bad: "#a8201a", Busy: "#0b5c7d", Picked: "#8a4b00",
		Checker: "#efe7d3", CheckerOther: "#ddd2b8",
	},
	{
		Name: "contrast", About: "black, white and yellow, as far apart as they go", Dark: true, Ground: "#000000", Text: "#ffffff",
		Dim: "#d0d0d0", Accent: "#ffe94a", Title: "#ffffff", Hint: "#e4e4e4", Border: "#a0a0a0",
		Selected: "#000000", Selection: "#ffe94a",
		Good: "#6bff8e", Warn: "#ffc040", Bad: "#ffa39c", Busy: "#7fddff", Picked: "#ffd24a",
		Checker: "#1c1c1c", CheckerOther: "#3a3a3a",
	},
	{
		Name: "terminal", About: "the terminal's own two colours, bold and underlined", Few: true,
	},
}

// Auto is the name of what is no theme: dark or light, by the terminal's ground.
const Auto = "auto"

// BuiltIn are the themes that come with the program.
func BuiltIn() []Palette { return slices.Clone(builtIn) }
