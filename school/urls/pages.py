"""Addresses of the pages that every member may open, and of the office that leads to the rest."""

from django.urls import path

from school.views import pages

urlpatterns = [
    path("office/", pages.office, name="office"),
    path("permissions/", pages.permissions, name="permissions"),
]
