"""Tables of results for the tests."""

from school.rosters.tablefiles import TableFile, read_table
from tests.factories.attainment import BY_NAME

__all__ = ["BY_NAME", "table_of"]


def table_of(*lines: str, name: str = "spring.csv") -> TableFile:
    return read_table(name, "\r\n".join(["Forename,Surname,Reading", *lines, ""]).encode())
