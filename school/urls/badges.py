"""Addresses of badges and shared devices."""

from django.urls import path

from school.views import badges, shared_devices

CHILD = "badges/<int:pk>/child/<int:child>"

urlpatterns = [
    path("badges/", badges.badges, name="badges"),
    path("badges/<int:pk>/", badges.class_badges, name="class_badges"),
    path("badges/<int:pk>/print/", badges.print_badges, name="print_badges"),
    path("badges/<int:pk>/pictures/", badges.pictures, name="give_pictures"),
    path("badges/<int:pk>/revoke/", badges.revoke_class, name="revoke_badges"),
    path("badges/<int:pk>/share/", shared_devices.share, name="share_device"),
    path("badges/<int:pk>/device/<int:device>/end/", badges.end_shared, name="end_device"),
    path(f"{CHILD}/new/", badges.new_badge, name="new_badge"),
    path(f"{CHILD}/revoke/", badges.change_badge, {"act": "revoke"}, name="revoke_badge"),
    path(f"{CHILD}/pictures/", badges.change_badge, {"act": "pictures"}, name="change_pictures"),
    path(f"{CHILD}/resume/", badges.change_badge, {"act": "resume"}, name="resume_badge"),
]
