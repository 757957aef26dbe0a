"""Pages of observations, by subject."""
