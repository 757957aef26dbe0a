"""Addresses outside a school: the page that a family opens without an account."""

from django.urls import path

from tracking.views import family_front

urlpatterns = [
    path("family/<str:token>/", family_front.family_page, name="family_page"),
    path("family/<str:token>/picture/<int:pk>/", family_front.family_picture, name="family_picture"),
]
