"""Concerns: raising one, who reads it, what is done about it, and who is told when.

``circle`` says who reads which concern, ``raising`` takes one in, ``reading`` and ``steps`` are for those who read it,
``telling`` reaches them, ``worrying`` offers the form beside words that sound worrying.
"""
