"""The start page and search inside a school."""

from django.urls import path

from home.views import pages, threads

app_name = "home"

urlpatterns = [
    path("", pages.today, name="today"),
    path("home-screen.webmanifest", pages.manifest, name="manifest"),
    path("news/", pages.news, name="news"),
    path("search/", pages.search, name="search"),
    path("vision/threads/", threads.threads, name="threads"),
    path("vision/threads/<int:pk>/", threads.thread, name="thread"),
    path("vision/threads/<int:pk>/about/", threads.thread_about, name="thread_about"),
]
