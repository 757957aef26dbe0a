"""Addresses outside a school: choosing one, and one's own account."""

from django.urls import path

from school.views import account, pages

urlpatterns = [
    path("schools/", pages.choose, name="choose_school"),
    path("my-account/", account.account, name="account"),
    path("my-account/second-step/", account.second_step, name="second_step"),
    path("my-account/sessions/<int:pk>/end/", account.end_one_session, name="end_session"),
    path("my-account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    # Before allauth's own at the same address: the last factor stays with those who need one, and the school, not the
    # person, changes an e-mail address.
    path("account/2fa/webauthn/keys/<int:pk>/remove/", account.remove_passkey, name="remove_passkey"),
    path("account/email/", account.change_email, name="change_email"),
]
