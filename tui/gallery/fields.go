package gallery

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/folded"
	"imagine-tui/tui/gallery/query"
)

// field is something of a result that a query can ask about.
type field struct {
	name    string
	example string // a value
	rule    string // how values are compared
	// test makes a value into what is asked of a row; nil for what is no condition.
	test func(value string) (func(*Row) bool, error)
}

// fields in the order tab completes them.
var fields = []field{
	{"is", "picked", "one of " + strings.Join(IsWords, ", "), isTest},
	{"style", "anime", "the style's name contains it", part(func(r *Row) string { return r.Style })},
	{"seed", "44", "this seed, or a range of them", numbers(func(r *Row) (int64, bool) { return r.Seed, true })},
	{"key", "work", "the key's name starts with it", begins(func(r *Row) string { return r.Key })},
	{"month", "2026-10", "saved in this year, month or day, or in a range of them", dates},
	{"date", "2026-10-31", "the same as month:", dates},
	{"since", "last-month", "saved on or after its first day", since},
	{"ratio", "16:9", "exactly this ratio", equals(func(r *Row) []string { return []string{r.Ratio} })},
	{"op", "text-to-png", "the operation's name contains it", part(func(r *Row) string { return r.Operation })},
	{"tag", "cover", "has exactly this tag", equals(func(r *Row) []string { return r.Tags })},
	{"rating", ">3", "this rating from 0 to 5, or a range; >3 alone means the same", ratings},
	{"size", ">1MB", "the file has this size, or is in a range (B KB MB GB, KiB MiB GiB)", sizes},
	{"tokens", "1..5", "it cost this many tokens, or a range; unknown prices never match", numbers(func(r *Row) (int64, bool) { return int64(r.Tokens), r.Priced })},
	{name: "sort", example: "rating", rule: "in this order: " + strings.Join(SortWords, ", ") + "; -sort: reverses it"},
}

// IsWords are what is: takes.
var IsWords = []string{"picked", "rejected", "marked", "new", "saved", "failed", "running", "waiting", "unknown", "sandbox"}

// FieldNames are the names of all fields, each with its colon.
func FieldNames() []string {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.name+":")
	}
	return names
}

// QueryHelp explains the language of queries, a line each.
func QueryHelp() []string {
	lines := []string{
		"Everything in a query must match:",
		"  harbour           the word is in the prompt, a tag, the file name or the style",
		"  \"old harbour\"     this exact phrase is there",
		"  -fog              excludes matches; for a word, a phrase or a field",
		"  field:value       a field has a value; use field:\"a b\" for values with spaces",
		"  @name             whatever the saved filter of this name finds",
	}
	for _, f := range fields {
		lines = append(lines, fmt.Sprintf("  %-17s %s", f.name+":"+f.example, f.rule))
	}
	return append(
		lines,
		"Ranges are 3, >3, >=3, <3, <=3, 1..5, 1.. and ..5. Upper and lower case, ß and ss,",
		"and different encodings of accents are the same. Letters before a colon name a",
		"field, so 16:9 is searched as a word; put other words with a colon in quotation",
		"marks: \"note: fog\". Dates are 2026, 2026-10, 2026-10-31, today, yesterday, and",
		"this- or last- with week, month or year; weeks start on Monday.",
	)
}

// fieldOf returns the field of a name.
func fieldOf(name string) (field, error) {
	at := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
	if at < 0 {
		return field{}, fmt.Errorf("unknown filter %q; the filters are %s. To search for the words, put them in quotation marks",
			name+":", strings.Join(FieldNames(), " "))
	}
	return fields[at], nil
}

// fieldLike is the name of the field that was probably meant by another, "" for none.
func fieldLike(name string) string {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.name)
	}
	return nearest(name, names)
}

type test = func(string) (func(*Row) bool, error)

func part(of func(*Row) string) test {
	return func(value string) (func(*Row) bool, error) {
		return func(r *Row) bool { return strings.Contains(folded.Text(of(r)), value) }, nil
	}
}

func begins(of func(*Row) string) test {
	return func(value string) (func(*Row) bool, error) {
		return func(r *Row) bool { return strings.HasPrefix(folded.Text(of(r)), value) }, nil
	}
}

func equals(of func(*Row) []string) test {
	return func(value string) (func(*Row) bool, error) {
		return func(r *Row) bool {
			return slices.ContainsFunc(of(r), func(s string) bool { return folded.Text(s) == value })
		}, nil
	}
}

func numbers(of func(*Row) (int64, bool)) test {
	return func(value string) (func(*Row) bool, error) {
		span, err := query.Numbers(value)
		return func(r *Row) bool { n, known := of(r); return known && span.Has(n) }, err
	}
}

func ratings(value string) (func(*Row) bool, error) {
	span, err := query.Numbers(value)
	if err == nil && (span.Low > 5 || span.High < 0) {
		err = errors.New("ratings go from 0 (none) to 5")
	}
	return func(r *Row) bool { return span.Has(int64(r.Rating)) }, err
}

func sizes(value string) (func(*Row) bool, error) {
	span, err := query.Sizes(value)
	return func(r *Row) bool { return r.Bytes > 0 && span.Has(r.Bytes) }, err
}

func dates(value string) (func(*Row) bool, error) {
	span, err := query.Dates(value)
	return func(r *Row) bool { return !r.When.IsZero() && span.Has(r.When.Unix()) }, err
}

func since(value string) (func(*Row) bool, error) {
	if strings.ContainsAny(value, "<>") || strings.Contains(value, "..") {
		return nil, fmt.Errorf("since: needs a single date, as in since:2026-10; for %s use date:%[1]s", value)
	}
	return dates(">=" + value)
}

func isTest(value string) (func(*Row) bool, error) {
	switch value {
	case "picked":
		return func(r *Row) bool { return r.Picked }, nil
	case "rejected":
		return func(r *Row) bool { return r.Rejected }, nil
	case "marked":
		return func(r *Row) bool { return r.kept.marked }, nil
	case "new":
		return func(r *Row) bool { return r.New }, nil
	case "saved":
		return func(r *Row) bool { return r.State == Saved }, nil
	case "failed":
		return func(r *Row) bool { return r.State == Failed }, nil
	case "running":
		return func(r *Row) bool { return r.State.Moving() }, nil
	case "waiting":
		return func(r *Row) bool { return r.State == Waiting || r.State == Held }, nil
	case "unknown":
		return func(r *Row) bool { return r.State == Unknown }, nil
	case "sandbox":
		return func(r *Row) bool { return r.Free }, nil
	}
	return nil, fmt.Errorf("is: accepts %s, not %q", strings.Join(IsWords, " "), value)
}
