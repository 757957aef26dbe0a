"""Who and when: schools, members, classes, terms, and who may do what."""
