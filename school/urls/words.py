"""Addresses of the school's own words."""

from django.urls import path

from school.views import words

urlpatterns = [
    path("words/", words.words, name="words"),
    path("words/ours/", words.reset_words, name="reset_words"),
]
