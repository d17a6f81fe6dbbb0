"""The site's own words, by language."""

from functools import cache
from typing import Any

from khronika.model import Act
from khronika.publish.words import say_act, say_when
from khronika.reckon.words import is_whole_month
from khronika.values.tables import read_typed_table


class Words:
    """Headings, buttons, dates and names of acts in one language.

    Raises:
        KeyError: a heading that the language lacks is asked for.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self.lang: str = table["lang"]

    def __getitem__(self, key: str) -> Any:
        return self._table[key]

    def act(self, act: Act) -> str:
        """Return the name of an act."""
        return str(self._table.get("acts_names", {}).get(act) or say_act(act))

    def number_of(self, number: int, key: str) -> str:
        """Return a number of things; `key` is one of `numbers`."""
        forms: list[str] = self["numbers"][key]
        one = number == 1 if self.lang == "en" else number % 10 == 1 and number % 100 != 11
        few = len(forms) > 2 and number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        return f"{number} {forms[0 if one else 1 if few else -1]}"

    def day(self, day: str | None) -> str:
        """Return an ISO day as people write it."""
        if day is None:
            return str(self["no_date"])
        year, month, number = day.split("-")
        return f"{int(number)} {self['months'][int(month) - 1]} {year}"

    def month(self, month: str) -> str:
        """Return a month ("2025-03") as people write it; without one, that no day is known."""
        if not month:
            return str(self["no_day"])
        year, number = month.split("-")
        return f"{self['month_names'][int(number) - 1]} {year}"

    def days(self, first: str | None, last: str | None) -> str:
        """Return a window of days; an open end is drawn as one."""
        if first is None and last is None:
            return str(self["not_said"])
        if self.lang == "en":
            return say_when(first, last)
        if first is None or last is None:
            return str(self["until"] if last else self["from"]).format(day=self.day(last or first))
        return self.day(first) if first == last else self._window(first, last)

    def _window(self, first: str, last: str) -> str:
        """Return a window with both ends: what they share is said once, whole months and years as such."""
        if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
            return first[:4]
        if first[:7] == last[:7]:
            whole = is_whole_month(first, last)
            return self.month(first[:7]).lower() if whole else f"{int(first[8:])}–{self.day(last)}"
        begins = self.day(first)[:-5] if first[:4] == last[:4] else self.day(first)
        return f"{begins} – {self.day(last)}"


@cache
def load_words(language: str) -> Words:
    """Return the words of a language ("en", "ru")."""
    return Words(read_typed_table("khronika.publish.site", f"{language}.yaml"))
