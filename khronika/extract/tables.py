"""The tables of this stage."""

from functools import partial

from khronika.values.tables import read_table

load_table = partial(read_table, "khronika.extract")
