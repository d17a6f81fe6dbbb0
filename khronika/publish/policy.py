"""What a publisher decides before anything leaves the house: names, sources, places, days."""

from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from khronika.errors import PublishError, reason_of


class Support(BaseModel):
    """An appeal of the publisher's own, shown at the foot of each page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    url: HttpUrl


class Policy(BaseModel):
    """The publisher's decisions; the defaults give away least. `publish.yaml` in words: docs/howto/publish.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = "Chronicle"
    publisher: str | None = None
    about: str | None = None
    """A sentence on who publishes this and why, in plain text."""
    address: HttpUrl | None = None
    """Where the site will stand; feeds and the site map need it, pages do not."""
    language: Annotated[str, Field(pattern="^(en|ru)$")] = "en"
    """Language of headings and buttons; what reports say stays in their own words."""
    private_names: bool = False
    """Whether names of private persons are printed."""
    coarser: Annotated[int, Field(ge=0, le=2)] = 0
    """Levels by which places are made less exact than the sources say."""
    confidential_reports: frozenset[str] = frozenset()
    """Ids of reports of which nothing but the kind of source is told."""
    confidential_names: frozenset[str] = frozenset()
    """Names of sources that no page may hold."""
    embargo: dict[str, date] = {}
    """Report id -> first day on which it may be shown."""
    support: Support | None = None

    @property
    def home(self) -> str | None:
        """The address with a slash at its end, None where it is not known."""
        return f"{str(self.address).rstrip('/')}/" if self.address else None


def read_policy(path: Path | None) -> Policy:
    """Return the policy of a YAML file, the careful defaults without one.

    Raises:
        PublishError: the file cannot be read or says something that no policy knows.
    """
    if path is None:
        return Policy()
    try:
        told = yaml.safe_load(path.read_text(encoding="utf8")) or {}
        return Policy.model_validate(told)
    except OSError as error:
        raise PublishError(reason_of(error), about=str(path)) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PublishError(f"is not YAML: {' '.join(str(error).split())}", about=str(path)) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise PublishError(f"{where}: {first['msg'].lower()}", about=str(path)) from None
