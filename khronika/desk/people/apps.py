"""The Django app that holds accounts; its tables lie in a file of their own, beside the chronicle's."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people, as Django knows them."""

    name = "khronika.desk.people"
    label = "people"
