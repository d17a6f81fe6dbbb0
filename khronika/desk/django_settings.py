"""Django's settings where pages are served: the chronicle's tables, and what the desk needs besides."""

import secrets
from pathlib import Path

from khronika.store.django_settings import *  # noqa: F403 - the tables are the same

SECRET_KEY = secrets.token_urlsafe(48)  # of this run alone: cookies of an earlier one are no key
DEBUG = False
ROOT_URLCONF = "khronika.desk.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]  # a name of another site cannot lead here
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "khronika.desk.guard.guard",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csrf",
                "khronika.desk.people.context.whoever_looks",
            ]
        },
    }
]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_REFERRER_POLICY = "same-origin"  # with none at all a browser hides from forms where they come from
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
