// Package pixels makes pictures smaller and turns them upright: once, for
// previews, contact sheets and comparisons alike. A smaller picture holds the
// exact mean of the area that each of its pixels covers, so that nothing falls
// between them, and pictures of many megapixels need no converted copy.
package pixels

import "image"

// Area is a part of a picture in its own pixels.
type Area struct{ X, Y, W, H float64 }

// Whole is all of a picture of w × h pixels.
func Whole(w, h int) Area { return Area{W: float64(w), H: float64(h)} }

// All is all of a picture.
func All(m image.Image) Area { return Whole(m.Bounds().Dx(), m.Bounds().Dy()) }
