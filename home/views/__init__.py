"""Pages of the start, the search, networks and the golden thread."""
