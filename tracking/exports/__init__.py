"""What the pages of a class and of a learner show, as tables: the same reads, the same words, nothing added up."""
