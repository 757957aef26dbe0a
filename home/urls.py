"""The start page and search inside a school."""

from django.urls import path

from home import views

app_name = "home"

urlpatterns = [
    path("", views.today, name="today"),
    path("news/", views.news, name="news"),
    path("search/", views.search, name="search"),
]
