"""Addresses outside a school: choosing one, one's own account, and what a child opens before we know who it is."""

from django.urls import path

from school.views import account, badge_sign_in, invitations, pages, shared_devices, sign_in, support

urlpatterns = [
    path("schools/", pages.choose, name="choose_school"),
    path("support/", support.desk, name="support_desk"),
    path("support/<int:pk>/leave/", support.leave, name="support_leave"),
    path("my-account/", account.account, name="account"),
    path("my-account/second-step/", account.second_step, name="second_step"),
    path("my-account/file/", account.file_comes, name="file_comes"),
    path("my-account/sessions/<int:pk>/end/", account.end_one_session, name="end_session"),
    path("my-account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/join/", invitations.join, name="join_by_invitation"),
    path("invitation/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("sign-in-back/<int:school_id>/", sign_in.sign_in_back, name="sign_in_back"),
    path("sign-in-with/<int:school_id>/<int:pk>/", sign_in.sign_in_with, name="sign_in_with"),
    path("sign-in/<slug:slug>/", sign_in.sign_in_at, name="sign_in_at"),
    # Before allauth's own at the same address: the last factor stays with those who need one, and the school, not the
    # person, changes an e-mail address.
    path("account/2fa/webauthn/keys/<int:pk>/remove/", account.remove_passkey, name="remove_passkey"),
    path("account/email/", account.change_email, name="change_email"),
    path("badge/pictures/", badge_sign_in.pictures, name="badge_pictures"),
    path("badge/done/", badge_sign_in.done, name="badge_done"),
    path("badge/here/", badge_sign_in.here, name="badge_here"),
    path("badge/goodbye/", badge_sign_in.goodbye, name="badge_goodbye"),
    path("badge/unknown/", badge_sign_in.unknown, name="badge_unknown"),
    path("badge/over/", badge_sign_in.over, name="badge_over"),
    path("badge/<slug:school>/<str:token>/", badge_sign_in.badge, name="badge"),
    path("shared/", shared_devices.shared, name="shared_device"),
    path("shared/<int:pk>/", shared_devices.shared_pictures, name="shared_pictures"),
]
