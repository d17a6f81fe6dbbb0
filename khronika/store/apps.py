"""The Django app that holds the chronicle's tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store, as Django knows it."""

    name = "khronika.store"
    label = "store"
