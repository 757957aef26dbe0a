"""What stands outside every school: the front door, networks, the state of health."""

from django.urls import path

from home import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.healthz, name="healthz"),
    path("networks/<slug:slug>/", views.network, name="network"),
    path("demonstration/be/", views.be_this_person, name="be_this_person"),
]
