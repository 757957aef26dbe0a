"""Pages of tracking, by subject."""
