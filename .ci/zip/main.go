// The program zip lists the files of an archive, a line each: not every computer has
// unzip.
package main

import (
	"archive/zip"
	"fmt"
	"os"
)

func main() {
	archive, err := zip.OpenReader(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, file := range archive.File {
		fmt.Println(file.Name)
	}
}
