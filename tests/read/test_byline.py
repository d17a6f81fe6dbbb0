"""Who wrote a report, as its page shows it."""

import pytest

from khronika.read.byline import find_byline, read_names
from khronika.read.dom import parse_page, walk_lines

LINES = [
    ("By Ada Quill", ("Ada Quill",), "one"),
    ("By ADA QUILL, Sam Reed and Jo-Ann O\u2019Dell", ("ADA QUILL", "Sam Reed", "Jo-Ann O\u2019Dell"), "several"),
    ("Written by Ada Quill | 3 May 2024", ("Ada Quill",), "a day behind a bar"),
    ("Ada Quill 03/05/2024 2 comments", ("Ada Quill",), "a day behind a space"),
    ("Ada Quill @adaquill", ("Ada Quill",), "a handle"),
    ("Ada Quill - News reporter", ("Ada Quill",), "a job"),
    ("3 May 2024", (), "no name"),
    ("This report was put together from what six of our own people saw", (), "a sentence"),
]

PAGES = [
    ("<p class='byline'>By Ada Quill</p>", ("Ada Quill",), "named for it"),
    ("<div class=Author><span><a href=/a>Ada Quill</a></span></div>", ("Ada Quill",), "an element around it is"),
    ("<p class='author'>3 May</p><p class='author'>Ada Quill</p>", ("Ada Quill",), "the first line that holds names"),
    ("<p>By Ada Quill</p>", (), "not named for it"),
    ("<li class='comment'><b class='author'>Sam Reed</b></li>", (), "who comments"),
    ("<form><label class='author'>Name</label></form>", (), "a form"),
    ("<aside><p class='author'>Sam Reed</p></aside>", (), "of another report"),
]


@pytest.mark.parametrize(("line", "names", "note"), LINES, ids=[row[2] for row in LINES])
def test_names_of_a_line(line: str, names: tuple[str, ...], note: str) -> None:
    assert read_names(line) == names


@pytest.mark.parametrize(("markup", "names", "note"), PAGES, ids=[row[2] for row in PAGES])
def test_byline_of_a_page(markup: str, names: tuple[str, ...], note: str) -> None:
    tree = parse_page(f"<html><body>{markup}</body></html>".encode(), "utf8")
    assert find_byline(walk_lines(tree)) == names
