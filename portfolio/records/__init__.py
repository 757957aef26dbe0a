"""What the portfolio reads: counts made by PostgreSQL, one module per kind of record, as plain numbers and words."""
