package gallery

// Judged tells whether a person said what they think of the row.
func (r *Row) Judged() bool { return r.Picked || r.Rejected || r.Rating > 0 }

// JudgeAs takes over what a person thinks of another row.
func (r *Row) JudgeAs(as Row) {
	r.Picked, r.Rejected, r.Rating, r.Tags = as.Picked, as.Rejected, as.Rating, as.Tags
}
