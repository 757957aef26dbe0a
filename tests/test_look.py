"""The look keeps its promises: contrast, icons that exist, no inline style or script, every string translatable."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import django
import pytest
import time_machine
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
STYLES = sorted([ROOT / "static/site.css", *(ROOT / "static/css").glob("*.css")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = "\n".join(path.read_text() for path in STYLES)
TINTS = ("ochre", "sky", "plum", "moss", "rose", "teal", "clay", "slate")
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
EDGE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
SITE_CSS_BYTES = 22_000  # first paint on a school's old tablet
SITE_JS_BYTES = 6_144
SPOKEN = ("title", "alt", "aria-label", "placeholder", "label", "data-confirm")
WORD = re.compile(r"[^\W\d_]{2,}")

TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+):light-dark\((#\w{6}),(#\w{6})\)", CSS)
}
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "act", "act-deep", "alarm") for ground in ("paper", "sheet", "wash")),
    *((f"{tint}-ink", tint) for tint in TINTS),
    *((f"p{phase}-ink", f"p{phase}") for phase in range(6)),
    ("on-act", "act"),
    ("on-act", "act-deep"),
    ("alarm", "alarm-wash"),
    ("paper", "ink"),
]
EDGE_PAIRS = [("edge", "paper"), ("edge", "sheet"), ("act", "paper"), ("act", "sheet"), ("thread", "paper")]


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str, scheme: str) -> float:
    dim, bright = sorted(_luminance(TOKENS[name][scheme]) for name in (one, other))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_contrast_is_enough(ink: str, ground: str, scheme: str) -> None:
    assert _contrast(ink, ground, scheme) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_of_controls_are_visible(edge: str, ground: str, scheme: str) -> None:
    assert _contrast(edge, ground, scheme) >= EDGE_CONTRAST


def test_old_tablets_get_the_same_light_colours() -> None:
    fallback = re.search(r"@supports not \(color:light-dark.*", CSS)
    assert fallback is not None
    colours = dict(re.findall(r"--([\w-]+):(#\w{6})", fallback[0]))
    assert colours == {name: TOKENS[name]["light"] for name in colours}


def test_every_used_token_is_defined() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) - set(re.findall(r"--([\w-]+):", CSS)) == set()


def test_colours_stand_in_one_place() -> None:
    rules = re.sub(r":root\{[^}]*\}", "", (ROOT / "static/site.css").read_text())
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b", re.sub(r"@supports[^\n]*", "", rules)) == []


def test_stylesheets_and_script_stay_small_and_local() -> None:
    assert (ROOT / "static/site.css").stat().st_size <= SITE_CSS_BYTES
    assert (ROOT / "static/site.js").stat().st_size <= SITE_JS_BYTES
    assert re.findall(r"@import|https?:", CSS) == []
    assert re.findall(r"\beval\b|innerHTML|new Function|https?:", (ROOT / "static/site.js").read_text()) == []


def _sprite() -> list[str]:
    return re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text())


def test_sprite_names_each_icon_once() -> None:
    assert sorted(_sprite()) == sorted(set(_sprite()))


def test_every_icon_in_templates_is_in_the_sprite() -> None:
    named = r'{%\s*icon\s+"([\w-]+)"|icon\|default:["\']([\w-]+)["\']|\bicon="([\w-]+)"|icons\.svg#([\w-]+)"'
    used = {"".join(found) for path in TEMPLATES for found in re.findall(named, path.read_text())}
    assert used - set(_sprite()) == set()


def test_every_icon_named_in_code_is_in_the_sprite() -> None:
    modules = [path for path in ROOT.glob("[a-z]*/**/*.py") if "tests" not in path.parts]
    used = {name for path in modules for name in re.findall(r'\bicon(?:"\s*:|=)\s*"([a-z][\w-]+)"', path.read_text())}
    assert used - set(_sprite()) == set()


FILE_TO_TAKE_HOME = "privacy_pack.html"
"""Not a page of ours: a file that is read without a server, and carries its look with it."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    if path.name == FILE_TO_TAKE_HOME:
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    forbidden = r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|hx-on|javascript:|["']js:|hx-vars"""
    assert re.findall(forbidden, text) == []
    scripts = re.findall(r"<script\b[^>]*>", re.sub(r"{%.*?%}", "x", text))
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []


class _Unmarked(HTMLParser):
    """Collects words that a reader would see or hear and no translator would."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if WORD.search(data) and self.cdata_elem is None:
            self.found.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value and WORD.search(value)]


def unmarked_strings(source: str) -> list[str]:
    """Visible words of a template that stand outside trans and blocktrans, in tags' arguments too."""
    source = re.sub(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", "", source, flags=re.S)
    source = re.sub(r"{%\s*block\s+body_class\s*%}.*?{%\s*endblock.*?%}", "", source)
    source = re.sub(r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}", "", source, flags=re.S)
    tags = " ".join(re.findall(r"{%\s*(?:include|icon)\b.*?%}", source, flags=re.S))
    arguments = re.findall(r'\b(?:title|text|action|label|body)="([^"]+)"', tags)
    parser = _Unmarked()
    parser.feed(re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.S))
    parser.close()
    return [*arguments, *parser.found]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_visible_string_is_marked_for_translation(path: Path) -> None:
    assert unmarked_strings(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{% trans "Hello" %} · {{ name }} 3 %</p>', []),
        ("{% blocktrans %}Hello {{ name }}{% endblocktrans %}{# note #}", []),
        ('<a title="Open it" href="{% url \'home:today\' %}">{{ x }}</a>', ["Open it"]),
        ('{% icon "eye" label="Seen" %}{% icon "eye" label=_("Seen") %}', ["Seen"]),
    ],
)
def test_unmarked_strings_sees_what_a_reader_sees(source: str, found: list[str]) -> None:
    assert unmarked_strings(source) == found


@pytest.fixture
def look():
    if not settings.configured:
        settings.configure(USE_TZ=True, TIME_ZONE="Europe/London", STATIC_URL="/static/", LANGUAGE_CODE="en-gb")
        django.setup()
    from learningculture.templatetags import look

    return look


def test_icon_is_silent_without_a_label_and_spoken_with_one(look) -> None:
    assert 'aria-hidden="true"' in look.icon("eye")
    assert look.icon("eye").endswith('#eye"/></svg>')
    assert 'role="img" aria-label="Seen &amp; kept"' in look.icon("eye", label="Seen & kept")


@time_machine.travel(datetime(2026, 3, 10, 10, 42, tzinfo=UTC), tick=False)
def test_dates_are_written_as_people_say_them(look) -> None:
    now = datetime(2026, 3, 10, 10, 42, tzinfo=UTC)
    assert look.day(date(2026, 3, 10)) == "Tuesday 10 March"
    assert look.day(date(2025, 7, 4)) == "Friday 4 July 2025"
    assert look.moment(now) == "today at 10:42"
    assert look.moment(now - timedelta(days=1)) == "yesterday at 10:42"
    assert look.moment(now - timedelta(days=7)) == "Tuesday 3 March at 10:42"
    assert look.clock(now) == "10:42"
    assert [look.day(None), look.moment(None), look.clock(None)] == ["", "", ""]
