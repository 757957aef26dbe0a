"""Addresses outside a school: choosing one."""

from django.urls import path

from school.views import pages

urlpatterns = [
    path("schools/", pages.choose, name="choose_school"),
]
