"""Tables of results for the tests."""

from school.rosters.tablefiles import TableFile, read_table
from tracking.attainment.columns import Told

BY_NAME = Told({"Forename": "given", "Surname": "family", "Reading": "result"}, "Spring test")


def table_of(*lines: str, name: str = "spring.csv") -> TableFile:
    return read_table(name, "\r\n".join(["Forename,Surname,Reading", *lines, ""]).encode())
