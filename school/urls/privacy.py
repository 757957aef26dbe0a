"""Addresses of looks, requests and retention."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
