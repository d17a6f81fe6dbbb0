"""The desk in English and Russian: every word of its pages has both, the words of reports stay as they are."""

import gettext
import re
from pathlib import Path

import pytest

import khronika.desk
from khronika.model import Act, ActorKind, Status, Verdict
from khronika.store import open_chronicle

HOME = Path(khronika.desk.__file__).parent
TAGGED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')|_\("([^"]*)"\)|_\('([^']*)'\)""")


@pytest.fixture(scope="module")
def russian() -> gettext.GNUTranslations:
    with (HOME / "locale/ru/LC_MESSAGES/django.mo").open("rb") as words:
        return gettext.GNUTranslations(words)


def said() -> dict[str, str]:
    """Return the words that pages say, and the first file that says them."""
    found: dict[str, str] = {}
    for path in sorted((*HOME.rglob("*.html"), *HOME.rglob("*.py"))):
        for words in TAGGED.findall(path.read_text(encoding="utf8")):
            found.setdefault("".join(words), path.name)
    return found


def test_every_word_of_the_pages_is_in_the_catalogue(russian):
    words = said()
    assert len(words) > 200
    assert {w: where for w, where in words.items() if w and russian.gettext(w) == w} == {}


def test_every_code_is_said_in_russian():
    from django.utils.translation import override

    from khronika.desk.words import say_act, say_code

    with override("ru"):
        said = {
            code: say_act(code) if code in list(Act) else say_code(code)
            for code in (*Act, *Verdict, *Status, *ActorKind)
        }
    assert {code: words for code, words in said.items() if re.search("[a-z]", words)} == {}


def test_the_catalogue_is_compiled_from_what_people_edit(russian):
    source = (HOME / "locale/ru/LC_MESSAGES/django.po").read_text(encoding="utf8")
    assert 'msgstr ""\n\n' not in source and "fuzzy" not in source
    for word in ("Sources differ", "Sign in", "queue"):
        assert f'msgid "{word}"\nmsgstr "{russian.gettext(word)}"' in source


def test_a_page_speaks_the_language_of_the_browser_and_leaves_the_report_alone(client):
    page = client.get("/reports/r1", headers={"accept-language": "ru"}).content.decode()
    assert '<html lang="ru">' in page and "Принять" in page and "задержание" in page and "29 марта 2024" in page
    assert "Police in Orsk detained 64 workers" in re.sub("<[^>]+>", "", page)
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "de"}).content.decode()


def test_an_event_is_told_in_russian(client, home):
    with open_chronicle(home) as opened:
        event = next(e for e in opened.events() if e.act is Act.ARREST_DETENTION)
    page = client.get(f"/events/{event.id}", headers={"accept-language": "ru"}).content.decode()
    assert "<h1>Задержание: рабочие (от 40 до 64), Orsk, 28 марта 2024</h1>" in page
    assert "Источники расходятся: " in page and "задержаны: рабочие" in page
    told = client.get("/events", headers={"accept-language": "ru"}).content.decode()
    assert "Задержание: рабочие" in told and "Detention" not in told


def test_a_choice_stays_and_leads_nowhere_else(client):
    answer = client.post("/language", {"language": "ru", "next": "https://evil.example/"})
    assert answer.status_code == 302 and "evil" not in answer["Location"]
    assert '<html lang="ru">' in client.get("/").content.decode()


@pytest.mark.parametrize(("n", "wanted"), [(1, "1 копия"), (3, "3 копии"), (11, "11 копий"), (22, "22 копии")])
def test_russian_counts_as_russians_do(russian, n, wanted):
    assert russian.ngettext("%(n)s copy", "%(n)s copies", n) % {"n": n} == wanted
