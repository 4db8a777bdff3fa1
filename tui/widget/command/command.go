// Package command reads command lines as a person writes them into a field or a
// variable: of an editor, of a helper that prints a key.
package command

import (
	"errors"
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Words splits a command line as a shell of the Bourne kind does, with quotes and
// backslashes. Nothing is put in the place of variables or patterns, which stay as
// they are written; what only a shell could do, such as a pipe or a command inside
// another, is an error.
func Words(line string) ([]string, error) {
	if strings.TrimSpace(line) == "" {
		return nil, nil
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(line), "")
	var wrong syntax.ParseError
	switch {
	case errors.As(err, &wrong) && strings.Contains(wrong.Text, "without closing quote"):
		return nil, fmt.Errorf("column %d: a quote is never closed", wrong.Pos.Col())
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("column %d: %s", wrong.Pos.Col(), wrong.Text)
	case err != nil:
		return nil, err
	case len(file.Stmts) == 0:
		return nil, nil // a comment
	case len(file.Stmts) > 1:
		return nil, errMore
	}
	stmt := file.Stmts[0]
	call, is := stmt.Cmd.(*syntax.CallExpr)
	if !is || stmt.Negated || stmt.Background || len(stmt.Redirs) > 0 || len(call.Assigns) > 0 {
		return nil, errMore
	}
	var words []string
	for _, w := range call.Args {
		text, err := literal(line, w.Parts, "")
		if err != nil {
			return nil, err
		}
		words = append(words, text)
	}
	return words, nil
}

var errMore = errors.New("that is more than one command: put it in a script and name the script")

// literal is what a word says, without its quotes.
// escapable are the characters that a backslash takes the meaning of, "" for all.
func literal(line string, parts []syntax.WordPart, escapable string) (string, error) {
	var b strings.Builder
	for _, part := range parts {
		switch part := part.(type) {
		case *syntax.Lit:
			b.WriteString(unescaped(part.Value, escapable))
		case *syntax.SglQuoted:
			b.WriteString(part.Value)
		case *syntax.DblQuoted:
			text, err := literal(line, part.Parts, "$`\"\\\n")
			if err != nil {
				return "", err
			}
			b.WriteString(text)
		case *syntax.ParamExp:
			b.WriteString(line[part.Pos().Offset():part.End().Offset()])
		default:
			return "", errMore
		}
	}
	return b.String(), nil
}

// unescaped takes the backslashes out of text: each stands for the character
// behind it, and with a line end for nothing.
func unescaped(text, escapable string) string {
	var b strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			escaped = false
			if escapable != "" && !strings.ContainsRune(escapable, r) {
				b.WriteByte('\\')
			}
			if r != '\n' {
				b.WriteRune(r)
			}
		case r == '\\':
			escaped = true
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
