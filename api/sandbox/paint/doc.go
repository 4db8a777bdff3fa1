// Package paint is the painter of the sandbox: it makes a picture out of a
// prompt, a style, an aspect ratio and a seed, and the same four always give
// the same bytes, on every machine.
//
// That promise is kept by construction: the whole package computes in
// integers. Floating point would be shorter to write, but the compiler may
// fuse x*y+z into one rounding on some processors and not on others, and one
// pixel that differs is another file. A test refuses floats in this package,
// and another one paints what testdata/pictures.tsv lists.
//
// # How a picture comes about
//
// Paint calls, in this order:
//
//   - read (reader.go): the words of the prompt become a brief: hour, weather,
//     place, subjects with their colours and number. What words mean stands in
//     words/*.txt. Words nobody knows are hashed, so that they matter too.
//   - newPicture (picture.go): an easel, which draws, and a motif, which is
//     what to draw. The seed decides where things stand, independently of the
//     words, so that one changed word leaves the composition recognisable.
//   - picture.whole, or cutOut for a transparent one: the place is painted by
//     its row in scenes (stage.go), which sets a stage; the ensemble puts
//     the subjects on it; then come lettering, weather, the finish of the
//     style and the medium.
//   - print (sign.go): the small print.
//
// # Who does what
//
//	canvas    pixels: fills paths, adds light, blurs; path, ink, tile, chance
//	          and col are what it and everybody works with
//	easel     measures, light and style around a canvas; draws shapes of a
//	          material (mat). It knows no words
//	motif     the brief, the seed, and colours for what has none of its own
//	look      a style: how it grades colours and draws shapes, its skies, its
//	          grounds and its finish, one type each (look_*.go)
//	sky, air, terrain, flora, water, figures, emblems
//	          parts of a picture, each on an easel with a motif in mind
//	scenery   these together: what places (place_*.go) are composed of
//	ensemble  the subjects: who stands where, holds, wears and rides what
//	oils, manner
//	          paint the finished picture again: brush strokes, media
//
// All of them live as long as one call of Paint, on one goroutine. The tables
// that calls share (sprites, lexicon, tiles, letters) are made when the first
// picture needs them, and never change.
//
// # How to add
//
// A sprite: its parts go into a file of sprites/, in the language that
// sprites/README.md explains. Its name is a word at once.
//
// A word: into a file of words/, see words/README.md. Mistakes in both are
// named with their file and line by the tests of this package.
//
// A place: a constant and its name in place.go, words in words/places.txt, and
// a row in scenes (stage.go): where its horizon lies, and the method that paints it. A
// place is a method on a type that embeds the scenery; it begins with
// look.backdrop, lays look.ground over its ground, and returns the stage:
// where things stand, fly and swim.
//
// A style: a type that embeds hand and is a look, and a row in styles
// (look.go). An easel asks it for every colour and every shape.
//
// A medium or a kind of weather: a constant and its name in brief.go or
// weather.go, words in words/, and a case in manner.apply or air.fall.
//
// What is added changes the pictures whose prompts name it. Run the tests with
// -update then, and look at which lines of testdata/pictures.tsv differ: no
// others may.
//
// Units: canvas coordinates are 1/256 pixel (24.8 fixed point). Places think
// in thousandths of the width, of the height, and of the unit side, which is
// the side of a square of the canvas's area: the x, y and n of measure. Weights
// of a mix run 0 … 256.
package paint
