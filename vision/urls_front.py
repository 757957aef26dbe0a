"""Addresses of the vision that anybody may open, where the school has switched them on."""

from django.urls import path

from vision.views import public

urlpatterns = [
    path("our-vision/<slug:slug>/", public.public_vision, name="our_vision"),
    path("our-vision/<slug:slug>/<slug:audience>/", public.public_vision, name="public_vision"),
    path("our-vision/<slug:slug>/<slug:audience>/paper/", public.public_paper, name="public_paper"),
]
