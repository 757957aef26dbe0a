"""What stands outside every school: the front door and the state of health."""

from django.urls import path

from home import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.healthz, name="healthz"),
]
