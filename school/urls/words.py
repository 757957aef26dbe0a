"""Addresses of the school's own words."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
