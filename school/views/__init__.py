"""A school's own pages, a module for each of its affairs."""
