"""Addresses of the observations pages."""

from django.urls import path

from observations.views import coverage, planning, records

app_name = "observations"

urlpatterns = [
    path("", planning.visits, name="visits"),
    path("propose/", planning.propose, name="propose"),
    path("ask/", planning.ask, name="ask"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("<int:pk>/", records.visit, name="visit"),
    path("<int:pk>/answer/", planning.answer, name="answer"),
    path("<int:pk>/record/", records.record, name="record"),
    path("<int:pk>/conversation/", records.conversation, name="conversation"),
    path("<int:pk>/step/", records.step, name="step"),
    path("<int:pk>/account/", records.account, name="account"),
    path("<int:pk>/share/", records.share, name="share"),
    path("<int:pk>/stop/", records.stop, name="stop"),
    path("<int:pk>/withdraw/", records.withdraw, name="withdraw"),
]
