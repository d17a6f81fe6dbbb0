"""Addresses of the desk."""

from django.urls import path

from khronika.desk import actions, views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("reports/<path:report>", views.report, name="report"),
    path("events", views.events, name="events"),
    path("events/<slug:event>", views.event, name="event"),
    path("log", views.log, name="log"),
    path("decide", actions.decide, name="decide"),
    path("judge", actions.judge, name="judge"),
    path("assets/<str:name>", views.asset, name="asset"),
]
