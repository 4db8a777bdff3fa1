// Package budget decides whether what is to be paid may be sent: at once, after
// a person typed its number, or not at all because nobody is there to ask. The
// command line, the studio and what is offered from last time ask it alike.
//
// A Cost adds up what a plan costs, a Day what counts against the limits of a
// day already. A Question puts both beside the Limits; its Answer says what to
// do, and which limit is in the way by how much.
package budget
