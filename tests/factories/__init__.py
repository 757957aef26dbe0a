"""Hand-written factories, a module per app. Each makes valid rows with the least that was asked."""
