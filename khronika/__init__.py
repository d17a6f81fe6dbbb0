"""Khronika: messy pages in, a sourced chronicle out. Its words `read` and `open` stand in `khronika.library`."""

import os
import sys
from types import ModuleType
from typing import Any

__version__ = "0.1.0"


class _Package(ModuleType):
    """The package as people use it: its words come on demand, so that importing it stays quick.

    A stage is called `read` as well. It keeps its place among the modules (`from khronika.read import ...`), and the
    word `khronika.read` is the one that reads.
    """

    @property
    def read(self) -> Any:
        """`khronika.library.read`."""
        from khronika.library import read

        return read

    @read.setter
    def read(self, stage: ModuleType) -> None:
        """Let the import of the stage go by."""

    @property
    def open(self) -> Any:
        """`khronika.library.open`."""
        from khronika.library import open

        return open


sys.modules[__name__].__class__ = _Package

# numpy's products are small here, and its threads would take the cores from the encoder; read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
