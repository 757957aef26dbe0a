"""Notices and papers: whole, readable, safe, for those they are for."""

from __future__ import annotations

import pytest

from school.privacy.documents import DOCUMENTS, documents_for
from tests.personas import Personas
from tests.school.privacy.readability import reading_age, sentences_of, syllables

OLDEST_READER = 9
LONGEST_SENTENCE = 18


def test_child_of_nine_reads_the_childrens_notice() -> None:
    text = DOCUMENTS[0].path.read_text()
    assert reading_age(text) <= OLDEST_READER
    assert max(len(sentence) for sentence in sentences_of(text)) <= LONGEST_SENTENCE


def test_formula_tells_easy_from_hard() -> None:
    assert [syllables(word) for word in ("cat", "make", "little", "learning", "assessment")] == [1, 1, 2, 2, 3]
    assert reading_age("The cat sat. It was warm.") < 6
    assert reading_age("Organisational accountability necessitates comprehensive documentation procedures.") > 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_paper_is_a_page_with_one_heading(document) -> None:
    html = document.html()
    assert html.count("<h1>") == 1 and len(html) > 1000
    assert "<script" not in html and "style=" not in html


def test_child_gets_the_childs_notice_and_adults_all(people: Personas) -> None:
    assert [document.name for document in documents_for(people.student)] == ["children"]
    assert len(documents_for(people.teacher)) == len(documents_for(people.governor)) == len(DOCUMENTS)
