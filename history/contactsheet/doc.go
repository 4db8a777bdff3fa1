// Package contactsheet makes contact sheets: many results on one page, in the rows
// and columns of what was varied between them. A sheet is either one picture
// (PNG) or one HTML file that holds everything it needs and asks nobody.
//
// It knows nothing of a library: it is told about each result, and reads the
// pictures' files.
package contactsheet
