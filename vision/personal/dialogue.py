"""What is said about the vision, with a name and without."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record
from vision.personal.writing import SCHOOLS

SAYING = _("So that the vision is a conversation, and what was said is answered.")
UNNAMED = _("So that a doubt can be said without a name. Nobody can tell who said it, so it is in no copy.")

RECORDS = (
    Record(
        "vision.CommentWindow",
        _("Times in which leaders asked"),
        SCHOOLS,
        rule="school",
        part=("opened_by",),
        personal=("asks", "opens_on"),
        written=("asks", "opens_on"),
        plain=("closes_on",),
    ),
    Record(
        "vision.Theme",
        _("Themes of what was said, and their answers"),
        SCHOOLS,
        rule="school",
        part=("made_by", "answered_by"),
        personal=("title", "made_on", "outcome", "answer_words", "answered_on"),
        written=("title", "made_on", "outcome", "answer_words", "answered_on"),
        plain=("window",),
    ),
    Record(
        "vision.AnswerTakenBack",
        _("Answers of leaders that were taken back, and why"),
        SCHOOLS,
        rule="school",
        part=("answered_by", "taken_back_by"),
        personal=("outcome", "answer_words", "answered_on", "because", "taken_back_on"),
        written=("outcome", "answer_words", "answered_on", "because", "taken_back_on"),
        plain=("theme",),
    ),
    Record(
        "vision.Remark",
        _("What you said about the vision, with your name"),
        SAYING,
        rule="work",
        about="author",
        personal=("kind", "quote", "text", "said_at"),
        plain=("wording", "paragraph", "window", "theme", "adopted_in", "client_key"),
        dated="said_at",
    ),
    Record(
        "vision.UnnamedRemark",
        _("What was said about the vision without a name"),
        UNNAMED,
        rule="school",
        plain=("wording", "paragraph", "window", "theme", "kind", "quote", "text", "adopted_in"),
    ),
    Record(
        "vision.RemarkReply",
        _("Replies in the dialogue"),
        SAYING,
        rule="work",
        about="author",
        personal=("text", "said_at"),
        plain=("remark", "unnamed", "client_key"),
        dated="said_at",
    ),
)  # fmt: skip
