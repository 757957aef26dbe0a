"""Addresses of the enquiry pages."""

from django.urls import path

from enquiry.views import cycles, plcs, room, writing

app_name = "enquiry"

urlpatterns = [
    path("", plcs.overview, name="overview"),
    path("plc/start/", plcs.start, name="start_plc"),
    path("plc/<int:pk>/", plcs.detail, name="plc"),
    path("plc/<int:pk>/session/", plcs.plan_next, name="plan_session"),
    path("session/<int:pk>/", room.detail, name="session"),
    path("session/<int:pk>/room/", room.live, name="room"),
    path("session/<int:pk>/start/", room.begin, name="begin_session"),
    path("session/<int:pk>/block/", room.block, name="block"),
    path("session/<int:pk>/close/", room.close, name="close_session"),
    path("session/<int:pk>/register/", room.attendance, name="attendance"),
    path("session/<int:pk>/plan/", writing.plan, name="plan"),
    path("session/<int:pk>/notes/", writing.notes, name="notes"),
    path("plans/<int:pk>/", writing.outcome, name="say_outcome"),
    path("open/", cycles.begin, name="open"),
    path("enquiries/<int:pk>/", cycles.detail, name="enquiry"),
    path("enquiries/<int:pk>/prediction/", cycles.predict, name="predict"),
    path("enquiries/<int:pk>/conclusion/", cycles.conclude, name="conclude"),
    path("enquiries/<int:pk>/readers/", cycles.share, name="share"),
    path("stages/<int:pk>/", cycles.write_stage, name="stage"),
]
