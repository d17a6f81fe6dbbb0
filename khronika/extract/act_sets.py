"""Sets of acts that several rules speak of."""

from khronika.extract.tables import load_table
from khronika.model import Act

_TABLE = load_table("act_sets.yaml")
PERSONAL = frozenset(Act(code) for code in _TABLE["personal"])
"""Acts of which a statement without those they were done to tells nothing new."""
DONE_TO = PERSONAL | frozenset(Act(code) for code in _TABLE["of_groups"])
"""Acts whose noun belongs to whom they were done to ("her arrest"), not to who did them ("their attack")."""
