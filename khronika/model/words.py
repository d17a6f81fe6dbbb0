"""The closed word lists of the contract, as enums whose values are the words that are printed."""

from enum import StrEnum


class Act(StrEnum):
    """What was done. The order is that of the contract's table."""

    ARREST_DETENTION = "arrest_detention"
    RAID = "raid"
    ABDUCTION = "abduction"
    ENFORCED_DISAPPEARANCE = "enforced_disappearance"
    RELEASE = "release"
    PROSECUTION = "prosecution"
    SENTENCING = "sentencing"
    DEPORTATION = "deportation"
    TRANSFER = "transfer"
    DISPLACEMENT = "displacement"
    ENTRY_REFUSAL = "entry_refusal"
    KILLING = "killing"
    DEATH = "death"
    INJURY = "injury"
    TORTURE = "torture"
    SEXUAL_VIOLENCE = "sexual_violence"
    ASSAULT = "assault"
    THREAT = "threat"
    ATTACK = "attack"
    ARMED_CLASH = "armed_clash"
    PROPERTY_DESTRUCTION = "property_destruction"
    SEIZURE = "seizure"
    PROTEST = "protest"
    DISPERSAL = "dispersal"
    CENSORSHIP = "censorship"
    LAW_OR_ORDER = "law_or_order"
    CONDITIONS = "conditions"
    ACCUSATION = "accusation"
    CLAIM_OF_RESPONSIBILITY = "claim_of_responsibility"
    DENIAL = "denial"
    OTHER_VIOLATION = "other_violation"


class Status(StrEnum):
    """In what state a source tells an act."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    ALLEGED_FUTURE = "alleged_future"
    DENIED = "denied"
    UNKNOWN = "unknown"


class ActorKind(StrEnum):
    """What kind of party or source somebody is."""

    STATE_SECURITY = "state_security"
    STATE_CIVIL = "state_civil"
    COURT = "court"
    INTERGOVERNMENTAL = "intergovernmental"
    ARMED_GROUP = "armed_group"
    ARMED_GROUP_STATE_BACKED = "armed_group_state_backed"
    PARTY = "party"
    NGO = "ngo"
    MEDIA = "media"
    STATE_MEDIA = "state_media"
    SOCIAL_MEDIA = "social_media"
    LAWYER = "lawyer"
    WITNESS = "witness"
    VICTIM = "victim"
    RELATIVE = "relative"
    OFFICIAL = "official"
    EXPERT = "expert"
    COMPANY = "company"
    COMMUNITY = "community"
    PERSON = "person"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What part of a page a range of characters is."""

    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    TAGS = "tags"
    TEASER = "teaser"
    FURNITURE = "furniture"


OWN_WORDS = frozenset({BlockKind.HEADLINE, BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.CAPTION})
"""Block kinds that are the report's own words: only these and teasers carry statements."""


class TimePrecision(StrEnum):
    """How exactly the words place an act in time."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class PlaceKind(StrEnum):
    """What sort of place a name stands for."""

    AREA = "area"  # a sea, a mountain range, a part of the world
    COUNTRY = "country"
    REGION = "region"
    COUNTY = "county"
    CITY = "city"
    DISTRICT = "district"
    BUILDING = "building"
    CAMP = "camp"
    AIRPORT = "airport"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How exactly the words place an act on the map."""

    POINT = "point"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"


TOWNS = frozenset({PlacePrecision.POINT, PlacePrecision.DISTRICT, PlacePrecision.CITY})
"""Precisions of a place that is a town or lies in one."""


class FigureMode(StrEnum):
    """Whether a number counts all so far, the newly added, or is not said."""

    TOTAL = "total"
    NEW = "new"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What the sources of an event amount to."""

    SINGLE_SOURCE = "single_source"
    COPIES_OF_ONE_SOURCE = "copies_of_one_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    RETRACTED = "retracted"
    DID_NOT_HAPPEN = "did_not_happen"
