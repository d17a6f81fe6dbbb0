"""The tables of people: accounts, and deeds that the chronicle's log has not taken over yet."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac

from khronika.desk.people.roles import Role


class Account(AbstractBaseUser):
    """Somebody who may sign in. Accounts are shut, never deleted: nobody else gets a name that decided something."""

    key = models.CharField(max_length=200, unique=True)  # the name, folded
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    shut = models.BooleanField(default=False)
    secret = models.CharField(max_length=64)  # of the second factor, base32
    last_step = models.BigIntegerField(default=0)  # of the clock, whose code was used: it is good once
    tries = models.IntegerField(default=0)  # to sign in, since the last that was right
    locked_until = models.BigIntegerField(default=0)  # seconds since 1970
    invitation = models.CharField(max_length=64, null=True)  # noqa: DJ001 - hash of the link's token
    invited_until = models.BigIntegerField(default=0)
    sessions = models.IntegerField(default=0)  # sessions that began under an earlier number have ended

    USERNAME_FIELD = "key"

    @property
    def rank(self) -> Role:
        """The role."""
        return Role.of(self.role)

    @property
    def joined(self) -> bool:
        """Whether a password and a second factor have been set by whoever was invited."""
        return bool(self.password) and self.has_usable_password()

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry: another password, or an end of all sessions, makes another."""
        return salted_hmac("khronika.desk.people", f"{self.sessions}:{self.password}", algorithm="sha256").hexdigest()


class Deed(models.Model):
    """What was done to accounts, until the chronicle's log has it. No password or secret stands in it."""

    at = models.CharField(max_length=20)  # UTC, ISO
    what = models.TextField()  # JSON
