// Package text is the text engine under everything the person types: the
// prompt (Area) and every one-line field (Field).
//
// It replaces the text area of bubbles for three reasons, measured with the
// version this program is built with: that one lays out and renders its whole
// content at every key (180 to 450 ms a key in a prompt of 100,000
// characters), it moves and deletes by code point, which tears emoji and
// combining letters apart, and it has no undo. Here a key costs the line it
// changes, everything goes by what a reader takes for one character, and every
// change can be taken back.
package text
