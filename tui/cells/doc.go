// Package cells measures and cuts text in terminal cells. Nothing else in this
// program does, so that all of a frame is laid out by one rule: the one that
// the terminal follows.
//
// Older terminals add up what each code point takes, newer ones look at what a
// reader takes for one character; some do the one with emoji and the other with
// letters, or neither. 👩‍🚀 is four cells wide or two, ⚠️ one or two, कि two or one.
// Until it is known what a terminal does (a Rule), and where it does nothing that
// the renderer can follow, a character is drawn, and measured, as something that
// all of them agree on: 👩, ⚠, कइ. So it is inside of tmux and the like, where two
// have to agree of which one cannot be asked. Only what is drawn
// changes: View of the studio sends its lines through Drawn.
//
// Escape sequences take no cells. No function here tears them, or a character,
// apart. What the environment says of the widths of East Asian characters does
// not count: terminals do not read it, and borders were twice as wide by it.
package cells
