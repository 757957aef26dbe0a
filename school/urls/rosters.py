"""Addresses of roster imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
