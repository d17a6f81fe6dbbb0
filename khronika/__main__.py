"""`python -m khronika` is the `khronika` command."""

from khronika.cli import main

main()
