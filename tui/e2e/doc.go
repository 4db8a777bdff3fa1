// Package e2e tests the built program from outside, as its users meet it: on
// a command line, and in a terminal of a given size whose screen is read
// cell by cell. Everything here is a test; the harness is in harness_test.go
// and terminal_test.go.
package e2e
