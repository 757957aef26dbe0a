"""Addresses outside a school: choosing one."""

from django.urls import path

from school import views

urlpatterns = [
    path("schools/", views.choose, name="choose_school"),
]
