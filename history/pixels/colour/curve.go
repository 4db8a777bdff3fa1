package colour

import (
	"encoding/binary"
	"math"
)

// curve makes a number of a file, from 0 to 1, into light.
type curve func(v float64) float64

// power is a curve that is nothing but an exponent.
func power(gamma float64) curve {
	return func(v float64) float64 { return math.Pow(v, gamma) }
}

// srgb is the curve of sRGB, which Display P3 has too.
func srgb(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// fromLight is srgb the other way round.
func fromLight(v float64) float64 {
	if v <= 0.0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// curveOf reads a curve of a profile: a number of points, an exponent, or one of
// the functions of ICC.1, section 10.18.
func curveOf(tag []byte) (curve, bool) {
	if len(tag) < 12 {
		return nil, false
	}
	switch string(tag[:4]) {
	case "curv":
		return points(tag[8:])
	case "para":
		return function(int(binary.BigEndian.Uint16(tag[8:])), tag[12:])
	}
	return nil, false
}

// points reads a curve between points that are equally far apart.
func points(b []byte) (curve, bool) {
	n := int64(binary.BigEndian.Uint32(b))
	b = b[4:]
	switch {
	case n == 0:
		return func(v float64) float64 { return v }, true
	case n*2 > int64(len(b)):
		return nil, false
	case n == 1:
		return power(float64(binary.BigEndian.Uint16(b)) / 256), true
	}
	list := make([]float64, n)
	for i := range list {
		list[i] = float64(binary.BigEndian.Uint16(b[2*i:])) / 65535
	}
	return func(v float64) float64 {
		at := v * float64(n-1)
		i := min(int(at), int(n-2))
		return list[i] + (list[i+1]-list[i])*(at-float64(i))
	}, true
}

// function reads one of the functions with parameters.
func function(kind int, b []byte) (curve, bool) {
	n, known := map[int]int{0: 1, 1: 3, 2: 4, 3: 5, 4: 7}[kind]
	if !known || len(b) < 4*n {
		return nil, false
	}
	// g, a, b, c, d, e, f as the specification calls them.
	var p [7]float64
	for i := range n {
		p[i] = fixed(b[4*i:])
	}
	switch kind {
	case 0:
		p[1] = 1
	case 1, 2:
		if p[1] == 0 {
			return nil, false
		}
		// Below -b/a there is c alone, which is added everywhere.
		p[4], p[5], p[6], p[3] = -p[2]/p[1], p[3], p[3], 0
	}
	return func(v float64) float64 {
		if v < p[4] {
			return p[3]*v + p[6]
		}
		return math.Pow(max(0, p[1]*v+p[2]), p[0]) + p[5]
	}, true
}

// fixed reads a number of 16 bits with a fraction of 16.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }
