"""The error tree is as its docstring draws it, and every error is one clear line."""

import pytest

from khronika import errors
from khronika.errors import KhronikaError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]


def test_the_tree_is_drawn_as_it_is():
    assert errors.__doc__ is not None
    drawn = [line.split("─ ")[1].split()[0] for line in errors.__doc__.splitlines() if "─ " in line]
    assert drawn == [kind.__name__ for kind in KINDS if kind is not KhronikaError]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_caught_as_one_and_ends_in_error(kind):
    assert issubclass(kind, KhronikaError)
    assert kind.__name__.endswith("Error")


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ("page.html", "page.html: is empty"),  # the input first, as compilers do
        (None, "is empty"),  # no input to name
    ],
)
def test_an_error_is_told_in_one_line(about, line):
    error = KhronikaError("is empty", about=about)
    assert str(error) == line
    assert (error.reason, error.about) == ("is empty", about)
