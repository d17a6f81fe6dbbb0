"""Commands start quickly: what they do not need is not loaded. Told by what is loaded, as seconds depend on the day."""

import subprocess
import sys

import pytest

from khronika.store import open_chronicle

HEAVY = set("numpy spacy onnxruntime django rich lxml trafilatura httpx jinja2 yaml".split())
OF_OTHERS = set("django pandas pyarrow openpyxl waitress torch psycopg httpx requests weasel jinja2 rich".split())
PAGE = "<html><body><p>Police detained ten workers in Osh on Monday and released two, a lawyer said.</p></body></html>"


def loaded(*words, given=""):
    """Return the packages that a command has loaded when it ends."""
    code = (
        "import sys\nfrom khronika.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split("\n")[-2].split())


@pytest.mark.parametrize("words", [("--help",), ("add", "--help"), ("--version",)])
def test_help_loads_no_stage(words):
    assert loaded(*words) & HEAVY == set()


def test_reading_loads_nothing_of_other_commands():
    found = loaded("read", "-", "--published", "2024-03-29", given=PAGE)
    assert {"spacy", "onnxruntime"} <= found
    assert found & OF_OTHERS == set()


def test_reading_a_text_loads_nothing_for_pages():
    found = loaded("read", "-", "--published", "2024-03-29", given="Police detained ten workers in Osh on Monday.")
    assert found & {"trafilatura", "htmldate", "justext", "urllib3"} == set()


@pytest.mark.parametrize(
    ("command", "others"), [("link", {"lxml", "trafilatura", "httpx", "spacy"}), ("verify", {"httpx"})]
)
def test_who_writes_or_verifies_loads_no_reader_and_no_web(tmp_path, command, others):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True):
        pass
    assert loaded(command, str(tmp_path / "c")) & others == set()
