"""Input of the attainment pages."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tracking.forms_attainment import TableForm


def form_with(content: bytes, **data: str) -> TableForm:
    form = TableForm(data, {"table": SimpleUploadedFile("spring.csv", content)})
    assert form.is_valid()
    return form


def test_a_table_is_read() -> None:
    table = form_with(b"Adno,Reading\r\n1,101\r\n").read()
    assert table is not None and table.header == ("Adno", "Reading")


def test_letters_that_cannot_be_read_are_asked_about() -> None:
    content = "Surname,Reading\r\nBront\xeb,101\r\n".encode("windows-1252")
    form = form_with(content)
    assert form.read() is None and "CSV UTF-8" in form.errors["table"][0]
    table = form_with(content, older="on").read()
    assert table is not None and table.rows[0][1][0] == "Brontë"


def test_what_is_no_table_says_so_beside_the_field() -> None:
    form = form_with(b"PK\x03\x04 not a workbook")
    assert form.read() is None and form.errors["table"]
