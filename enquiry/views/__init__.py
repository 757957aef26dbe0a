"""Pages of PLCs, the session room and enquiries."""
