"""Limits hang together, and the environment is read once, in one place."""

import ast
import subprocess
import sys
from pathlib import Path

import khronika
from khronika import settings


def test_a_report_of_the_largest_size_fits_into_the_largest_payload():
    assert settings.LONGEST_LINE < settings.LARGEST_REPORT
    assert settings.LARGEST_REPORT * 4 <= settings.LARGEST_PAYLOAD  # UTF-8 takes up to four bytes a character
    assert settings.LARGEST_PAYLOAD < settings.CAPTURES_PER_FILE


def test_the_folder_for_captures_follows_the_environment(tmp_path):
    code = "from khronika.settings import DATA_DIR; print(DATA_DIR)"
    done = subprocess.run([sys.executable, "-c", code], env={"KHRONIKA_DATA": str(tmp_path)}, capture_output=True)
    assert done.stdout.decode().strip() == str(tmp_path)


def test_every_setting_has_a_note():
    tree = ast.parse(Path(settings.__file__).read_text(encoding="utf8")).body
    for node, after in zip(tree, [*tree[1:], None], strict=True):
        if isinstance(node, ast.Assign):
            assert isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant), ast.unparse(node)


def test_stages_do_not_read_the_environment():
    root = Path(khronika.__file__).parent
    readers = {str(p.relative_to(root)) for p in root.rglob("*.py") if "os.environ" in p.read_text(encoding="utf8")}
    telling = {"__init__.py", "store/database.py", "desk/serve.py", "scale/spark.py"}  # they tell others
    assert readers == {"settings.py", *telling}
