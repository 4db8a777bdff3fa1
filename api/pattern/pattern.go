// Package pattern compiles regular expressions when they are first used: most
// runs of the program need few of them, and none before its first frame.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used.
type Pattern struct {
	expression string
	once       sync.Once
	compiled   *regexp.Regexp
}

// Of returns the pattern of an expression. At the top of a package it costs
// nothing at start: the compiler lays it down as data.
func Of(expression string) *Pattern { return &Pattern{expression: expression} }

// Regexp returns the regular expression. It panics where the expression is none.
func (p *Pattern) Regexp() *regexp.Regexp {
	p.once.Do(func() { p.compiled = regexp.MustCompile(p.expression) })
	return p.compiled
}
