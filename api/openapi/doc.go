// Package openapi writes the contract of the API down as OpenAPI 3.1, from the
// catalogue and the table of errors, so that other people's tools can read it.
// Every operation, field, answer and error says how it is known, in x-known:
// "documented", "observed" in clients that work, or "unknown".
package openapi
