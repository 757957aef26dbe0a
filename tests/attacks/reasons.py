"""Why a cell of the matrix may answer otherwise than its permission says. One line for each reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """``statuses`` that these addresses may answer somebody whom the permission lets in."""

    why: str
    names: tuple[str, ...]
    statuses: tuple[int, ...]
    methods: tuple[str, ...] = ("get", "post")

    def covers(self, name: str, roles: list[str], method: str, status: int) -> bool:
        return name in self.names and status in self.statuses and method in self.methods


def _of(app: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{app}:{name}" for name in names)


REASONS: tuple[Reason, ...] = (
    Reason(
        "a visit is its host's and visitor's, and of whom the host adds: nobody else learns that it exists",
        _of(
            "observations", "visit", "answer", "record", "account", "conversation", "share", "step", "stop", "withdraw"
        ),
        (404,),
    ),
    Reason("a visit of one's own that somebody else records", _of("observations", "record"), (403,)),
    Reason("a proposal that is answered already leads to its visit", _of("observations", "answer"), (302,), ("get",)),
    Reason("an enquiry is its team's", _of("enquiry", "enquiry", "predict", "conclude", "stage", "share"), (404,)),
    Reason(
        "a PLC and its sessions are its members', and leaders read its page",
        _of(
            "enquiry",
            *("plc", "plan_session", "session", "room", "begin_session", "block", "close_session"),
            *("attendance", "plan", "notes"),
        ),
        (404,),
    ),
    Reason("only who runs a PLC plans its sessions", _of("enquiry", "plan_session"), (403,), ("post",)),
    Reason("a poster needs a focus that is declared", _of("vision", "poster"), (404,)),
    Reason(
        "a piece of the writing page, opened by itself, leads to that page",
        _of("vision", "done", "beside", "add_paragraph"),
        (302,),
        ("get",),
    ),
    Reason("a log is its owner's alone", _of("vision", "presence_remove"), (404,)),
    Reason("a draft is read by whom its circle takes in", _of("vision", "read_draft"), (404,)),
    Reason("a plan is its writer's", _of("enquiry", "say_outcome"), (404,)),
    Reason(
        "a class is its staff's, and the leaders'",
        _of(
            "tracking",
            "class",
            "class_celebrations",
            "class_check_in",
            "grid",
            "grid_plain",
            "judge",
            "learner",
            "confirm_evidence",
            "family_links",
            "end_learners_link",
            "save_class",
            "save_learner",
        ),
        (404,),
    ),
    Reason(
        "what to look at again is for the staff of the class", _of("tracking", "rechecks", "answer_recheck"), (404,)
    ),
    Reason("thanks are taken back by who gave them", _of("tracking", "take_back_celebration"), (404,)),
    Reason(
        "a picture is its student's, and of the staff who may open the student's page",
        _of("tracking", "picture"),
        (404,),
    ),
    Reason("a conversation is the student's and the staff's of the class", _of("tracking", "reply", "more"), (404,)),
    Reason(
        "evidence is its student's",
        _of(
            "tracking",
            *("promote_example", "ask_reader", "remove_evidence", "share_piece"),
            *("reword_evidence", "undo_rewording", "bring_evidence_back"),
        ),
        (404,),
    ),
    Reason(
        "a family link is its student's",
        _of("tracking", "choose_for_family", "look_as_family", "end_family_link"),
        (404,),
    ),
    Reason("students notice each other only where the school wants it", _of("tracking", "notice_classmate"), (404,)),
    Reason("what somebody explained back is its two readers'", _of("vision", "explain_code"), (404,)),
    Reason("the address on the slip leads on to the pulse, which asks who one is", _of("vision", "pulse_link"), (302,)),
    Reason("a goal is its student's", _of("tracking", "review_goal"), (404,)),
    Reason(
        "a check-in leads to the question that is next",
        _of("tracking", "check_in_question", "check_in_end"),
        (302,),
        ("get",),
    ),
    Reason(
        "a draft is spoken about where its circle is all staff", _of("vision", "dialogue_draft", "say_draft"), (404,)
    ),
    Reason("governors read what is published, and nothing is", _of("portfolio", "question"), (404,)),
    Reason(
        "badges are printed by the staff of the class, leaders and the office",
        _of(
            "school",
            *("class_badges", "print_badges", "give_pictures", "revoke_badges", "share_device", "end_device"),
            *("new_badge", "revoke_badge", "change_pictures", "resume_badge"),
        ),
        (404,),
    ),
    Reason(
        "a copy of personal data is fetched by whom it is about or who made it", _of("school", "fetch_pack"), (404,)
    ),
    Reason("a roster without failing rows has no file of them", _of("school", "roster_failing"), (404,)),
    Reason("a delegation is ended by the two or a head", _of("school", "end_delegation"), (404,)),
)
