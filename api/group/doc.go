// Package group keeps together what a program starts, so that all of it ends with
// the program.
package group
