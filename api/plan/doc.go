// Package plan turns what a person asks for (prompt templates, styles, aspect
// ratios, seeds) into the exact requests that will be sent, and their price,
// before anything is sent.
package plan
