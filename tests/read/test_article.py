"""The main text of a page: the quick way, and the long one where it found too little."""

import pytest

from khronika.read import article
from khronika.read.dom import parse_page, walk_lines

SENTENCE = "Police detained ten men near the old market of Maroua on Monday night, a lawyer said in the morning."
PAGE = f"<html><body>{f'<p>{SENTENCE}</p>' * 6}</body></html>"


@pytest.mark.parametrize(
    ("quick", "wanted"),
    [
        pytest.param(SENTENCE * 4, "quick", id="most of the prose is enough"),
        pytest.param(SENTENCE * 2, "long", id="a third is not"),
        pytest.param("", "long", id="nothing is not"),
    ],
)
def test_ways_are_compared_where_the_quick_one_finds_little(
    monkeypatch: pytest.MonkeyPatch, quick: str, wanted: str
) -> None:
    monkeypatch.setattr(article, "_extract", lambda tree, *, fast: quick if fast else "long")
    tree = parse_page(PAGE.encode(), "utf8")
    assert article.find_text(tree, walk_lines(tree)) == (quick if wanted == "quick" else "long")


def test_metadata_of_a_page_without_text_are_read() -> None:
    tree = parse_page(b"<html><head><title>Strike in Osh</title></head><body><img src='a.png'></body></html>", "utf8")
    meta = article.read_metadata(tree, "https://post.example/1")
    assert (meta.title, meta.url) == ("Strike in Osh", "https://post.example/1")
    assert article.find_text(tree, walk_lines(tree)) == ""
