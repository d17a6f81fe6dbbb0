"""Django's settings where pages are served: the chronicle's tables, and what the desk needs besides."""

import secrets
from pathlib import Path

from khronika.store.django_settings import *  # noqa: F403 - the tables are the same

INSTALLED_APPS = ["khronika.store", "django.contrib.sessions", "khronika.desk.people"]
DATABASE_ROUTERS = ["khronika.desk.people.database.PeopleRouter"]
AUTH_USER_MODEL = "people.Account"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECRET_KEY = secrets.token_urlsafe(48)  # of this run alone: cookies of an earlier one are no key
DEBUG = False
ROOT_URLCONF = "khronika.desk.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]  # a name of another site cannot lead here
MIDDLEWARE = [
    "khronika.desk.guard.strict_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "khronika.desk.guard.guard",
    "django.middleware.csrf.CsrfViewMiddleware",
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
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_NAME = "khronika_session"
SESSION_COOKIE_AGE = 12 * 3600  # from signing in: a day's work
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_REFERRER_POLICY = "same-origin"  # with none at all a browser hides from forms where they come from
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "khronika.desk.adding.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
