"""Addresses of years, terms and closure days."""

from django.urls import path

from school.views import calendar, roll_over

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/hours/", calendar.set_school_hours, name="hours"),
    path("calendar/new/", calendar.add_year, name="add_year"),
    path("calendar/<int:pk>/", calendar.year, name="year"),
    path("calendar/next/", roll_over.roll_over, name="roll_over"),
    path("calendar/next/<int:pk>/undo/", roll_over.undo_roll_over, name="undo_roll_over"),
]
