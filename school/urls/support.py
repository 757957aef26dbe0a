"""Addresses of support's way in."""

from django.urls import path

from school.views import support

urlpatterns = [
    path("support/", support.support, name="support"),
    path("support/<int:pk>/answer/", support.let_support_in, name="let_support_in"),
    path("support/<int:pk>/end/", support.end_support_visit, name="end_support"),
]
