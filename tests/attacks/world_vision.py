"""What is said, put first and asked around the vision in the attackers' world, and a sample for each address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from school.models import Term
from tests.factories.dialogue import (
    make_decision,
    make_draft,
    make_explain_back,
    make_explanation,
    make_extra,
    make_message,
    make_paragraph,
    make_presence,
    make_priority,
    make_public_answer,
    make_reaction,
    make_remark,
    make_reply,
    make_stopped,
    make_student_talk,
    make_taken_back,
    make_theme,
    make_unnamed_remark,
    make_window,
    make_wording,
)
from tests.factories.vision import make_change
from vision.models import Paragraph, PublishedNarrative, Wording

SAMPLES: dict[str, Callable[[Any], list[Any]]] = {
    "vision:on_paper": lambda w: [w.narrative.version],
    "vision:version": lambda w: [w.narrative.version],
    "vision:drop_commitment": lambda w: [w.commitment.pk],
    "vision:paragraph": lambda w: [w.paragraph.pk],
    "vision:drop_paragraph": lambda w: [w.paragraph.pk],
    "vision:split_text": lambda w: [w.paragraph.pk],
    "vision:merge_text": lambda w: [w.paragraph.pk],
    "vision:move_text": lambda w: [w.paragraph.pk],
    "vision:return_text": lambda w: [w.paragraph.pk],
    "vision:done": lambda w: [w.paragraph.pk],
    "vision:writers": lambda w: [w.paragraph.pk],
    "vision:beside": lambda w: [w.paragraph.pk],
    "vision:take": lambda w: [w.paragraph.pk, w.beside.pk],
    "vision:add_paragraph": lambda w: ["why"],
    "vision:say": lambda w: [w.spoken.pk],
    "vision:say_draft": lambda w: [w.spoken.pk],
    "vision:reply": lambda w: [w.remark.pk],
    "vision:reply_unnamed": lambda w: [w.unnamed.pk],
    "vision:answer_theme": lambda w: [w.theme.pk],
    "vision:take_back_answer": lambda w: [w.theme.pk],
    "vision:adopt_wording": lambda w: [w.remark.pk],
    "vision:adopt_unnamed": lambda w: [w.unnamed.pk],
    "vision:reword": lambda w: [w.behaviour.pk],
    "vision:split": lambda w: [w.behaviour.pk],
    "vision:remove_behaviour": lambda w: [w.behaviour.pk],
    "vision:move_behaviour": lambda w: [w.behaviour.pk],
    "vision:take_back_change": lambda w: [w.reshaped.pk],
    "vision:promise_settle": lambda w: [w.promise.pk],
    "vision:priority_end": lambda w: [w.priority.pk],
    "vision:message_react": lambda w: [w.message.pk],
    "vision:presence_remove": lambda w: [w.presence.pk],
    "vision:talk": lambda w: [w.student_talk.pk],
    "home:thread": lambda w: [w.commitment.pk],
    "home:thread_about": lambda w: [w.commitment.pk],
    "vision:pulse_result": lambda w: [w.pulse.pk],
    "vision:explain_raters": lambda w: [w.explain_back.pk],
    "vision:explain_code": lambda w: [w.explanation.pk],
    "vision:end_pulse_extra": lambda w: [w.extra.pk],
    "vision:pulse_answer": lambda w: [w.pulse.pk],
}


def vision_things(term: Term, things: dict[str, Any], secret: str) -> dict[str, Any]:
    """One of everything: the head asks, the teacher speaks, the visitor reacts."""
    head, teacher, visitor = things["head"], things["teacher"], things["visitor"]
    paragraph = make_paragraph(by=head, text=f"{secret} belief", block="beliefs")
    beside = make_wording(paragraph=things["paragraph"], by=head, number=2, text=f"{secret} beside")
    Wording.objects.filter(pk=beside.pk).update(beside=True)
    spoken = _published(things["narrative"], make_paragraph(by=head, text="We begin.", block="path"))
    remark = make_remark(by=teacher, paragraph=paragraph, text=f"{secret} remark")
    message = make_message(by=head, text=f"{secret} message")
    theme = make_theme(by=head)
    explain_back = make_explain_back(term=term, by=head)
    return {
        "beside": beside,
        "reshaped": make_change(framework=things["behaviour"].framework, by=head),
        "draft": make_draft(by=head),
        "public_answer": make_public_answer(pulse=things["pulse"], by=head),
        "extra": make_extra(school=term.school),
        "window": make_window(by=head),
        "theme": theme,
        "taken_back": make_taken_back(theme=theme, by=head, because=f"{secret} because"),
        "spoken": spoken,
        "remark": remark,
        "unnamed": make_unnamed_remark(paragraph=paragraph, text=f"{secret} doubt"),
        "remark_reply": make_reply(by=visitor, remark=remark, text=f"{secret} answer"),
        "priority": make_priority(by=head),
        "stopped": make_stopped(by=head),
        "decision": make_decision(by=head),
        "presence": make_presence(owner=head, school_class=things["class"], note=f"{secret} log"),
        "message": message,
        "reaction": make_reaction(message=message, reader=visitor),
        "explain_back": explain_back,
        "explanation": make_explanation(sitting=explain_back, text=f"{secret} words"),
        "student_talk": make_student_talk(term=term, student=things["student"], by=teacher),
    }


def _published(narrative: PublishedNarrative, paragraph: Paragraph) -> Paragraph:
    """The paragraph stands in the version that everyone reads."""
    lines = [{"uid": str(paragraph.uid), "text": paragraph.text}]
    narrative.content = [{"block": paragraph.block, "paragraphs": lines, "commitments": []}]
    narrative.save()
    return paragraph
