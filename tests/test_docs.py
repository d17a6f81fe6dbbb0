"""The documentation tells of everything there is, and of nothing that is not."""

import importlib.util
import re
import shlex
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from typer.main import get_command

from khronika import errors, model, settings
from khronika.cli.app import app
from khronika.publish import COLUMNS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {
    str(p.relative_to(DOCS)): p.read_text(encoding="utf8")
    for p in sorted(DOCS.rglob("*.md"))
    if "_build" not in p.parts
}
OWN = {name: text for name, text in PAGES.items() if name not in {"scores.md", "changelog.md"}}
COMMANDS = get_command(app).commands


def table_rows(page):
    """Return the words in backquotes in the first cell of each row of a page's tables."""
    cells = [line.split("|")[1] for line in PAGES[page].splitlines() if line.startswith("|")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def options_of(command):
    return {name for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("-")} | {
        "--help",
        "-h",
    }


def shown_commands():
    """Return (page, line) for each line of a code block that runs khronika."""
    blocks = [
        (n, b) for n, t in OWN.items() for b in re.findall(r"^```console\n(.*?)^```", t, re.MULTILINE | re.DOTALL)
    ]
    return [(n, line) for n, block in blocks for line in block.splitlines() if re.search(r"(^\$|\|) khronika ", line)]


@pytest.mark.parametrize("name", OWN)
def test_a_page_begins_with_what_it_gives(name):
    head, _, rest = OWN[name].partition("\n\n")
    assert re.fullmatch(r"# .+", head)
    assert re.match(r"This (page|is)\b", rest), "the first sentence says what the page gives"
    assert len(OWN[name].splitlines()) < 500 or name == "reference/command-line.md", "that one grows with the program"
    assert [line for line in OWN[name].splitlines() if len(line) > 120 and not line.startswith("|")] == []


def test_every_page_is_in_a_table_of_contents():
    listed = set(re.findall(r"^([a-z/-]+)$", PAGES["index.md"], re.MULTILINE))
    notebooks = {str(p.relative_to(DOCS).with_suffix("")) for p in DOCS.glob("howto/*.ipynb")}
    assert {name.removesuffix(".md") for name in PAGES} | notebooks == listed | {"index"}


def test_links_between_pages_lead_somewhere():
    dead = [
        (name, target) for name, text in PAGES.items() for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        if not (DOCS / name).parent.joinpath(target).exists()
    ]  # fmt: skip
    assert dead == []


def test_the_command_line_page_is_the_programs_own_help():
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert PAGES["reference/command-line.md"] == made.make_page(), "run `make reference`"


def test_the_measured_pages_say_what_was_measured(tmp_path):
    spec = importlib.util.spec_from_file_location("make_measured", DOCS / "make_measured.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for folder in ("reference", "explanation"):
        (tmp_path / folder).mkdir()
    made.make_pages(tmp_path)
    pages = {str(p.relative_to(tmp_path)): p.read_text(encoding="utf8") for p in tmp_path.rglob("*.md")}
    assert len(pages) == 3
    assert {name: PAGES[name] for name in pages} == pages, "run `python docs/make_measured.py`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_by_hand_and_every_option_in_the_reference(name):
    by_hand = "".join(text for page, text in OWN.items() if page != "reference/command-line.md")
    assert f"khronika {name} " in by_hand
    section = PAGES["reference/command-line.md"].split(f"## khronika {name}\n")[1].split("## khronika")[0]
    assert [o for o in options_of(COMMANDS[name]) if o not in section] == []


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_every_command_that_is_shown_could_be_run(page, line):
    words = shlex.split(line.partition("khronika ")[2].split(" > ")[0])
    command = COMMANDS[words[0]]
    assert [w for w in words if w.startswith("-") and w != "-" and w not in options_of(command)] == [], page


def test_commands_are_shown():
    assert len(shown_commands()) > 20


def test_every_setting_is_told_with_its_value():
    rows = {
        line.split("|")[1].strip(" `"): line.split("|")[2]
        for line in PAGES["reference/settings.md"].splitlines()
        if "|" in line
    }
    names = [name for name in vars(settings) if name.isupper()]
    assert len(names) >= 6
    for name in names:
        value = getattr(settings, name)
        assert name in rows, name
        if isinstance(value, (int, float)):
            assert float(rows[name].replace(",", "")) == value, name


def test_every_variable_of_the_environment_is_told():
    code = (ROOT / "khronika" / "settings.py").read_text(encoding="utf8")
    told = table_rows("reference/settings.md")
    assert set(re.findall(r'environ\.get\("(\w+)"', code)) == {name for name in told if name.startswith("KHRONIKA_")}


def test_every_error_is_told():
    names = {n for n, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.KhronikaError)}
    assert names == set(table_rows("reference/errors.md"))


def test_every_export_column_is_told_in_order():
    assert tuple(table_rows("reference/export-columns.md")) == COLUMNS


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("reference/record.md", "Report Block Teaser TimeMention Attribution Statement"),
        ("reference/record.md", "Party Quantity When Place Link Codes"),
        ("reference/events.md", "Event EventStatement Figure FigurePoint Root"),
    ],
)
def test_every_field_of_a_record_is_told_under_its_heading(page, kinds):
    for kind in kinds.split():
        heading = re.search(rf"^## (?:\w+, )*{kind}\b.*?$", PAGES[page], re.MULTILINE)
        assert heading, kind
        section = PAGES[page][heading.end() :].split("\n## ")[0]
        told = set(
            re.findall(
                r"`([^`]+)`", " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
            )
        )
        printed = {f.name.rstrip("_") for f in fields(getattr(model, kind))}
        assert printed <= told, (kind, printed - told)
        assert told <= printed or "," in heading[0], (kind, told - printed)


def test_no_record_is_forgotten():
    told = set(re.findall(r"^## (.+)$", PAGES["reference/record.md"] + PAGES["reference/events.md"], re.MULTILINE))
    told = {word.strip() for heading in told for word in heading.split(",")}
    inside = {
        "Capture",
        "Claim",
        "Cluster",
        "Exchange",
        "Failure",
        "Fetch",
        "Given",
        "Published",
        "Span",
    }  # not printed, or told with what holds them
    assert {n for n in model.__all__ if is_dataclass(getattr(model, n))} - inside <= told


@pytest.mark.parametrize("words", [model.Act, model.Status, model.ActorKind, model.Verdict, model.BlockKind])
def test_every_code_is_told(words):
    assert [w.value for w in words if f"`{w.value}`" not in PAGES["reference/words.md"]] == []


def test_every_data_file_is_told_and_is_there():
    told = set(table_rows("reference/data-files.md"))
    there = {str(p.relative_to(ROOT)) for p in (ROOT / "khronika").glob("**/data/*") if p.is_file()}
    assert there == told


def test_every_word_of_the_glossary_has_one_meaning():
    terms = re.findall(r"^(\S.*)\n: ", PAGES["glossary.md"], re.MULTILINE)
    assert len(terms) > 15 and terms == sorted(set(terms))


def test_the_picture_of_a_tree_is_what_the_reader_sees(tmp_path):
    spec = importlib.util.spec_from_file_location("make_reader_picture", DOCS / "make_reader_picture.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.make_picture(tmp_path / "reader.svg")
    assert (tmp_path / "reader.svg").read_text() == (DOCS / "reader.svg").read_text(), "run docs/make_reader_picture.py"
