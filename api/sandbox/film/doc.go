// Package film moves a still picture: a camera travels over it, what is near
// goes by faster than what is far, and something is in the air. Out comes a
// short MP4 that a person sees moving, made in a fraction of a second.
//
// Like the painter it computes in integers alone, so that equal shots give
// equal files on every machine. Units: positions in the picture are in 1/256
// pixel, time runs 0 … 1024 over the film, shares are in 1/1024.
package film
