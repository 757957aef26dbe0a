"""Addresses of the enquiry pages."""

from django.urls import path

from enquiry import views

app_name = "enquiry"

urlpatterns = [
    path("", views.overview, name="overview"),
]
