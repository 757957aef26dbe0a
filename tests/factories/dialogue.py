"""One of everything that is said, put first and asked around the vision."""

from __future__ import annotations

import datetime

from django.utils import timezone

from school.models import Member, School, SchoolClass, Term
from school.queries import today_in
from vision.models import (
    AnswerTakenBack,
    CommentWindow,
    Decision,
    Draft,
    ExplainBack,
    Explanation,
    Message,
    Paragraph,
    Presence,
    Priority,
    Pulse,
    PulseAnswer,
    PulseExtra,
    Reaction,
    Remark,
    RemarkReply,
    Stopped,
    StudentTalk,
    Theme,
    UnnamedRemark,
    Wording,
)


def make_paragraph(*, by: Member, text: str = "We want learners who keep going.", block: str = "why") -> Paragraph:
    """A paragraph with its first wording."""
    paragraph = Paragraph.objects.create(school=by.school, block=block, position=0, text=text, changed_by=by)
    make_wording(paragraph=paragraph, by=by)
    return paragraph


def make_wording(*, paragraph: Paragraph, by: Member, number: int = 1, text: str = "") -> Wording:
    return Wording.objects.create(
        school=by.school,
        paragraph=paragraph,
        number=number,
        text=text or paragraph.text,
        written_by=by,
        written_at=timezone.now(),
    )


def make_window(*, by: Member, on: datetime.date | None = None, days: int = 14) -> CommentWindow:
    """Open from today on, unless told otherwise."""
    first = on or today_in(by.school)
    return CommentWindow.objects.create(
        school=by.school,
        asks="Is this what you see in class?",
        opened_by=by,
        opens_on=first,
        closes_on=first + datetime.timedelta(days=days),
    )


def make_theme(*, by: Member, title: str = "Time", window: CommentWindow | None = None) -> Theme:
    return Theme.objects.create(school=by.school, title=title, window=window, made_by=by, made_on=today_in(by.school))


def make_taken_back(*, theme: Theme, by: Member, because: str = "I had not asked the governors.") -> AnswerTakenBack:
    """An answer to the theme that was given and taken back today."""
    today = today_in(by.school)
    return AnswerTakenBack.objects.create(
        school=by.school,
        theme=theme,
        outcome=Theme.Outcome.NOT_NOW,
        answer_words="Next year.",
        answered_by=by,
        answered_on=today,
        because=because,
        taken_back_by=by,
        taken_back_on=today,
    )


def make_remark(
    *, by: Member, paragraph: Paragraph, kind: str = "doubt", text: str = "Will there be time?", quote: str = ""
) -> Remark:
    """A named remark on the newest wording."""
    wording = paragraph.wordings.latest("number")
    return Remark.objects.create(
        school=by.school,
        wording=wording,
        paragraph=paragraph,
        kind=kind,
        quote=quote,
        text=text,
        author=by,
        said_at=timezone.now(),
    )


def make_unnamed_remark(*, paragraph: Paragraph, kind: str = "doubt", text: str = "We do not dare.") -> UnnamedRemark:
    wording = paragraph.wordings.latest("number")
    return UnnamedRemark.objects.create(
        school=paragraph.school, wording=wording, paragraph=paragraph, kind=kind, text=text
    )


def make_reply(*, by: Member, remark: Remark, text: str = "Tell us more.") -> RemarkReply:
    return RemarkReply.objects.create(school=by.school, remark=remark, text=text, author=by, said_at=timezone.now())


def make_priority(*, by: Member, wording: str = "Talk in every lesson", on: datetime.date | None = None) -> Priority:
    return Priority.objects.create(school=by.school, wording=wording, begun_by=by, begun_on=on or today_in(by.school))


def make_stopped(*, by: Member, thing: str = "Weekly data drops") -> Stopped:
    return Stopped.objects.create(school=by.school, thing=thing, stopped_by=by, stopped_on=today_in(by.school))


def make_decision(*, by: Member, decided: str = "No setting in Year 3") -> Decision:
    return Decision.objects.create(
        school=by.school,
        decided=decided,
        good_enough="We would not want it for ours.",
        decided_by=by,
        decided_on=today_in(by.school),
    )


def make_presence(*, owner: Member, school_class: SchoolClass, note: str = "", kind: str = "conversation") -> Presence:
    return Presence.objects.create(
        school=owner.school, owner=owner, school_class=school_class, kind=kind, on=today_in(owner.school), note=note
    )


def make_message(*, by: Member, text: str = "What I saw on Tuesday.") -> Message:
    return Message.objects.create(school=by.school, text=text, sent_by=by, sent_at=timezone.now())


def make_reaction(*, message: Message, reader: Member, answer: str = "helped") -> Reaction:
    return Reaction.objects.create(school=message.school, message=message, reader=reader, answer=answer)


def make_explain_back(*, term: Term, by: Member, state: str = "done", **fields: object) -> ExplainBack:
    """A round that both raters have read, with made-up counts unless told otherwise."""
    figures = {"coded": 12, "name_two": 8, "agreement": [30, 4, 3, 47]} if state == "done" else {}
    return ExplainBack.objects.create(
        school=term.school,
        term=term,
        state=state,
        public_key=bytes(32),
        opened_by=by,
        opens_on=term.starts_on,
        closes_on=term.starts_on + datetime.timedelta(days=7),
        **({"invited": 15, "commitments": []} | figures | fields),
    )


def make_explanation(*, sitting: ExplainBack, text: str = "Wait, then ask what they see.") -> Explanation:
    """A text that the close of a round has left for its readers."""
    return Explanation.objects.create(school=sitting.school, round=sitting, text=text)


def make_student_talk(*, term: Term, student: Member, by: Member | None = None, can_say: bool = True) -> StudentTalk:
    """Drawn on the term's first day; held as well where ``by`` is given."""
    held = {"talked_on": term.starts_on, "talked_with": by, "can_say": can_say} if by else {}
    return StudentTalk.objects.create(school=term.school, term=term, student=student, drawn_on=term.starts_on, **held)


def make_draft(*, by: Member, circle: str = "leaders", written_for: str = "everyone", is_public: bool = False) -> Draft:
    return Draft.objects.create(
        school=by.school, written_for=written_for, circle=circle, kept_by=by, is_public=is_public
    )


def make_extra(*, school: School, wording: str = "I know who to ask.") -> PulseExtra:
    """A statement of the school's own."""
    return PulseExtra.objects.create(school=school, wording=wording, added_on=today_in(school))


def make_public_answer(*, pulse: Pulse, by: Member) -> PulseAnswer:
    return PulseAnswer.objects.create(
        school=by.school,
        pulse=pulse,
        heard="You want time.",
        will_do="Two meetings go.",
        said_by=by,
        said_on=today_in(by.school),
    )
