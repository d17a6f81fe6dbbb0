"""The tables of a chronicle. Records are kept whole as JSON; columns beside them are what queries ask for."""

from django.db import models


class Capture(models.Model):
    """Bytes as they came, and where in which WARC file they lie."""

    key = models.CharField(max_length=64, unique=True)  # of payload and what was said of it: see `capture_key`
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=20)
    charset = models.CharField(max_length=40, null=True)  # noqa: DJ001 - unknown is null, not empty
    captured_at = models.CharField(max_length=20)  # UTC, ISO
    given = models.TextField()  # JSON of `khronika.model.Given`
    file = models.CharField(max_length=80)
    offset = models.BigIntegerField()
    length = models.BigIntegerField()


class Report(models.Model):
    """A report with all that was read out of it."""

    id = models.CharField(max_length=300, primary_key=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT)
    url = models.TextField(null=True)  # noqa: DJ001
    outlet = models.TextField(null=True)  # noqa: DJ001
    title = models.TextField(null=True)  # noqa: DJ001
    published = models.CharField(max_length=10, null=True, db_index=True)  # noqa: DJ001
    language = models.CharField(max_length=8, null=True)  # noqa: DJ001
    record = models.TextField()  # JSON of `khronika.model.Report`
    copy_of = models.CharField(max_length=300, null=True)  # noqa: DJ001


class Statement(models.Model):
    """A statement's columns; the whole of it stands in its report's record."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    statement = models.CharField(max_length=20)
    position = models.IntegerField()  # in order of prominence, from 0
    act = models.CharField(max_length=30, db_index=True)
    status = models.CharField(max_length=20)
    teaser = models.BooleanField()
    from_day = models.CharField(max_length=10, null=True)  # noqa: DJ001
    to_day = models.CharField(max_length=10, null=True)  # noqa: DJ001
    country = models.CharField(max_length=2, null=True, db_index=True)  # noqa: DJ001

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "statement"], name="one_statement")]


class Event(models.Model):
    """An event as it was last reckoned."""

    id = models.CharField(max_length=20, primary_key=True)
    act = models.CharField(max_length=30, db_index=True)
    from_day = models.CharField(max_length=10, null=True, db_index=True)  # noqa: DJ001
    to_day = models.CharField(max_length=10, null=True)  # noqa: DJ001
    verdict = models.CharField(max_length=30)
    record = models.TextField()  # JSON of `khronika.model.Event`


class LogEntry(models.Model):
    """One thing that was done. Each entry holds the hash of the one before: none can be changed or left out unseen."""

    number = models.BigIntegerField(primary_key=True)  # from 1, without gaps
    at = models.CharField(max_length=20)  # UTC, ISO
    kind = models.CharField(max_length=20)  # created, added, linked
    what = models.TextField()  # canonical JSON
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
