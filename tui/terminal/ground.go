package terminal

import (
	"strconv"
	"strings"
)

// LightGround tells whether the environment says that the terminal has a light
// ground. rxvt, Konsole and others say so in COLORFGBG, as the numbers of two of
// their sixteen colours, "0;15" or "0;default;15"; some of them, and what stands
// between them and the program, do not tell it when they are asked.
func LightGround(environ []string) bool {
	for _, e := range environ {
		said, ok := strings.CutPrefix(e, "COLORFGBG=")
		if !ok {
			continue
		}
		ground, err := strconv.Atoi(said[strings.LastIndexByte(said, ';')+1:])
		return err == nil && (ground == 7 || ground > 8 && ground < 16)
	}
	return false
}
