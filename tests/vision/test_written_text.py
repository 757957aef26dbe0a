"""Emphasis, strong, lists and links; everything else is text, whatever it tries."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.templatetags.written import written
from vision.written_text import SCHEMES, TAGS, as_html, as_parts

PAYLOADS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<base href='https://example.org/'>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>*{background:url(https://example.org/)}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](//example.org/x)",
    "[x](/s/harbour-lane/school/members/)",
    '[x](https://example.org/"onmouseover="alert(1))',
    "![x](https://example.org/x.png)",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<template><script>alert(1)</script></template>",
    "`<script>alert(1)</script>`",
)


class Seen(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).tags:
        assert tag in TAGS
        assert set(attributes) <= {"href", "rel", "start"}
        assert (attributes.get("href") or "https:").partition(":")[0].lower() in SCHEMES


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_text(payload: str) -> None:
    html = as_html(payload)
    assert_harmless(html)
    assert "<script" not in html.lower() and "<img" not in html.lower()


@given(text=st.text(alphabet="<>&\"'()[]*_-:/.\\ \nahjs1", max_size=80))
def test_whatever_is_typed_is_harmless(text: str) -> None:
    assert_harmless(as_html(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("We *want* **more**.", "<p>We <em>want</em> <strong>more</strong>.</p>\n"),
        ("One\nTwo\n\nThree", "<p>One<br>\nTwo</p>\n<p>Three</p>\n"),
        ("- ask\n- wait", "<ul>\n<li>ask</li>\n<li>wait</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("# No heading & <b>no</b>", "<p># No heading &amp; &lt;b&gt;no&lt;/b&gt;</p>\n"),
        (
            "[us](https://example.org/)",
            '<p><a href="https://example.org/" rel="noopener noreferrer">us</a></p>\n',
        ),
    ],
)
def test_the_small_part_of_markdown_is_shown(text: str, html: str) -> None:
    assert as_html(text) == written(text) == html


def test_parts_for_setting_in_type_say_the_same() -> None:
    assert as_parts("We *want*\n\n- a **b**\n- [c](mailto:c@example.org)") == [
        {
            "kind": "p",
            "items": [[{"text": "We ", "marks": [], "url": ""}, {"text": "want", "marks": ["emph"], "url": ""}]],
        },
        {
            "kind": "ul",
            "items": [
                [{"text": "a ", "marks": [], "url": ""}, {"text": "b", "marks": ["strong"], "url": ""}],
                [{"text": "c", "marks": [], "url": "mailto:c@example.org"}],
            ],
        },
    ]
