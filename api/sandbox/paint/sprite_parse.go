package paint

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// spriteParser reads the files of sprites.
type spriteParser struct {
	all map[string]*sprite
	// heads is where each sprite begins, uses what it takes over from others.
	heads map[string]textLine
	uses  map[string][]borrowed
	sp    *sprite // the one whose parts are read
}

// borrowed is a line that takes over the parts of another sprite.
type borrowed struct {
	line textLine
	from string
	at   int // in front of this part
}

// parseSprites reads the files in the folder sprites. A sprite may use one
// that comes later, or stands in another file.
func parseSprites(files fs.FS) (map[string]*sprite, error) {
	p := &spriteParser{map[string]*sprite{}, map[string]textLine{}, map[string][]borrowed{}, nil}
	found, bad := fs.Glob(files, "sprites/*.txt")
	for _, name := range found {
		p.sp = nil
		lines, err := textLines(files, name)
		bad = errors.Join(bad, err, allOf(lines, p.line))
	}
	if bad == nil {
		bad = p.resolve()
	}
	for name := range p.all {
		if strings.HasPrefix(name, "_") {
			delete(p.all, name)
		}
	}
	return p.all, bad
}

// line takes one line.
func (p *spriteParser) line(l textLine) error {
	if name, settings, isHead := strings.Cut(l.text, ":"); isHead {
		p.sp = &sprite{name: name, size: 300}
		if !isName(name) {
			return fmt.Errorf("%q is no name: small letters and _ are", name)
		}
		if old, twice := p.heads[name]; twice {
			return fmt.Errorf("there is a sprite %s at %s:%d already", name, old.file, old.n)
		}
		p.all[name], p.heads[name] = p.sp, l
		return p.sp.set(strings.Fields(settings))
	}
	if p.sp == nil {
		return errors.New("a part comes before the first sprite of the file, which begins with a name and a colon")
	}
	if from, uses := strings.CutPrefix(l.text, "use "); uses {
		name := p.sp.name
		p.uses[name] = append(p.uses[name], borrowed{l, strings.TrimSpace(from), len(p.sp.parts)})
		return nil
	}
	part, err := parsePart(l.text)
	if err == nil {
		p.sp.parts = append(p.sp.parts, part)
	}
	return err
}

// resolve puts the parts of others in where they are used.
func (p *spriteParser) resolve() error {
	var bad []error
	for _, name := range slices.Sorted(maps.Keys(p.heads)) {
		if err := p.fetch(name, nil); err != nil {
			bad = append(bad, err)
		} else if len(p.all[name].parts) == 0 {
			bad = append(bad, p.heads[name].wrong(fmt.Errorf("the sprite %s has no parts", name)))
		}
	}
	return errors.Join(bad...)
}

// fetch completes a sprite with what it uses, which is done only once; via are
// the sprites that wait for it.
func (p *spriteParser) fetch(name string, via []string) error {
	sp, uses := p.all[name], p.uses[name]
	var whole []part
	done := 0
	for _, u := range uses {
		from := p.all[u.from]
		if from == nil {
			return u.line.wrong(fmt.Errorf("there is no sprite %q to use", u.from))
		}
		if u.from == name || slices.Contains(via, u.from) {
			return u.line.wrong(fmt.Errorf("%s and %s use each other", name, u.from))
		}
		if err := p.fetch(u.from, append(via, name)); err != nil {
			return err
		}
		whole = append(append(whole, sp.parts[done:u.at]...), from.parts...)
		done = u.at
	}
	if len(uses) > 0 {
		sp.parts = append(whole, sp.parts[done:]...)
		delete(p.uses, name)
	}
	return nil
}
