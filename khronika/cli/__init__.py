"""The command line: one thin module for each command."""

from khronika.cli.app import main

__all__ = ["main"]
