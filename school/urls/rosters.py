"""Addresses of roster imports."""

from django.urls import URLPattern, path

from school.views.rosters import people, runs, uploads

urlpatterns: list[URLPattern] = [
    path("rosters/", uploads.rosters, name="rosters"),
    path("rosters/<int:pk>/", uploads.upload, name="roster"),
    path("rosters/<int:pk>/encoding/", uploads.encoding, name="roster_encoding"),
    path("rosters/<int:pk>/columns/", uploads.columns, name="roster_columns"),
    path("rosters/<int:pk>/keep/", uploads.keep, name="roster_keep"),
    path("rosters/<int:pk>/yes/", uploads.confirm, name="roster_confirm"),
    path("rosters/<int:pk>/back/", uploads.back, name="roster_back"),
    path("rosters/<int:pk>/again/", uploads.again, name="roster_again"),
    path("rosters/<int:pk>/drop/", uploads.drop, name="roster_drop"),
    path("rosters/<int:pk>/failing/", uploads.failing, name="roster_failing"),
    path("rosters/<int:pk>/<str:part>/", uploads.part, name="roster_part"),
    path("roster-runs/<int:pk>/", runs.run, name="roster_run"),
    path("roster-runs/<int:pk>/undo/", runs.undo, name="roster_undo"),
    path("roster-people/<str:form>/", people.export, name="roster_people"),
]
