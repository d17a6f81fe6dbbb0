"""Scores of the reader on data that lie beside the project."""
