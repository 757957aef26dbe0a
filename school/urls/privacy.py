"""Addresses of looks, requests and retention."""

from django.urls import path

from school.views import data, privacy

urlpatterns = [
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/who-looked/", privacy.looks, name="looks"),
    path("privacy/copy/", privacy.my_pack, name="my_pack"),
    path("privacy/copy/<int:pk>/", privacy.fetch_pack, name="fetch_pack"),
    path("privacy/ask/", privacy.ask, name="ask_about_data"),
    path("privacy/papers/<slug:name>/", privacy.document, name="privacy_document"),
    path("data/", data.data, name="data"),
    path("data/schedule/", data.schedule, name="data_schedule"),
    path("data/people/", data.find, name="data_find"),
    path("data/people/<int:pk>/", data.person, name="data_person"),
    path("data/people/<int:pk>/copy/", data.person_pack, name="data_pack"),
    path("data/people/<int:pk>/ask/", data.person_ask, name="data_ask"),
    path("data/people/<int:pk>/hold/", data.person_hold, name="data_hold"),
    path("data/people/<int:pk>/remove/", data.erase, name="data_erase"),
    path("data/requests/<int:pk>/", data.answer, name="data_request"),
]
