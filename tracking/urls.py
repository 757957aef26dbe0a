"""Addresses of the tracking pages."""

from django.urls import path

from tracking.views import (
    attainment,
    celebrations,
    check_in,
    choices,
    classes,
    evidence,
    grid,
    learner,
    more,
    my_learning,
    notice,
    outbox,
    pictures,
    rechecks,
    replies,
)

app_name = "tracking"

urlpatterns = [
    path("learners/", classes.classes, name="classes"),
    path("learners/attainment/", attainment.attainment, name="attainment"),
    path("learners/attainment/table/", attainment.attainment_table, name="attainment_table"),
    path("learners/attainment/<int:pk>/undo/", attainment.undo_table, name="undo_attainment"),
    path("learners/<int:pk>/", classes.class_detail, name="class"),
    path("learners/<int:pk>/grid/", grid.grid, name="grid"),
    path("learners/<int:pk>/grid/plain/", grid.plain, name="grid_plain"),
    path("learners/<int:pk>/thanks/", celebrations.of_class, name="class_celebrations"),
    path("learners/<int:pk>/again/", rechecks.rechecks, name="rechecks"),
    path("learners/<int:pk>/again/<int:recheck_pk>/", rechecks.answer_recheck, name="answer_recheck"),
    path("learners/<int:pk>/judge/", grid.judge, name="judge"),
    path("learners/student/<int:pk>/", learner.learner, name="learner"),
    path("learners/student/<int:pk>/evidence/<int:evidence_pk>/confirm/", learner.confirm, name="confirm_evidence"),
    path("learners/student/<int:pk>/more/", more.more, name="more"),
    path("learners/student/<int:pk>/reply/<slug:kind>/<int:thing_pk>/", replies.reply, name="reply"),
    path("notice/", notice.notice, name="notice"),
    path("thanks/", celebrations.celebrations, name="celebrations"),
    path("thanks/new/", celebrations.thank, name="thank"),
    path("thanks/<int:pk>/take-back/", celebrations.take_back, name="take_back_celebration"),
    path("learners/choices/", choices.choices, name="choices"),
    path("pictures/<int:pk>/", pictures.picture, name="picture"),
    path("notice/take-back/", notice.take_back, name="take_back_noticing"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("check-in/", check_in.check_in, name="check_in"),
    path("check-in/<int:number>/", check_in.question, name="check_in_question"),
    path("check-in/end/", check_in.end, name="check_in_end"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
    path("my-learning/goal/", my_learning.choose, name="choose_goal"),
    path("my-learning/goal/<int:pk>/", my_learning.look_back, name="review_goal"),
    path("my-learning/evidence/", evidence.keep, name="add_evidence"),
    path("my-learning/evidence/from/<int:pk>/", evidence.promote, name="promote_example"),
    path("my-learning/evidence/<int:pk>/ask/", evidence.ask, name="ask_reader"),
    path("my-learning/evidence/<int:pk>/remove/", evidence.remove, name="remove_evidence"),
]
