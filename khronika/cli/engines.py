"""The options that say which engine reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Optional

import typer


class EngineName(StrEnum):
    """The engines that ship with the program."""

    READER = "reader"
    RULES = "rules"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="What reads: the trained reader, or rules without a model.")
]
PipelineOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--pipeline", metavar="NAME", help="Read with an installed spaCy pipeline, such as en_core_web_sm."),
]


def name_engine(engine: EngineName, pipeline: str | None) -> str:
    """Return the engine asked for by the name that `khronika.language.load_engine` knows; a pipeline goes first."""
    return f"spacy:{pipeline}" if pipeline else engine.value
