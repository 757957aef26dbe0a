"""All addresses. A school's pages lie under ``/s/<school>/``; which one is open follows from there."""

from django.urls import include, path

urlpatterns = [
    path(
        "s/<slug:school>/",
        include(
            [
                path("", include("home.urls")),
                path("school/", include("school.urls")),
                path("vision/", include("vision.urls")),
                path("", include("tracking.urls")),
                path("visits/", include("observations.urls")),
                path("enquiry/", include("enquiry.urls")),
                path("portfolio/", include("portfolio.urls")),
            ]
        ),
    ),
    path("", include("home.urls_front")),
    path("", include("school.urls_front")),
    path("", include("tracking.urls_front")),
    path("", include("vision.urls_front")),
    path("account/", include("allauth.urls")),
]
