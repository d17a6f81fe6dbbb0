"""Events on a map: a feature each. Source: RFC 7946."""

import json
from collections.abc import Sequence

from khronika.publish.exports.made import Made
from khronika.publish.exports.rows import event_rows
from khronika.publish.public import RADIUS_KM, PublicEvent


def export_geojson(events: Sequence[PublicEvent]) -> Made:
    """Return a FeatureCollection; an event without coordinates has no geometry, never a point in a country's middle."""
    features = []
    for event, row in zip(events, event_rows(events), strict=True):
        place = event.place
        point = None
        if place is not None and place.lat is not None and place.lon is not None:
            point = {"type": "Point", "coordinates": [place.lon, place.lat]}
        told = {key: value for key, value in row.items() if key not in {"lat", "lon"}}
        told["radius_km"] = RADIUS_KM.get(place.precision) if place is not None and point else None
        told["figures"] = "; ".join(figure.words for figure in event.figures)
        features.append({"type": "Feature", "id": event.id, "geometry": point, "properties": told})
    collection = {"type": "FeatureCollection", "features": features}
    payload = json.dumps(collection, ensure_ascii=False, indent=1).encode() + b"\n"
    return Made({"events.geojson": payload}, len(features))
