"""Sphinx settings. Warnings are errors (see the Makefile)."""

from khronika import __version__

project = "Khronika"
author = "the Khronika authors"
project_copyright = "the Khronika authors, Apache-2.0"
version = release = __version__
extensions = ["myst_nb", "sphinx.ext.doctest"]  # myst_nb reads Markdown as well
myst_enable_extensions = ["deflist"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120  # seconds a cell
exclude_patterns = ["_build"]
nitpicky = True
myst_heading_anchors = 3
html_theme = "alabaster"
html_theme_options = {
    "description": "Who did what to whom, where, when, how many, and who says so.",
    "page_width": "1080px",
}
html_extra_path = []
doctest_test_doctest_blocks = "default"
