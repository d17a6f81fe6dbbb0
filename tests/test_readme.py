"""The README's commands do what it says, on invented input."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf8")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ten Held in Osh</title>
<meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="2025-05-14T08:00:00+00:00"></head><body>
<div class="cookie-banner"><p>We use cookies to make this site work.</p></div>
<article><h1>Ten Held in Osh</h1>
<p>Police detained ten men in Osh on Monday, the rights group Open Border Watch said, citing one of its lawyers.</p>
<p>The interior ministry said on Tuesday that eight men were detained in Osh on Monday.</p></article></body></html>"""
NOTE = "Police detained ten men in Osh on Monday, a lawyer said.\n"
# What each command has to print, somewhere in its output. A command that is not here fails the test.
TOLD = {
    "khronika read page.html": "Open Border Watch",
    'khronika read note.txt --outlet "Northern Post" --published 2024-03-29': '"value":"2024-03-29"',
    "cat page.html | khronika read - --format jsonl": '"outlet":"Valley Post"',
    "khronika add my-chronicle pages/": "1 added",
    "khronika add my-chronicle --jsonl documents.jsonl": "1 added",
    "khronika events my-chronicle": '"act":"arrest_detention"',
    "khronika show my-chronicle EVENT": "Who says so",
    "khronika publish my-chronicle site": "written",
    "khronika digest my-chronicle --since 7d": "Quiet sources",
    "khronika export my-chronicle --format csv --output statements.csv": "",
    "khronika export my-chronicle --format jsonl > events.jsonl": "",
    "khronika export my-chronicle --format esf --output esf": "What esf does not carry",
    "khronika reports my-chronicle --format jsonl": '"title": "Ten Held in Osh"',
    "khronika wacz my-chronicle evidence.wacz": "2 records",
    "khronika verify my-chronicle": "everything holds: 2 reports",
    "khronika schema event": '"title": "Event"',
}


def commands():
    """Return the lines of the README's code blocks that run khronika, in order."""
    blocks = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if "khronika" in line]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Run every command in order in one folder; return its result by line."""
    home = tmp_path_factory.mktemp("readme")
    (home / "pages").mkdir()
    for place in (home / "page.html", home / "pages" / "page.html"):
        place.write_text(PAGE, encoding="utf8")
    (home / "note.txt").write_text(NOTE, encoding="utf8")
    (home / "documents.jsonl").write_text(json.dumps({"id": "a", "text": NOTE, "published": "2025-05-15"}) + "\n")
    results = {}
    for line in commands():
        command = line.replace("khronika", f"{sys.executable} -m khronika", 1)
        if "EVENT" in line:
            command = command.replace(
                "EVENT", json.loads(results["khronika events my-chronicle"].stdout.splitlines()[0])["id"][:6]
            )
        results[line] = subprocess.run(["bash", "-c", command], cwd=home, capture_output=True, text=True, timeout=120)
    results["folder"] = home
    return results


def test_every_command_of_the_readme_is_held_to_something():
    assert commands() == list(TOLD)


@pytest.mark.parametrize("line", TOLD)
def test_a_command_does_what_the_readme_says(done, line):
    assert done[line].returncode == 0, done[line].stderr
    assert TOLD[line] in done[line].stdout + done[line].stderr
    assert "Traceback" not in done[line].stderr


def test_the_files_that_it_writes_are_there(done):
    assert (done["folder"] / "statements.csv").read_text(encoding="utf8").startswith("event,")
    assert json.loads((done["folder"] / "events.jsonl").read_text(encoding="utf8").splitlines()[0])["statements"]


def test_the_make_targets_that_it_names_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    named = set(re.findall(r"\bmake (\w+)", README))
    assert named >= {"demo", "test", "docs"}
    assert named <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


def test_links_lead_to_files():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(targets) > 5
    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_the_picture_shows_an_invented_event_and_fetches_nothing():
    picture = (ROOT / "docs" / "picture.svg").read_text(encoding="utf8")
    assert "Who&#160;says&#160;so" in picture and ".example/" in picture
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", picture)
