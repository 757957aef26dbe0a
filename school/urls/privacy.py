"""Addresses of looks, requests and retention."""

from django.urls import path

from school.views import privacy

urlpatterns = [
    path("who-looked/", privacy.looks, name="looks"),
]
