"""Addresses of invitations and of the school's ways to sign in."""

from django.urls import path

from school.views import invitations, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/everyone/", sign_in.ask_everyone, name="ask_everyone"),
    path("sign-in/with/<slug:kind>/", sign_in.service, name="service"),
    path("sign-in/with/<slug:kind>/switch/", sign_in.switch, name="switch_service"),
    path("sign-in/waiting/<int:pk>/", sign_in.settle, name="settle_link"),
    path("sign-in/lost/<int:pk>/", sign_in.lost, name="lost_second_step"),
    path("sign-in/invitations/", invitations.invitations, name="invitations"),
    path("sign-in/invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("sign-in/invitations/<int:pk>/again/", invitations.again, name="send_again"),
    path("sign-in/invite/<int:pk>/", invitations.invite, name="invite"),
]
