"""What people add from the desk: its stages, its limits, and that nothing handed in becomes a page or a path."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika.desk.adding import jobs
from khronika.store import open_chronicle

TEXT = "Police in Tomsk detained 12 students on Friday, a lawyer said."
PAGE = f"<html><body><script>alert(1)</script><h1>Held in Tomsk</h1><p>{TEXT}</p><img src=x onerror=alert(2)>"
REFUSED = [
    ({"kind": "link", "link": "file:///etc/passwd"}, "no address"),
    ({"kind": "link", "link": "/etc/passwd"}, "no address"),
    ({"kind": "link", "link": "javascript:alert(1)"}, "no address"),
    ({"kind": "link", "link": "https://a.example/ -"}, "no address"),
    ({"kind": "link", "link": "-"}, "no address"),
    ({"kind": "link"}, "no address"),
    ({"kind": "text", "text": " \n"}, "is empty"),
    ({"kind": "text", "text": TEXT, "published": "2024-02-30"}, "2024-02-30"),
    ({"kind": "note", "text": TEXT, "told_by": " "}, "say who told it"),
    ({"kind": "note", "told_by": "a driver"}, "is empty"),
    ({"kind": "file"}, "choose one"),
    ({"kind": "praise"}, "nothing that can be added"),
    ({}, "nothing that can be added"),
]


def wait(client, answer):
    """Return the page of a job when it is over."""
    deadline = time.monotonic() + 60
    while True:
        text = client.get(answer["Location"]).content.decode()
        if 'http-equiv="refresh"' not in text:
            return text
        assert time.monotonic() < deadline, "the job did not end"
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Read by rules, which is quicker, and remember no job of another test."""
    monkeypatch.setattr("khronika.pipeline.add_captures.__kwdefaults__", {"engine": "rules", "progress": None})
    jobs._JOBS.clear()


def texts(home):
    with open_chronicle(home) as chronicle:
        return {r.report.outlet: r.report.text for r in chronicle.reports()}


def test_a_text_is_read_kept_and_linked_and_stays_words(client, home):
    text = wait(client, client.post("/add", {"kind": "text", "text": f"<b>{TEXT}</b>", "outlet": "Tomsk Post"}))
    assert "1 report added" in text and "Tomsk" in text and "<b>" not in text
    assert texts(home)["Tomsk Post"] == f"<b>{TEXT}</b>"
    assert "Tomsk" in client.get("/events?q=student").content.decode()
    again = wait(client, client.post("/add", {"kind": "text", "text": f"<b>{TEXT}</b>", "outlet": "Tomsk Post"}))
    assert "0 reports added, 1 was there already" in again


def test_a_page_is_shown_as_its_text_and_never_as_a_page(client, home):
    file = SimpleUploadedFile("../../held.html", PAGE.encode(), "text/html")
    text = wait(client, client.post("/add", {"kind": "file", "file": file, "outlet": "Tomsk Post"}))
    assert "1 report added" in text and "<script>alert" not in text and "onerror" not in text
    with open_chronicle(home) as chronicle:
        report = next(r.report for r in chronicle.reports() if r.report.outlet == "Tomsk Post")
        assert list(chronicle.verify()) == []
    shown = client.get(f"/reports/{report.id}").content.decode()
    assert "<script>alert" not in shown and "<img" not in shown and "detained" in shown


@pytest.mark.parametrize(("form", "why"), REFUSED)
def test_what_is_nothing_is_refused_in_one_line(client, home, form, why):
    answer = client.post("/add", form)
    assert answer.status_code == 409 and why in answer.content.decode()
    assert len(texts(home)) == 3


@pytest.mark.parametrize("name", ["evil.exe", "x.svg", "page.html.php", "crawl.warc.gz", "noending"])
def test_only_kinds_that_can_be_read_are_taken(client, name):
    answer = client.post("/add", {"kind": "file", "file": SimpleUploadedFile(name, b"<svg onload=alert(1)>")})
    assert answer.status_code == 409 and "is of a kind that is not taken here" in answer.content.decode()


def test_a_file_that_is_too_large_is_told_so_and_not_kept(client, home, monkeypatch):
    monkeypatch.setattr("khronika.desk.adding.uploads.LARGEST_UPLOAD", 1000)
    file = SimpleUploadedFile("long.txt", b"word " * 30_000)
    answer = client.post("/add", {"kind": "file", "file": file})
    assert answer.status_code == 409 and "is larger than" in answer.content.decode()
    assert len(texts(home)) == 3


def test_a_file_that_cannot_be_read_fails_by_its_own_name(client):
    text = wait(client, client.post("/add", {"kind": "file", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")}))
    assert "a.pdf" in text and "/tmp" not in text and "0 reports added" in text


def test_a_link_is_fetched_and_its_failure_told(client, monkeypatch):
    asked = []

    def collect(paths, *, given):
        asked.extend(paths)
        from khronika.model import Failure

        return [Failure(id=paths[0], error="the host does not answer")]

    monkeypatch.setattr("khronika.desk.adding.inputs.collect_files", collect)
    text = wait(client, client.post("/add", {"kind": "link", "link": " https://post.example/1 "}))
    assert asked == ["https://post.example/1"] and "the host does not answer" in text


def test_notes_of_a_conversation_are_marked_as_they_come_in(client, home):
    from khronika.store.confidential import read_confidential

    form = {"kind": "note", "text": TEXT, "told_by": "a driver\nConfidential: no", "seen_by": "trusted"}
    text = wait(client, client.post("/add", form))
    assert "marked confidential" in text
    with open_chronicle(home) as chronicle:
        (report,) = read_confidential(chronicle.alias)
        assert chronicle.report(report).outlet == "a driver Confidential: no"


def test_notes_for_nobody_need_a_key(client, home):
    form = {"kind": "note", "text": TEXT, "told_by": "a driver", "seen_by": "nobody"}
    text = wait(client, client.post("/add", form))
    assert "KHRONIKA_KEY" in text and len(texts(home)) == 3


def test_a_fault_is_told_and_the_page_stops_looking(client, monkeypatch):
    monkeypatch.setattr("khronika.pipeline.add_captures", lambda *told: 1 / 0)
    text = wait(client, client.post("/add", {"kind": "text", "text": TEXT}))
    assert "stopped by a fault of the program: ZeroDivisionError" in text


def test_a_job_is_its_owners_alone(client):
    answer = client.post("/add", {"kind": "text", "text": TEXT})
    wait(client, answer)
    assert jobs.find_job(answer["Location"].rpartition("/")[2], "Eve") is None
    assert client.get("/add/none").status_code == 404
