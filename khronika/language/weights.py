"""The trained reading model as it ships: checked against its SHA-256 list, then loaded once."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from khronika.errors import LanguageError
from khronika.language.pieces import WordPieces

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The graph, the vocabulary, the names of tags, and the small matrices that score pairs of words."""

    session: Any
    """An ONNX Runtime session: pieces in, one row of scores and projections for each word out."""
    pieces: WordPieces
    names: dict[str, list[str]]
    columns: dict[str, slice]
    """Where each head's scores and each projection stand in a row."""
    matrices: dict[str, Floats]
    acts_seen: dict[str, int]
    """How often each act was told in the training reports."""


@cache
def load_weights() -> Weights:
    """Return the shipped model.

    Raises:
        LanguageError: a file is missing, or is not the one that was shipped.
    """
    folder = Path(str(files("khronika.language") / "weights"))
    assert_whole(folder)
    told = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    acts_seen = told.pop("acts_seen")
    columns, at = {}, 0
    for name, width in told.pop("columns").items():
        columns[name] = slice(at, at + width)
        at += width
    session = open_graph(folder / "reader.onnx")
    with np.load(folder / "pairs.npz") as held:
        matrices = {name: held[name] for name in held.files}
    return Weights(session, WordPieces(folder / "tokenizer.json"), told, columns, matrices, acts_seen)


def open_graph(path: Path) -> Any:
    """Return a session of ONNX Runtime for an exported model, on one core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Without this, products of bytes overflow on processors before VNNI, and a text is read otherwise there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    options.intra_op_num_threads = 1  # windows run side by side instead, see `khronika.language.windows`
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # its operator takes six times as long as what it stands for
    )


def assert_whole(folder: Path) -> None:
    """Raise unless every file that the folder's SHA256SUMS lists is there and unchanged.

    Raises:
        LanguageError: names the file.
    """
    try:
        listed = (folder / "SHA256SUMS").read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise LanguageError("the reading model is not installed", about=str(folder)) from error
    for line in listed:
        wanted, name = line.split("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            raise LanguageError("is missing or is not the file that was shipped; install Khronika anew", about=name)
