"""The way to PostgreSQL: Django's own, with fewer trips to the server."""
