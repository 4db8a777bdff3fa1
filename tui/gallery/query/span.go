package query

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Span is a range of whole numbers, with both ends in it.
type Span struct{ Low, High int64 }

// Has tells whether n is in the span.
func (s Span) Has(n int64) bool { return s.Low <= n && n <= s.High }

// unit reads one end of a range. What is no single number, such as a month,
// reaches from low to high.
type unit func(text string) (low, high int64, err error)

// Numbers reads 3, >3, >=3, <3, <=3, 1..5, 1.. or ..5.
func Numbers(text string) (Span, error) { return span(text, number) }

// Sizes reads the same of sizes, in bytes or with B, KB, MB or GB (a thousand of
// the one before), KiB, MiB or GiB: >1MB.
func Sizes(text string) (Span, error) { return span(text, size) }

func span(text string, read unit) (Span, error) {
	for _, sign := range []string{">=", "<=", ">", "<"} {
		rest, found := strings.CutPrefix(text, sign)
		if !found {
			continue
		}
		low, high, err := read(rest)
		switch {
		case err != nil:
			return Span{}, err
		case sign == ">=":
			return Span{low, math.MaxInt64}, nil
		case sign == "<=":
			return Span{math.MinInt64, high}, nil
		case sign == ">" && high < math.MaxInt64:
			return Span{high + 1, math.MaxInt64}, nil
		case sign == "<" && low > math.MinInt64:
			return Span{math.MinInt64, low - 1}, nil
		}
		return Span{1, 0}, nil // nothing lies beyond
	}
	from, to, found := strings.Cut(text, "..")
	if !found {
		low, high, err := read(text)
		return Span{low, high}, err
	}
	return between(from, to, read)
}

// between is the range from one end to another, either of which may be open.
func between(from, to string, read unit) (s Span, err error) {
	if from == "" && to == "" {
		return Span{}, errors.New(".. needs a start or an end, as in 1..5, 1.. or ..5")
	}
	s = Span{math.MinInt64, math.MaxInt64}
	if from != "" {
		if s.Low, _, err = read(from); err != nil {
			return Span{}, err
		}
	}
	if to != "" {
		if _, s.High, err = read(to); err != nil {
			return Span{}, err
		}
	}
	if s.Low > s.High {
		return Span{}, fmt.Errorf("%s..%s ends before it starts", from, to)
	}
	return s, nil
}

func number(text string) (low, high int64, err error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("%q is not a number: write 3, >3, >=3, <3, <=3 or 1..5", text)
	}
	return n, n, nil
}

var sizes = []struct {
	name  string
	bytes float64
}{
	{"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30}, {"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"b", 1},
}

func size(text string) (low, high int64, err error) {
	digits, bytes := strings.ToLower(text), 1.0
	for _, s := range sizes {
		if rest, found := strings.CutSuffix(digits, s.name); found {
			digits, bytes = rest, s.bytes
			break
		}
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || strings.Trim(digits, "0123456789.") != "" || n*bytes > 1<<60 {
		return 0, 0, fmt.Errorf("%q is not a size: write >1MB, <200KB or 1MB..2.5MB", text)
	}
	whole := int64(math.Round(n * bytes))
	return whole, whole, nil
}
