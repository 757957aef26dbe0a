"""Addresses of years, terms and closure days."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
