// Package terminal knows the terminals that people have: one table of brands,
// each with what it shows, what it answers to and where it differs. It asks
// nothing and draws nothing; who does asks here.
package terminal
