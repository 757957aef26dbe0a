"""Addresses of the vision pages."""

from django.urls import path

from vision import views

app_name = "vision"

urlpatterns = [
    path("", views.narrative, name="narrative"),
]
