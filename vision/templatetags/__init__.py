"""Tags of the vision."""
