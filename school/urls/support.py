"""Addresses of support's way in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
