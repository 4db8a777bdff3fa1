package paint

// hour is a time of day.
type hour int

const (
	day hour = iota
	dawn
	noon
	golden
	sunset
	dusk
	night
)

var hourNames = [...]string{"day", "dawn", "noon", "golden", "sunset", "dusk", "night"}

// weather is a set of things the sky does.
type weather int

const (
	rain weather = 1 << iota
	snowfall
	fog
	storm
	cloudy
	rainbow
)

var weatherNames = [...]string{"rain", "snow", "fog", "storm", "cloudy", "rainbow"}
