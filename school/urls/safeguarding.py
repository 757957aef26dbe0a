"""Addresses of concerns."""

from django.urls import path

from school.views import safeguarding

urlpatterns = [
    path("concern/", safeguarding.raise_concern, name="raise_concern"),
    path("concern/received/", safeguarding.concern_received, name="concern_received"),
    path("concerns/", safeguarding.concerns, name="concerns"),
    path("concerns/bell/", safeguarding.concern_bell, name="concern_bell"),
    path("concerns/contacts/", safeguarding.safeguarding_contacts, name="safeguarding_contacts"),
    path("concerns/<int:pk>/", safeguarding.concern, name="concern"),
    path("concerns/<int:pk>/acknowledge/", safeguarding.acknowledge, name="acknowledge_concern"),
    path("concerns/<int:pk>/step/", safeguarding.add_concern_step, name="add_concern_step"),
]
