"""Pages of rosters: handing in and deciding, the log and its undo, the list of people."""
