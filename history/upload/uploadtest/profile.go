package uploadtest

import (
	"encoding/binary"
	"image/color"
	"math"
)

// Profile is an ICC profile with the numbers that its makers publish, nil for
// sRGB.
func Profile(space string) []byte {
	switch space {
	case "Display P3":
		return icc("RGB ", append(colorants([9]float64{0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407}),
			curves(tagPara(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045))...))
	case "Adobe RGB":
		return icc("RGB ", append(colorants([9]float64{0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457}),
			curves([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33"))...))
	case "tables":
		return icc("RGB ", []tag{{"A2B0", []byte("mft1\x00\x00\x00\x00 tables that nobody reads")}})
	case "gray":
		return icc("GRAY", []tag{{"kTRC", []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00")}})
	}
	return nil
}

type tag struct {
	name string
	data []byte
}

func colorants(v [9]float64) []tag {
	var out []tag
	for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		data := []byte("XYZ \x00\x00\x00\x00")
		for _, n := range v[3*i : 3*i+3] {
			data = fixed(data, n)
		}
		out = append(out, tag{name, data})
	}
	return out
}

func curves(data []byte) []tag { return []tag{{"rTRC", data}, {"gTRC", data}, {"bTRC", data}} }

func tagPara(numbers ...float64) []byte {
	data := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, n := range numbers {
		data = fixed(data, n)
	}
	return data
}

func fixed(to []byte, v float64) []byte {
	return binary.BigEndian.AppendUint32(to, uint32(int32(math.Round(v*65536))))
}

func icc(space string, tags []tag) []byte {
	head := make([]byte, 128)
	copy(head[12:], "mntr"+space+"XYZ ")
	copy(head[36:], "acsp")
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	at := len(head) + 4 + 12*len(tags)
	var data []byte
	for _, t := range tags {
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(data)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		data = append(data, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	out := append(append(head, table...), data...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// Seen is a colour of a space in sRGB, by the matrices of CSS Color 4, which
// know neither profiles nor D50.
func Seen(space string, c color.NRGBA) color.NRGBA {
	var to [3][3]float64
	light := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	switch space {
	case "Display P3":
		to = [3][3]float64{{0.4865709486482162, 0.26566769316909306, 0.1982172852343625}, {0.2289745640697488, 0.6917385218365064, 0.079286914093745}, {0, 0.04511338185890264, 1.043944368900976}}
	case "Adobe RGB":
		to = [3][3]float64{{0.5766690429101305, 0.1855582379065463, 0.1882286462349947}, {0.29734497525053605, 0.6273635662554661, 0.07529145849399788}, {0.02703136138641234, 0.07068885253582723, 0.9913375368376388}}
		light = func(v float64) float64 { return math.Pow(v, 563.0/256) }
	default:
		return c
	}
	back := [3][3]float64{{3.2409699419045226, -1.537383177570094, -0.4986107602930034}, {-0.9692436362808796, 1.8759675015077202, 0.04155505740717559}, {0.05563007969699366, -0.20397695888897652, 1.0569715142428786}}
	v := [3]float64{light(float64(c.R) / 255), light(float64(c.G) / 255), light(float64(c.B) / 255)}
	v = times(back, times(to, v))
	for i, n := range v {
		if n <= 0.0031308 {
			n *= 12.92
		} else {
			n = 1.055*math.Pow(n, 1/2.4) - 0.055
		}
		v[i] = math.Round(255 * min(1, max(0, n)))
	}
	return color.NRGBA{uint8(v[0]), uint8(v[1]), uint8(v[2]), c.A}
}

func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i := range m {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}
