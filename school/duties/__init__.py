"""What the office, the head and the safeguarding lead are asked for on the start page.

One statement counts everything, whatever the number of kinds; nobody without such duties is asked about.
"""

from school.duties.counting import asks_for

__all__ = ["asks_for"]
