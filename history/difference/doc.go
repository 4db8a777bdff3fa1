// Package difference says how two results differ: in what their recipes say,
// and in their pixels.
package difference
