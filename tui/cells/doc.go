// Package cells measures and cuts text in terminal cells. Nothing else in this
// program does, so that all of a frame is laid out by one rule: the one that
// the terminal follows.
//
// Terminals know two. Older ones add up what each code point takes
// (CodePoints), newer ones look at what a reader takes for one character
// (Graphemes); some follow neither. 👩‍🚀 is four cells wide by the first and two
// by the second, ⚠️ one and two. Until it is known which rule holds, and where
// neither does, a character that the two measure differently is drawn, and
// measured, as something they agree on (Agreed): 👩, ⚠. Only what is drawn
// changes: View of the studio sends its lines through Drawn.
//
// Escape sequences take no cells. No function here tears them, or a character,
// apart. What the environment says of the widths of East Asian characters does
// not count: terminals do not read it, and borders were twice as wide by it.
package cells
