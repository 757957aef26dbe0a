"""Addresses of the observations pages."""

from django.urls import path

from observations import views

app_name = "observations"

urlpatterns = [
    path("", views.visits, name="visits"),
]
