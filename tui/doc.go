// Package tui holds everything a person touches: the command line, the studio
// and its panes and screens. It has no code of its own.
package tui
