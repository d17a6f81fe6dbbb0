"""Secrets of a confidential report, planted in every field of it, are in no byte of what leaves the house."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from itertools import count

import duckdb
import pytest

from khronika.model import ActorKind, Link, Party, Root, Teaser
from khronika.publish.digest import digest_html, digest_markdown, make_digest
from khronika.publish.exports import EXPORTS
from khronika.publish.policy import Policy
from khronika.publish.site import make_release, make_site
from khronika.publish.tier import make_public
from khronika.reckon.sources import say_link
from khronika.store import StoredReport
from tests.factories import TEXT, make_event_statement
from tests.publish.telling import find, make_chronicle, make_figure, tell, tell_report

KEPT = {"from_", "to", "value", "language", "basis", "made_by", "unit"}
"""Days, codes and the noun of a count: what happened is told, and these names of fields hold nothing else."""
TODAY = date(2024, 4, 2)


class Planter:
    """Puts a secret of its own into every field of text."""

    def __init__(self) -> None:
        self._numbers = count()
        self.secrets: list[str] = []

    def new(self) -> str:
        self.secrets.append(f"zq{next(self._numbers)}xw")
        return self.secrets[-1]

    def plant(self, held, name: str = ""):
        if isinstance(held, str) and not isinstance(held, Enum) and name not in KEPT:
            return f"https://{self.new()}.example/" if name == "url" else f"{held} {self.new()}"
        if isinstance(held, tuple):
            return tuple(self.plant(one, name) for one in held)
        if is_dataclass(held):
            statement = type(held).__name__ == "Statement"
            told = {f.name: self.plant(getattr(held, f.name), f.name) for f in fields(held)}
            return replace(held, **told | ({"id": held.id} if statement else {}))
        return held


def plant_report(planter: Planter):
    """Return a report full of secrets, with an unnamed source, a named one and a party."""
    chain = (
        Link(name=None, text="a nurse at the clinic", kind=ActorKind.WITNESS, named=False, **find("a lawyer")),
        Link(name="Grey Heron", text="Grey Heron", kind=ActorKind.NGO, named=True, **find("a lawyer")),
        Link(name="Night Post", text=None, kind=ActorKind.MEDIA, named=True),
    )
    to = (Party(text="the Dawn Union", name="Dawn Union", kind=ActorKind.NGO, **find("64 workers")),)
    teaser = Teaser(kicker="More", title="Title", text="Line", url="x", start=0, end=1)
    report = tell_report(
        tell(chain=chain, to=to), outlet="Night Post", byline=("Ola Vik",) * 40, tags=("tag",) * 60,
        teasers=(teaser,) * 60, warnings=("It is long.",) * 20, places=(tell().place,) * 10,
        quantities=(tell().quantity,) * 30, text=TEXT,
    )  # fmt: skip
    report = planter.plant(report)
    chain = report.statements[0].chain
    told = replace(report.statements[0], chain=(*chain[:-1], replace(chain[-1], name=report.outlet)))
    return replace(report, statements=(told,), text=f"{report.text} {' '.join(planter.new() for _ in range(80))}")


@pytest.fixture(scope="module")
def told():
    """Return the secrets, and what the public sees of an event that rests on a confidential and an open report."""
    planter = Planter()
    secret = plant_report(planter)
    (statement,) = secret.statements
    named = [say_link(link) for link in statement.chain]
    opened = tell_report(tell("s9"), id="r9", title=f"Told by {secret.outlet}")
    events, reports = make_chronicle(
        secret, name=f"Detention of {statement.to[0].name}", why=f"{named[0]} (to {named[-1]}) and {named[1]} say 64.",
        roots=(Root(name=statement.chain[1].name, kind=ActorKind.NGO, statements=((secret.id, "s1"),)),),
        figures=(make_figure(("2024-03-29", 64, 64, f"{named[0]} (to {named[-1]})"), why=f"64 say {named[1]}."),),
    )  # fmt: skip
    event = replace(events[0], statements=(*events[0].statements, make_event_statement("r9", tell("s9"))))
    reports["r9"] = StoredReport(opened, (), secret.id)
    policy = Policy(confidential_reports=frozenset({secret.id}), address="https://chronicle.example")
    return planter.secrets, list(make_public([event], reports, policy, today=TODAY)), policy


def payloads(events, policy) -> Iterator[tuple[str, bytes]]:
    for language in ("en", "ru"):
        spoken = policy.model_copy(update={"language": language})
        yield from make_site(events, spoken, make_release(events, None, day=TODAY.isoformat()))
    for name, make in EXPORTS.items():
        for file, payload in make(events).files.items():
            yield f"{name}/{file}", payload
    digest = make_digest(events, title="Ours", since="2024-03-01")
    yield "digest.md", digest_markdown(digest, address=policy.home).encode()
    yield "digest.html", digest_html(digest, address=policy.home).encode()


def unpack(name: str, payload: bytes, folder) -> bytes:
    """Return what a file holds once its compression is taken away."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(payload)) as held:
            return b" ".join(held.read(part) for part in held.namelist())
    if name.endswith(".parquet"):
        path = folder / "t.parquet"
        path.write_bytes(payload)
        return str(duckdb.sql(f"select * from '{path}'").fetchall()).encode()
    return payload


def test_five_hundred_secrets_are_in_no_byte_of_any_file(told, tmp_path):
    secrets, events, policy = told
    assert len(secrets) >= 500
    files = list(payloads(events, policy))
    assert {name.rpartition(".")[2] for name, _ in files} >= {
        "html", "js", "css", "rss", "atom", "json", "jsonl", "xml", "csv", "xlsx", "parquet", "geojson", "jsonld", "md",
    }  # fmt: skip
    for name, payload in files:
        held = unpack(name, payload, tmp_path)
        assert [s for s in secrets if s.encode() in name.encode() + held] == [], name


def test_the_sources_of_a_confidential_report_appear_as_their_role(told):
    (event,) = told[1]
    secret, opened = event.reports
    assert secret.statements[0].chain == ("witness", "ngo", "media")
    assert (secret.id, secret.outlet, secret.statements[0].quote) == (None, None, None)
    assert opened.outlet == "Orsk Post" and opened.copy_of is None
    assert event.figures[0].history[0].root == "[source withheld] (to [source withheld])"
    assert event.why == "[source withheld] (to [source withheld]) and [source withheld] say 64."


def test_an_event_under_embargo_is_in_no_byte_until_its_day(tmp_path):
    planter = Planter()
    report = plant_report(planter)
    events, reports = make_chronicle(report, name=f"Detention, {planter.new()}")
    other, others = make_chronicle(tell_report(tell(), id="r9"), id="e999999999999")
    policy = Policy(embargo={report.id: date(2024, 4, 3)}, address="https://chronicle.example")
    for day, wanted in ((2, False), (3, True)):
        public = list(make_public([*events, *other], reports | others, policy, today=date(2024, 4, day)))
        held = b"".join(unpack(name, payload, tmp_path) for name, payload in payloads(public, policy))
        assert any(s.encode() in held for s in planter.secrets) is wanted
        assert b"e999999999999" in held
