"""What the desk tells of sources, and what people say of them: rows beside what the reader found."""

import pytest

from khronika.store import open_chronicle

WORDS = [
    ("source", {"value": "02"}, "likely reliable"),
    ("kind", {"value": "state_media"}, "<strong>state media</strong>"),
    ("same_as", {"value": "The Kama Wire"}, "kama wire"),
    ("information", {"value": "04", "report": "r1"}, "likely unreliable"),
    ("confidential", {"value": "yes"}, "confidential"),
]


def say(client, field, source="orsk post", **more):
    return client.post("/source-word", {"source": source, "field": field, "value": "", **more})


def test_sources_are_listed_with_what_they_told_first(client):
    text = client.get("/sources").content.decode()
    assert "Orsk Post" in text and "Kama Wire" in text and "&lt;script&gt;" in text
    assert "Kama Wire" not in client.get("/sources?q=ORSK").content.decode()
    page = client.get("/sources/orsk post").content.decode()
    assert "nobody has said" in page and "64 workers" in page and "/events?source=orsk%20post" in page
    assert client.get("/sources/nobody").status_code == 404


@pytest.mark.parametrize(("field", "more", "shown"), WORDS, ids=[row[0] for row in WORDS])
def test_what_a_person_says_is_a_row_with_who_and_can_be_taken_back(client, home, field, more, shown):
    from khronika.store import models

    answer = say(client, field, **more)
    assert answer.status_code == 302 and shown in client.get(answer["Location"], follow=True).content.decode()
    say(client, field, **{**more, "value": ""})
    with open_chronicle(home) as chronicle:
        rows = models.SourceWord.objects.using(chronicle.alias).order_by("id").values_list("field", "value", "who")
        assert [(f, bool(v), who) for f, v, who in rows] == [(field, True, "Ada"), (field, False, "Ada")]
        assert models.LogEntry.objects.using(chronicle.alias).filter(kind="graded").count() == 2
        assert list(chronicle.verify()) == []
        models.SourceWord.objects.using(chronicle.alias).first().delete()
        assert list(chronicle.verify()) == ["sources: what people said of them is not what the log says"]


def test_reliability_of_source_and_information_are_two_judgements(client):
    say(client, "source", value="01")
    say(client, "information", value="05", report="r1")
    text = client.get("/sources/orsk post").content.decode()
    assert '<option value="05" selected>' in text and '<option value="01" selected>' in text


REFUSED = [
    {"field": "source", "value": "06"},
    {"field": "source", "value": "02", "report": "r1"},
    {"field": "information", "value": "02"},
    {"field": "kind", "value": "oracle"},
    {"field": "same_as", "value": "nobody"},
    {"field": "same_as", "value": "orsk post"},
    {"field": "praise", "value": "yes"},
    {"field": "source", "value": "02", "source": "nobody"},
]


@pytest.mark.parametrize("form", REFUSED)
def test_what_cannot_be_said_is_refused(client, home, form):
    from khronika.store import models

    assert client.post("/source-word", {"source": "orsk post", **form}).status_code == 409
    with open_chronicle(home) as chronicle:
        assert not models.SourceWord.objects.using(chronicle.alias).exists()


def test_another_name_leads_to_the_source_and_counts_with_it(client):
    say(client, "same_as", value="Kama Wire")
    answer = client.get("/sources/orsk post")
    assert answer.status_code == 302 and answer["Location"] == "/sources/kama%20wire"
    assert "Orsk Post" in client.get("/sources/kama wire").content.decode()
    assert ">Orsk Post<" not in client.get("/sources").content.decode()
    assert say(client, "same_as", source="kama wire", value="orsk post").status_code == 409  # no rings


def test_a_confidential_source_is_hidden_with_all_that_has_its_word(team, client, home):
    from khronika.desk.people.roles import Role
    from tests.desk.team import enlist, sign_in

    enlist("Ada")
    enlist("Vera", Role.VIEWER)
    editor, viewer = sign_in("Ada")[0], sign_in("Vera")[0]
    assert "Orsk Post" in viewer.get("/sources").content.decode()
    assert say(viewer, "confidential", value="yes").status_code == 403
    assert say(editor, "confidential", value="yes").status_code == 302
    for page in ("/sources", "/events", "/events?source=orsk+post", "/reports", "/timeline", "/map"):
        assert "Orsk Post" not in viewer.get(page).content.decode(), page
    assert viewer.get("/sources/orsk post").status_code == 404
    assert viewer.get("/reports/r1").status_code == 404
    assert "Orsk Post" in editor.get("/sources").content.decode()


def test_what_is_said_to_be_a_confidential_source_is_one(team, client, home):
    from khronika.desk.people.roles import Role
    from khronika.store.confidential import read_confidential
    from khronika.store.sourcing import find_confidential
    from tests.desk.team import enlist, sign_in

    enlist("Ada")
    enlist("Vera", Role.VIEWER)
    editor, viewer = sign_in("Ada")[0], sign_in("Vera")[0]
    assert say(editor, "same_as", value="Kama Wire").status_code == 302
    assert say(editor, "confidential", source="kama wire", value="yes").status_code == 302
    with open_chronicle(home) as chronicle:
        assert set(find_confidential(chronicle.alias)) == {"kama wire", "orsk post"}
    assert "Orsk Post" not in viewer.get("/events").content.decode()
    assert say(editor, "confidential", source="kama wire", value="").status_code == 302
    with open_chronicle(home) as chronicle:
        assert "r1" in read_confidential(chronicle.alias), "each stays marked until it is opened"
