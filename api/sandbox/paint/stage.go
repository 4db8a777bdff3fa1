package paint

// stage is where the subjects of a picture go.
type stage struct {
	ground int64 // where they stand, in 1/256 pixel from the top
	back   int64 // how far back the ground reaches
	scale  int64 // per cent
	air    int64 // the height of what flies
	water  int64 // where boats and swans go, 0 if there is no water
	kind   stand // what the place is: a table, the deep
	float  bool  // everything floats
	bare   bool  // nothing but the subjects
}

// scenes paint where a picture plays; low and high bound the horizon, in
// thousandths of the height.
var scenes = [...]struct {
	low, high int64
	paint     func(*scenery) stage
}{
	anywhere:   {520, 640, func(s *scenery) stage { return country{s}.field() }},
	city:       {600, 700, func(s *scenery) stage { return town{s}.city() }},
	street:     {520, 600, func(s *scenery) stage { return streets{town{s}}.street() }},
	mountains:  {600, 700, func(s *scenery) stage { return highland{s}.mountains() }},
	sea:        {500, 620, func(s *scenery) stage { return coast{s}.sea() }},
	beach:      {420, 500, func(s *scenery) stage { return coast{s}.beach() }},
	forest:     {600, 680, func(s *scenery) stage { return woods{s}.forest() }},
	desert:     {480, 600, func(s *scenery) stage { return country{s}.desert() }},
	space:      {1000, 1000, func(s *scenery) stage { return cosmos{s}.space() }},
	room:       {640, 700, func(s *scenery) stage { return indoors{s}.room() }},
	table:      {600, 660, func(s *scenery) stage { return indoors{s}.table() }},
	field:      {520, 640, func(s *scenery) stage { return country{s}.field() }},
	underwater: {1000, 1000, func(s *scenery) stage { return reef{s}.deep() }},
	road:       {470, 560, func(s *scenery) stage { return country{s}.road() }},
	openSky:    {860, 930, func(s *scenery) stage { return highland{s}.openSky() }},
	studio:     {1000, 1000, func(s *scenery) stage { return backdrops{s}.studio() }},
	abstract:   {1000, 1000, func(s *scenery) stage { return backdrops{s}.abstract() }},
	arctic:     {500, 600, func(s *scenery) stage { return highland{s}.arctic() }},
	lake:       {480, 560, func(s *scenery) stage { return coast{s}.lake() }},
}
