package paint

import (
	"fmt"
	"slices"
	"strings"
)

// largestSprite is the largest number a sprite may have, either way: enough
// for everything, and far from what a product could overflow at.
const largestSprite = 9999

// set reads the settings of a sprite.
func (sp *sprite) set(words []string) error {
	for i, w := range words {
		k, v, ok := strings.Cut(w, "=")
		if !ok {
			return fmt.Errorf("%q is no setting: those are written name=value", w)
		}
		if slices.ContainsFunc(words[:i], func(old string) bool { return strings.HasPrefix(old, w[:len(k)+1]) }) {
			return fmt.Errorf("%s is set twice", k)
		}
		if err := sp.setOne(k, v); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
	}
	return nil
}

func (sp *sprite) setOne(k, v string) error {
	var n int64
	var err error
	switch k {
	case "home":
		n, err = numberOf(v, placeNames[:])
		sp.home = place(n)
	case "at":
		n, err = numberOf(v, standNames[:])
		sp.at = stand(n)
	case "worn":
		n, err = numberOf(v, fitNames[:])
		sp.fit = fit(n)
	case "size":
		sp.size, err = numberIn(v, 1, largestSprite)
	case "sown":
		sp.sown, err = numberIn(v, 1, largestSprite)
	case "1", "2", "3":
		for c := range strings.SplitSeq(v, "/") {
			named, bad := colourOf(c)
			if bad != nil {
				return bad
			}
			sp.cols[k[0]-'1'] = append(sp.cols[k[0]-'1'], named)
		}
	case "head":
		sp.head, err = anchorOf(v)
	case "hand":
		sp.hand, err = anchorOf(v)
	case "seat":
		sp.seat, err = anchorOf(v)
	default:
		err = fmt.Errorf("there is no such setting")
	}
	return err
}

// anchorOf reads X,Y,SIZE.
func anchorOf(s string) (anchor, error) {
	f := strings.Split(s, ",")
	if len(f) != 3 {
		return anchor{}, fmt.Errorf("%q is not X,Y,SIZE", s)
	}
	a := anchor{ok: true}
	var err error
	for i, n := range []*int64{&a.x, &a.y, &a.size} {
		low := int64(-largestSprite)
		if i == 2 {
			low = 1
		}
		if *n, err = numberIn(f[i], low, largestSprite); err != nil {
			return a, err
		}
	}
	return a, nil
}
