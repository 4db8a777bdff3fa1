package paint

// light is what an hour does to a picture.
type light struct {
	top, mid, low, rim col // the sky from the zenith to the horizon
	sun                col // the disc
	key                col // the colour of the light that falls on things
	amb                col // what everything is multiplied with
	shade              col // what shadows tend to
	haze               col // what distance tends to
	sunAt              int64
	night              bool
	foggy              bool // what is far is lost sooner
}

// sunAt is how high the sun stands: thousandths of the sky above the horizon.
var hours = [...]light{
	day: {
		top: 0x2f7fd6, mid: 0x6bb4ee, low: 0xb4dcf7, rim: 0xe9f5fa, sun: 0xfffbe6,
		key: 0xfff6de, amb: 0xfbfaf6, shade: 0x3d4f86, haze: 0xc7def0, sunAt: 760,
	},
	dawn: {
		top: 0x4c5e9e, mid: 0xa693c6, low: 0xf3b7b0, rim: 0xffe4bd, sun: 0xfff0cf,
		key: 0xffd9b8, amb: 0xd9c6d2, shade: 0x4a4278, haze: 0xecc5c4, sunAt: 150,
	},
	noon: {
		top: 0x1466c9, mid: 0x3f9cee, low: 0x93cff7, rim: 0xd6effc, sun: 0xffffff,
		key: 0xffffff, amb: 0xffffff, shade: 0x2c4a80, haze: 0xb9dbf2, sunAt: 900,
	},
	golden: {
		top: 0x4a83c4, mid: 0x93b6d4, low: 0xf0d6a4, rim: 0xffe6a8, sun: 0xfff4c4,
		key: 0xffe0a0, amb: 0xf6e2c2, shade: 0x5a4a70, haze: 0xf0dcb4, sunAt: 330,
	},
	sunset: {
		top: 0x2a2f70, mid: 0x94467f, low: 0xf2744b, rim: 0xffcf76, sun: 0xfff3b4,
		key: 0xffb36a, amb: 0xdba08c, shade: 0x3a235c, haze: 0xe88a66, sunAt: 110,
	},
	dusk: {
		top: 0x141c48, mid: 0x3f3f82, low: 0xa0608f, rim: 0xf09a8a, sun: 0xffd0b0,
		key: 0xe8a8b8, amb: 0xa092ba, shade: 0x1c1844, haze: 0x8a6a9c, sunAt: -1,
	},
	night: {
		top: 0x050a20, mid: 0x0c1a40, low: 0x1c3568, rim: 0x37568c, sun: 0xf4f2e2,
		key: 0xa9c0f0, amb: 0x7080b4, shade: 0x050a20, haze: 0x24406f, sunAt: 620, night: true,
	},
}

// daylight returns the light of an hour under a weather.
func daylight(h hour, w weather) light {
	l := hours[h]
	l.foggy = w&fog != 0
	sky := func(to col, t int64) {
		to = to.times(l.amb)
		l.top, l.mid = l.top.mix(to, t), l.mid.mix(to.lit(20), t)
		l.low, l.rim = l.low.mix(to.lit(60), t), l.rim.mix(to.lit(90), t*3/4)
		l.haze = l.haze.mix(to.lit(60), t)
	}
	switch {
	case w&storm != 0:
		sky(0x2c3640, 200)
		l.amb, l.key = l.amb.mix(0x76838f, 150), l.key.sat(120).dim(40)
	case w&rain != 0:
		sky(0x6f8290, 160)
		l.amb, l.key = l.amb.mix(0x9aa8b4, 110), l.key.sat(150).dim(24)
	case w&fog != 0:
		sky(0xc6ccd0, 190)
		l.amb = l.amb.mix(0xd4d8dc, 90)
	case w&snowfall != 0:
		sky(0xb9c6d6, 150)
		l.amb = l.amb.mix(0xe6ecf6, 60)
	case w&cloudy != 0:
		sky(0x94a4b4, 110)
	}
	return l
}
