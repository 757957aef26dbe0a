"""Attainment that a school chooses to bring in: read from a table, compared, written in one batch, undone in one."""
