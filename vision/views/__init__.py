"""Pages of the vision, a module per subject."""
