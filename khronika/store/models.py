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
    copy_of = models.CharField(max_length=300, null=True, db_index=True)  # noqa: DJ001


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


class EventMember(models.Model):
    """A statement of an event, so that both can be found from either side."""

    event = models.CharField(max_length=20, db_index=True)
    report = models.CharField(max_length=300, db_index=True)
    statement = models.CharField(max_length=20)


class EventChange(models.Model):
    """What became of an event that was merged, split or left without statements; its id is given to nothing else."""

    event = models.CharField(max_length=20, db_index=True)
    kind = models.CharField(max_length=10)  # merged, split, gone
    into = models.TextField()  # JSON list of event ids
    at = models.CharField(max_length=20)  # UTC, ISO
    why = models.TextField()


class Judgement(models.Model):
    """A person's word on whether two statements are of one event. The last word on a pair counts; none is deleted."""

    a_report = models.CharField(max_length=300, db_index=True)
    a_statement = models.CharField(max_length=20)
    b_report = models.CharField(max_length=300, db_index=True)
    b_statement = models.CharField(max_length=20)
    same = models.BooleanField(null=True)  # null: what was said of the pair before is taken back
    who = models.TextField()
    why = models.TextField()
    at = models.CharField(max_length=20)  # UTC, ISO


class Decision(models.Model):
    """What a person decided of a statement, beside what the reader found. No row is changed or deleted."""

    report = models.CharField(max_length=300, db_index=True)
    statement = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)  # accept, reject, correct, make, undo
    field = models.CharField(max_length=20, null=True)  # noqa: DJ001
    value = models.TextField(null=True)  # noqa: DJ001 - JSON
    who = models.TextField()
    why = models.TextField()
    at = models.CharField(max_length=20)  # UTC, ISO
    blind = models.BooleanField(default=False)  # made without seeing the others': changes nothing that holds


class Question(models.Model):
    """Why a person should look at a statement that nobody has decided on; made anew with its event."""

    reason = models.CharField(max_length=10)  # see `khronika.store.questions`
    weight = models.FloatField()  # the lowest comes first
    report = models.CharField(max_length=300, db_index=True)
    statement = models.CharField(max_length=20)
    other_report = models.CharField(max_length=300, null=True)  # noqa: DJ001 - of a pair
    other_statement = models.CharField(max_length=20, null=True)  # noqa: DJ001
    about = models.TextField(null=True)  # noqa: DJ001 - the name of a new source

    class Meta:
        indexes = [models.Index(fields=["reason", "weight", "id"], name="question_by_weight")]


class Confidence(models.Model):
    """A person's word on whether a report is confidential. The last word on a report counts; none is deleted."""

    report = models.CharField(max_length=300, db_index=True)
    confidential = models.BooleanField()
    who = models.TextField()
    why = models.TextField()
    at = models.CharField(max_length=20)  # UTC, ISO


class LinkKey(models.Model):
    """A key under which a report is found by those that may be about its happening: see `khronika.link.keys`."""

    key = models.CharField(max_length=20)  # its hash: see `khronika.store.linkage`
    report = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "report"], name="one_key")]


class LinkEdge(models.Model):
    """Two statements that may be of one event; `bound` where one repeats the other in a copy."""

    a_report = models.CharField(max_length=300, db_index=True)
    a_statement = models.CharField(max_length=20)
    b_report = models.CharField(max_length=300, db_index=True)
    b_statement = models.CharField(max_length=20)
    points = models.FloatField()
    bound = models.BooleanField()


class CopyPair(models.Model):
    """Two reports of which one is a copy or revision of the other."""

    a = models.CharField(max_length=300, db_index=True)
    b = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="one_pair")]


class LogEntry(models.Model):
    """One thing that was done. Each entry holds the hash of the one before: none can be changed or left out unseen."""

    number = models.BigIntegerField(primary_key=True)  # from 1, without gaps
    at = models.CharField(max_length=20)  # UTC, ISO
    kind = models.CharField(max_length=20)  # created, added, linked, judged, decided, accepted, coded
    what = models.TextField()  # canonical JSON
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "number"], name="entry_by_kind")]


class EventEntry(models.Model):
    """An event as lists, search and maps know it; made from its record, and made anew with it."""

    event = models.CharField(max_length=20, unique=True)
    act = models.CharField(max_length=30, db_index=True)
    verdict = models.CharField(max_length=30, db_index=True)
    day = models.CharField(max_length=10, null=True)  # noqa: DJ001 - its first known day
    from_day = models.CharField(max_length=10, null=True)  # noqa: DJ001
    to_day = models.CharField(max_length=10, null=True)  # noqa: DJ001
    country = models.CharField(max_length=2, null=True, db_index=True)  # noqa: DJ001
    place = models.TextField(null=True)  # noqa: DJ001
    precision = models.CharField(max_length=10, null=True)  # noqa: DJ001
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["day", "event", "act", "verdict", "country"], name="entry_by_day")]


class EventWords(models.Model):
    """What an event is found by: its name, its sources and their sentences, folded."""

    entry = models.OneToOneField(EventEntry, on_delete=models.CASCADE, primary_key=True)
    words = models.TextField()


class EventSource(models.Model):
    """One named source of one event: where in the chains it stands, and what became of its word."""

    event = models.CharField(max_length=20, db_index=True)
    source = models.CharField(max_length=200)  # key of its name
    name = models.TextField()  # as it is written
    kind = models.CharField(max_length=30)
    root = models.BooleanField()  # whether it is the source nearest to the facts of a statement
    day = models.CharField(max_length=10, null=True)  # noqa: DJ001 - the first on which a report has its word
    first = models.BooleanField()  # whether no other source of the event is told of earlier
    repeated = models.IntegerField()  # reports of others that pass its word on

    class Meta:
        indexes = [models.Index(fields=["source", "first", "root", "repeated", "kind"], name="counts_by_source")]


class ReportEntry(models.Model):
    """A report as search knows it; made from its record."""

    report = models.CharField(max_length=300, unique=True)
    outlet = models.CharField(max_length=200, null=True, db_index=True)  # noqa: DJ001 - key of its name
    day = models.CharField(max_length=10, null=True)  # noqa: DJ001 - of publication

    class Meta:
        indexes = [models.Index(fields=["day", "report", "outlet"], name="report_by_day")]


class ReportWords(models.Model):
    """What a report is found by: title, outlet and text, folded."""

    entry = models.OneToOneField(ReportEntry, on_delete=models.CASCADE, primary_key=True)
    words = models.TextField()


class SourceWord(models.Model):
    """What a person says of a source, or of what it told in one report. The last word on a field counts."""

    source = models.CharField(max_length=200, db_index=True)  # key of its name
    field = models.CharField(max_length=20)  # kind, same_as, source, information, confidential
    report = models.CharField(max_length=300, null=True, db_index=True)  # noqa: DJ001 - of `information` alone
    value = models.CharField(max_length=200)  # empty: taken back
    who = models.TextField()
    why = models.TextField()
    at = models.CharField(max_length=20)  # UTC, ISO


class SavedView(models.Model):
    """A search that somebody keeps under a name; no part of the record."""

    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    who = models.TextField()
    at = models.CharField(max_length=20)  # UTC, ISO
