"""How fast, beside the barest way to do the same on the same machine. ``make bench`` runs it."""
