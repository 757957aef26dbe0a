"""Terms."""

from school.models import Term
from tests.factories.school import make_school, make_term


def test_term_title_says_the_year_once(db: None) -> None:
    term = make_term(school=make_school(), key="spring", start=2025)
    assert (term.title, str(term)) == ("Spring term 2026", "Spring term")
    term.name = "2025-2026 Spring Semester"
    assert term.title == "2025-2026 Spring Semester"


def test_term_around_a_day_is_the_newest_that_has_begun(db: None) -> None:
    school = make_school()
    autumn, spring = make_term(school=school, key="autumn"), make_term(school=school, key="spring")
    assert Term.objects.filter(school=school).around(spring.starts_on).first() == spring
    assert Term.objects.filter(school=school).around(autumn.ends_on).first() == autumn
