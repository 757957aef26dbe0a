"""Addresses of badges and shared devices."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
