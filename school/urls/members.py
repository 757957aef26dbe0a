"""Addresses of members, their roles and delegates."""

from django.urls import path

from school.views import delegates, members

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/new/", members.add_member, name="add_member"),
    path("members/<int:pk>/", members.member, name="member"),
    path("members/<int:pk>/roles/", members.give_roles, name="give_roles"),
    path("members/<int:pk>/names/", members.rename_member, name="rename_member"),
    path("members/<int:pk>/leaves/", members.close_place, name="close_place"),
    path("members/<int:pk>/returns/", members.return_member, name="return_member"),
    path("members/<int:pk>/roster/", members.let_go, name="let_go"),
    path("delegates/", delegates.delegates, name="delegates"),
    path("delegates/lend/", delegates.lend_areas, name="lend"),
    path("delegates/<int:pk>/end/", delegates.end_delegation, name="end_delegation"),
]
