package event

// Project is a project, in JSON.
type Project struct {
	Event string `json:"event"`
	Path         // of its imagine.toml
	// Change is made, trusted or distrusted, or "" where the project is only told.
	Change string `json:"change"`
}

// ProjectOf describes the project with that file.
func ProjectOf(file, change string) Project { return Project{"project", PathOf(file), change} }
