"""The codes of other schemes, from `data/codes.yaml`."""

from khronika.values.tables import read_typed_table

_TABLE = read_typed_table("khronika.publish.exports", "codes.yaml")
ACLED_TYPES: dict[str, tuple[str, str, str]] = {k: (v[0], v[1], v[2]) for k, v in _TABLE["acled"].items()}
"""Short name of a sub-event type -> disorder type, event type, sub-event type."""
PLOVER_SECTORS: dict[str, str] = _TABLE["plover_sectors"]
PLOVER_LOCATION: dict[str, int] = _TABLE["plover_location"]
UCDP_WHERE: dict[str, int] = _TABLE["ucdp_where"]
ESF_PERPETRATORS: dict[str, str] = _TABLE["esf_perpetrators"]
ESF_CONNECTION: dict[str, str] = _TABLE["esf_connection"]
ESF_MATERIAL: dict[str, str] = _TABLE["esf_material"]
FTM_TOPICS: dict[str, str] = _TABLE["ftm_topics"]
