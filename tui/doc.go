// Package tui holds everything a person touches, and has no code of its own.
//
//   - `tui/app`: config, places, log, crash report; keys, library, queue and
//     sandbox wired together (`app.Setup`, `app.Engine`) for all that follow;
//     below it what runs programs of the person's own: `child.Program`, for
//     hooks (`hook.Runner`) and commands (`own.Config`, `programs.Flow`)
//   - `tui/cli`: the command line, a package a subcommand
//   - `tui/studio`: the root model; below it flows, what a person starts
//   - `tui/action`: the one table of what can be done, with the keys for it
//   - `tui/gallery`: what is known of results; draws nothing
//   - panes (`tui/prompt`, `tui/style`, `tui/seed`, `tui/keys`, `tui/results`,
//     `tui/preview`), screens (`tui/sheet`, `tui/compare`, `tui/queue`, `tui/statistics`,
//     `tui/mask`, `tui/resize`, `tui/form`, `tui/files`), and `tui/widget`
//   - `tui/cells`: text measured and cut, by the rule the terminal follows
//     (`ruler.Ruler` finds it out); nothing else does either
//   - `tui/picture`: pictures into cells, or what the terminal takes instead; a
//     video is decoded by ffmpeg, in `tui/picture/player`
//   - `tui/terminal`: the table of what terminals there are, and how they differ;
//     `outlet.Outlet` writes to one, which may stop reading
//   - `tui/e2e`: the built program in a pseudo-terminal; its words.md lists terms
//
// Panes and screens know rows of the gallery and plain values, neither api nor history nor one another
// (only `api/clean` and `api/wording`, which are about text). A flow knows its Host, not the studio.
//
// # Between a key press and a frame
//
//  1. `studio.Run` starts Bubble Tea, which reads the key and calls
//     `studio.Model.Update`. `display.Display.Feed` takes the terminal's answers
//     out; `studio.Model.route` sends the rest by its type.
//  2. `studio.keyboard.key` asks the table what the key means where the keyboard
//     is (`action.Table.At`): the dialog on top, the screen on top, or the pane
//     with focus, each of which says its `action.Place`.
//  3. `studio.keyboard.act` offers the action to what has the keyboard (its Act),
//     then says why it cannot act now (`action.Table.Why`) or does what was
//     bound to it (`action.Table.Do`). A key that means nothing is text, for
//     Update of what has the keyboard.
//  4. What takes time is returned as a command. It has copies of what it needs,
//     never the model, and its end comes back to Update as a message of its own
//     type. A pane says what happened to it the same way
//     (`studio.commands.heard`), a flow takes back its own
//     (`studio.flows.update`).
//  5. `studio.frame.lines` joins header, panes or screen, last line and dialog for
//     `studio.Model.View`. Panes keep their lines until something
//     in them changes. `display.Display.Place` lets the terminal draw pictures
//     over its cells: it finds them by placeholders, as kitty has them, so screens
//     cut, scroll and cover pictures as text whatever the protocol is. Bubble Tea
//     writes what differs from the frame before; while the terminal has yet to
//     take that there is no new frame (`display.Display.Behind`).
//
// Enter in the prompt is `action.PromptGenerate`. The prompt takes it and says so (`prompt.SendMsg`);
// elsewhere it is bound. Either way `send.Flow.Send` has what the panes say read once
// (`compose.Flow.Read`), the plan built of that (`plan.Reading.Plan`), agreed to (`send.Flow.Agree`)
// and handed to the queue (`send.Flow.Submit`), with a row a run in the gallery
// (`gallery.Gallery.AddBatch`). The queue's events arrive by `progress.Flow.Listen` and change rows
// (`gallery.Gallery.Progress`). A row that is selected and saved has its picture drawn by
// `show.Flow.Refresh`; a video plays in that place by `playback.Flow.Want`.
//
// # Who owns what, and which goroutine runs what
//
// Update and View run in one goroutine, and only there is anything of the model touched. Focus and
// layout belong to `studio.panes`, screens, dialogs and what was said to `studio.screens`,
// `studio.dialogs` and `studio.notices`, results to `gallery.Gallery`, what was asked to the flow that
// asked; `studio.Model` makes them and sends messages round. Commands run in a goroutine each, and end
// with the context that `studio.Run` ends. The queue's goroutines (one a run) do network and disk, and
// outlive the screen: `app.Engine.Close` awaits them however the program ends. Nothing in Update or
// View reads disk, waits, or decodes: `picture.Cache.Load` is for commands.
//
// # Adding things
//
// An operation: first as package api says. One that is made from pictures gets an action in
// `action.edits`, bound in `studio.commands.bindOperations`, and a case in `edit.Flow.Start`, which
// asks for the mask, canvas, words or form that its `api.Spec` wants.
//
// A pane: a package with the methods of `studio.pane`, a place for it beside `action.Prompt`, an id
// beside `studio.panePrompt`, its turn in `studio.tabOrder`, room in `studio.arrange`;
// `studio.panes.pane` returns it.
//
// A screen: a package with the methods of `flow.Screen`, a place of its own, and a flow that opens it
// as `flow.Opened` (`flow.Screens.OpenScreen`).
//
// An action: an id beside `action.PromptGenerate`, an entry in one of `action.Groups` with title,
// places and default keys, and who does it: Act of a pane or screen, or a `action.Bound` in
// `studio.commands.bind`. Help, palette, hints and keymap have it then; go test ./tui/action -update
// writes it into the topic shortcuts and into the list of released ids, which never change.
//
// A flow: a package below `tui/studio` with a Host that holds `flow.Host` and what else it needs,
// started in `studio.Model.startFlows` with `studio.desk` as its Host, and routed in
// `studio.flows.update`. Its tests give it a Host of their own (`tui/studio/flow/flowtest`) and read
// what it asked for.
//
// A picture protocol: a `picture.Mode` with its name in `picture.modeNames`, a function that
// `picture.paint` calls and that returns a `picture.Rendered`: what the terminal must get first
// (Transmit), or what is drawn over its cells (Graphic, which `display.Display.Hold` keeps while its
// lines are shown), and when it is chosen, in `picture.Detector.decide` by `terminal.Pictures`. Each
// needs an action of its name (`action.Protocol`), or the studio does not start; settings and
// --protocol follow.
//
// A terminal: a `terminal.Brand` with where it was seen or read, in one of the lists of
// `terminal.All`, and what it answers in the tests beside them.
//
// A theme: a `theme.Palette` in `theme.BuiltIn`, with its line in help. Panes and screens name
// meanings, and no colours; what lies under a frame is put there last, by `theme.Ground.Under`.
//
// A setting of the studio: a field of `app.Studio`, its line in the example, and what makes it hold
// when it is saved, in `studio.resettler.Resettle`.
//
// A subcommand: a package below `tui/cli`, named as it is called, with Options, a Command that reads
// flags into them and a function that runs them; add it in `cli.program.command`. Say what it prints
// through `console.Console`, and how it ends with `exit.Misuse` or a plain error. Its tests run it in
// process (`tui/cli/clitest`).
package tui
