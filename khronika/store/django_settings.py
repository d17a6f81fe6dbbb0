"""Django's settings for the chronicle's tables. Databases are added when a chronicle is opened."""

SECRET_KEY = "not used: no page is served and nothing is signed"  # noqa: S105 - a placeholder that Django asks for
INSTALLED_APPS = ["khronika.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
