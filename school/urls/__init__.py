"""Addresses of a school's own pages, a module for each of its affairs."""

from school.urls import (
    badges,
    calendar,
    members,
    pages,
    privacy,
    rosters,
    safeguarding,
    sign_in,
    support,
    words,
)

app_name = "school"

urlpatterns = [
    *badges.urlpatterns,
    *calendar.urlpatterns,
    *members.urlpatterns,
    *pages.urlpatterns,
    *privacy.urlpatterns,
    *rosters.urlpatterns,
    *safeguarding.urlpatterns,
    *sign_in.urlpatterns,
    *support.urlpatterns,
    *words.urlpatterns,
]
