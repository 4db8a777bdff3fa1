package paint

// form says how light falls on a shape.
type form uint8

const (
	flat form = iota // a surface: nearly even
	ball             // round, lit from the side
	tall             // round like a trunk
	land             // ground and hills: lighter above
	face             // walls: even, darker below
	emit             // shines by itself
	wire             // a thin detail, plain
)

// mat is what a shape is made of.
type mat struct {
	c     col
	form  form
	depth int64 // 0 near … 256 lost in the haze
	grain int64 // roughness of the texture, 0 … 256
	alpha int64 // 0 means opaque
	bare  bool  // never outlined
}
