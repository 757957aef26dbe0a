"""Visits without judgement, owned by the host."""
