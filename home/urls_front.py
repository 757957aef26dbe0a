"""What stands outside every school: the front door, networks, the state of health."""

from django.urls import path

from home.views import pages

urlpatterns = [
    path("", pages.front_door, name="front_door"),
    path("healthz", pages.healthz, name="healthz"),
    path("networks/<slug:slug>/", pages.network, name="network"),
    path("demonstration/be/", pages.be_this_person, name="be_this_person"),
]
