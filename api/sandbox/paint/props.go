package paint

import (
	"errors"
	"fmt"
)

// props are the sprites that places, sky and figures ask for by name. Others
// may be renamed or taken away without a change here.
var props = [...]string{
	"sun", "moon", "star", "cloud", "planet", "earth", "tree", "pine", "palm", "cactus", "iceberg", "lighthouse",
	"bust", "lamp", "apple", "pear", "lemon", "orange", "cup", "cherries",
}

// prop is one of them.
func prop(name string) *sprite { return sprites()[name] }

// checkProps complains about those that the text files do not have.
func checkProps(all map[string]*sprite) error {
	var bad error
	for _, name := range props {
		if all[name] == nil {
			bad = errors.Join(bad, fmt.Errorf("sprites: there is no sprite %s, which the painter asks for by name", name))
		}
	}
	return bad
}
