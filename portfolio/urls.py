"""Addresses of the portfolio pages."""

from django.urls import path, re_path

from portfolio import views

app_name = "portfolio"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("build/", views.build, name="build"),
    path("build/<int:pk>/", views.progress, name="progress"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    re_path(r"^(?P<question>Q[1-5])/$", views.question, name="question"),
    re_path(
        r"^(?P<term>[0-9]{1,18})/(?P<question>Q[1-5])/(?P<kind>head|contrary)/$", views.write, name="write_reading"
    ),
]
