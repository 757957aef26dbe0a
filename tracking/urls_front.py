"""Addresses outside a school: the page that a family opens without an account, and what a browser keeps for when there
is no network."""

from django.urls import path

from tracking.views import family_front, shell

urlpatterns = [
    path("family/<str:token>/", family_front.family_page, name="family_page"),
    path("family/<str:token>/picture/<int:pk>/", family_front.family_picture, name="family_picture"),
    path("without-network/", shell.without_network, name="without_network"),
    path("worker.js", shell.worker, name="worker"),
]
