"""Addresses of invitations and of the school's ways to sign in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
