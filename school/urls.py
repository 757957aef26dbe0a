"""Addresses of a school's own pages."""

from django.urls import path

from school import views

app_name = "school"

urlpatterns = [
    path("permissions/", views.permissions, name="permissions"),
    path("privacy/", views.privacy, name="privacy"),
    path("members/", views.members, name="members"),
]
