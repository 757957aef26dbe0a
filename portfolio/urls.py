"""Addresses of the portfolio pages."""

from django.urls import path, re_path

from portfolio.views import attainment, pages

app_name = "portfolio"

urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("attainment/", attainment.attainment, name="attainment"),
    path("attainment/work-out/", attainment.associate, name="associate"),
    path("build/", pages.build, name="build"),
    path("build/<int:pk>/", pages.progress, name="progress"),
    path("<int:pk>/publish/", pages.publish, name="publish"),
    re_path(r"^(?P<question>Q[1-5])/$", pages.question, name="question"),
    re_path(
        r"^(?P<term>[0-9]{1,18})/(?P<question>Q[1-5])/(?P<kind>head|contrary)/$", pages.write, name="write_reading"
    ),
]
