"""The office's own affairs: words, members and delegates, the calendar's editing, the roll-over."""
