package paint

import (
	"errors"
	"fmt"
	"strings"
)

// formOf reads the letter of a form.
func formOf(b byte) (form, bool) {
	switch b {
	case '.':
		return flat, true
	case '@':
		return ball, true
	case '|':
		return tall, true
	case '#':
		return face, true
	case '*':
		return emit, true
	case '-':
		return wire, true
	default:
		return 0, false
	}
}

// parsePart reads a part: ROLE FORM [~] and its steps.
func parsePart(line string) (part, error) {
	what, rest, _ := strings.Cut(line, " ")
	if len(what) < 2 || len(what) > 3 || len(what) == 3 && what[2] != '~' {
		return part{}, fmt.Errorf("%q is not ROLE and FORM, with ~ behind them or without", what)
	}
	p := part{role: what[0], mirror: len(what) == 3}
	if !isRole(p.role) {
		return p, fmt.Errorf("there is no role %q", what[0])
	}
	var ok bool
	if p.form, ok = formOf(what[1]); !ok {
		return p, fmt.Errorf("there is no form %q", what[1])
	}
	if err := p.steps(strings.Fields(rest)); err != nil {
		return p, err
	}
	return p, p.check()
}

// steps reads the letters of a part and the numbers behind each.
func (p *part) steps(words []string) error {
	letters := 0
	for _, w := range words {
		if isLetter(w[0]) {
			letters++
		}
	}
	p.ops = make([]op, 0, letters)
	args := make([]int64, 0, len(words)-letters)
	for _, w := range words {
		if isLetter(w[0]) {
			if len(w) != 1 {
				return fmt.Errorf("%q is neither a step nor a number", w)
			}
			p.ops = append(p.ops, op{w[0], args[len(args):]})
			continue
		}
		n, err := numberIn(w, -largestSprite, largestSprite)
		if err != nil {
			return err
		}
		if len(p.ops) == 0 {
			return errors.New("a number comes before any step")
		}
		args = append(args, n)
		o := &p.ops[len(p.ops)-1]
		o.args = o.args[:len(o.args)+1]
	}
	return nil
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' }

// check holds the steps against what they need: their numbers, and a shape
// that was begun.
func (p *part) check() error {
	if len(p.ops) == 0 {
		return errors.New("the part has no steps")
	}
	line, begun := false, false // a line instead of a shape; m was there
	for i, o := range p.ops {
		if err := o.check(); err != nil {
			return err
		}
		switch o.do {
		case 's':
			if line = true; i > 0 {
				return errors.New("s is the first step or none")
			}
		case 'm':
			if begun {
				return errors.New("m begins a second shape before z closes the first")
			}
			begun = true
		case 'l', 'q', 'c':
			if !begun {
				return fmt.Errorf("%c goes on from a point, but no m begins a shape", o.do)
			}
		default:
			if line {
				return fmt.Errorf("%c draws no line, but the part begins with s", o.do)
			}
			if o.do == 'z' && !begun {
				return errors.New("z closes a shape, but no m begins one")
			}
			begun = false
		}
	}
	if line && !begun {
		return errors.New("the line of s has no points")
	}
	return nil
}

// check holds the numbers of a step against what it takes.
func (o op) check() error {
	n := len(o.args)
	var want string
	switch o.do {
	case 'o', 'q':
		want = wants(n == 4, "4 numbers")
	case 'e', 'r':
		want = wants(n == 5, "5 numbers")
	case 'c':
		want = wants(n == 6, "6 numbers")
	case 'm':
		want = wants(n == 2, "2 numbers")
	case 's':
		want = wants(n == 1 && o.args[0] > 0, "a width")
	case 'z':
		want = wants(n == 0, "no number")
	case 'l':
		want = wants(n >= 2 && n%2 == 0, "points")
	case 'p':
		want = wants(n >= 6 && n%2 == 0, "3 points or more")
	default:
		return fmt.Errorf("there is no step %q", o.do)
	}
	if want != "" {
		return fmt.Errorf("%c takes %s, not the %d that follow it", o.do, want, n)
	}
	return nil
}

// wants is what was wanted, if that is not so.
func wants(so bool, what string) string {
	if so {
		return ""
	}
	return what
}
