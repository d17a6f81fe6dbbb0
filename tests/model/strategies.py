"""Records of every shape that their types allow."""

import dataclasses
from typing import Any

from hypothesis import strategies as st

from khronika.model import Event, Report, Statement
from khronika.model.statement import Link, Place, Quantity, Span, When

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def make_strategy(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy that fills every field of a record, those with a default too."""
    return st.builds(kind, **{field.name: ... for field in dataclasses.fields(kind)})


for _kind in (Span, Link, Place, Quantity, When, Statement):
    st.register_type_strategy(_kind, make_strategy(_kind))

REPORTS = make_strategy(Report)
STATEMENTS = make_strategy(Statement)
EVENTS = make_strategy(Event)
