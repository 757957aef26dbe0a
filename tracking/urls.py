"""Addresses of the tracking pages."""

from django.urls import path

from tracking import views

app_name = "tracking"

urlpatterns = [
    path("my-learning/", views.my_learning, name="my_learning"),
    path("learners/", views.classes, name="classes"),
]
