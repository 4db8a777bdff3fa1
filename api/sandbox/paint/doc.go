// Package paint is the painter of the sandbox: it makes a picture out of a
// prompt, a style, an aspect ratio and a seed, and the same four always give
// the same bytes, on every machine.
//
// That promise is kept by construction: the whole package computes in
// integers. Floating point would be shorter to write, but the compiler may
// fuse x*y+z into one rounding on some processors and not on others, and one
// pixel that differs is another file. A test refuses floats in this package.
//
// How a picture comes about:
//
//   - read: the words of the prompt become a brief: hour, weather, place,
//     subjects with their colours and number. Words nobody knows are hashed,
//     so that they matter too.
//   - compose: the seed decides where things stand. It is independent of the
//     words, so that one changed word leaves the composition recognisable.
//   - draw: the place and the subjects are shapes with a material. The style
//     decides what a material looks like.
//   - finish: grain, glow, brush strokes; then the small print.
//
// Units: canvas coordinates are 1/256 pixel (24.8 fixed point). Scenes think
// in thousandths of the width, of the height, and of the unit side, which is
// the side of a square of the canvas's area. Weights of a mix run 0 … 256.
package paint
