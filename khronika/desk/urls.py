"""Addresses of the desk."""

from django.urls import path
from django.views.i18n import set_language

from khronika.desk import actions, views
from khronika.desk.adding import pages as adding
from khronika.desk.browse import event, lists, overview, sources
from khronika.desk.people import administration, marking, pages
from khronika.desk.review import pages as review

handler500 = views.failed
urlpatterns = [
    path("", review.queue, name="queue"),
    path("reports/<path:report>", review.report, name="report"),
    path("coding", review.coding, name="coding"),
    path("coding/<path:report>", review.code, name="code"),
    path("agreement", review.agreement, name="agreement"),
    path("words", actions.choose_words, name="words"),
    path("reports", lists.reports, name="reports"),
    path("events", lists.events, name="events"),
    path("events/<slug:event>", event.event, name="event"),
    path("timeline", overview.timeline, name="timeline"),
    path("map", overview.on_map, name="map"),
    path("sources", sources.sources, name="sources"),
    path("sources/<path:source>", sources.source, name="source"),
    path("source-word", sources.say, name="source_word"),
    path("views", lists.save_view, name="save_view"),
    path("add", adding.adding, name="adding"),
    path("add/<str:job>", adding.add_job, name="add_job"),
    path("language", set_language, name="language"),
    path("log", views.log, name="log"),
    path("decide", actions.decide, name="decide"),
    path("judge", actions.judge, name="judge"),
    path("assets/<str:name>", views.asset, name="asset"),
    path("confidential/<path:report>", marking.confidential, name="confidential"),
    path("sign-in", pages.sign_in, name="sign_in"),
    path("sign-out", pages.sign_out, name="sign_out"),
    path("join/<str:token>", pages.join, name="join"),
    path("me", pages.me, name="me"),
    path("me/password", pages.password, name="password"),
    path("me/end-sessions", pages.end_sessions, name="end_sessions"),
    path("people", administration.people, name="people"),
    path("people/<int:account>", administration.person, name="person"),
]
