"""A chronicle in the formats of others, each with a report of what it cannot carry.

Every export is made from the public records alone, so what a policy keeps back is in none of them.
"""

from collections.abc import Callable, Sequence

from khronika.publish.exports.claims import export_claims
from khronika.publish.exports.entities import export_ftm
from khronika.publish.exports.esf import export_esf
from khronika.publish.exports.geojson import export_geojson
from khronika.publish.exports.made import Made, report_losses
from khronika.publish.exports.research import export_acled, export_plover, export_ucdp
from khronika.publish.exports.tables import export_parquet, export_xlsx
from khronika.publish.public import PublicEvent

EXPORTS: dict[str, Callable[[Sequence[PublicEvent]], Made]] = {
    "xlsx": export_xlsx,
    "parquet": export_parquet,
    "geojson": export_geojson,
    "esf": export_esf,
    "plover": export_plover,
    "acled": export_acled,
    "ucdp": export_ucdp,
    "ftm": export_ftm,
    "claims": export_claims,
}
"""Format -> what makes it."""

__all__ = ["EXPORTS", "Made", "report_losses"]
