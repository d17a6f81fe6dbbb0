"""Khronika: messy pages in, a sourced chronicle out."""

import os

__version__ = "0.1.0"

# numpy's products are small here, and its threads would take the cores from the encoder; read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
