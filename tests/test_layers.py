"""Imports run one way: a module imports only from rows below its own."""

import ast
from pathlib import Path

import khronika

LAYERS = [  # low to high; units on one row do not import each other
    {"errors"},
    {"settings"},
    {"model"},
    {"values"},
    {"language"},
    {"collect", "read", "extract", "link", "reckon"},
    {"store"},
    {"publish", "scale"},
    {"pipeline"},
    {"cli", "evaluate", "samples"},
]
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer}


def imported_units(path: Path, package: str) -> set[str]:
    """Return the units of the package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            parts = node.module.split(".")
            if parts[0] == package:
                found |= {parts[1]} if len(parts) > 1 else {a.name for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith(package + ".")}
    return found & RANK.keys()


def upward_imports(root: Path) -> list[str]:
    """Return a line for each import that runs upwards or sideways."""
    bad = []
    for path in sorted(root.rglob("*.py")):
        unit = path.relative_to(root).parts[0].removesuffix(".py")
        if unit in RANK:
            others = sorted(imported_units(path, root.name))
            bad += [f"{path.relative_to(root)} imports {o}" for o in others if o != unit and RANK[o] >= RANK[unit]]
    return bad


def test_imports_run_downwards():
    assert upward_imports(Path(khronika.__file__).parent) == []


def test_every_unit_has_a_row():
    root = Path(khronika.__file__).parent
    units = {p.name for p in root.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    units |= {p.stem for p in root.glob("*.py") if p.stem not in {"__init__", "__main__"}}
    assert units <= set(RANK)


def test_a_planted_fault_is_named(tmp_path):
    root = tmp_path / "khronika"
    (root / "extract").mkdir(parents=True)
    (root / "extract" / "chains.py").write_text("from khronika.link import find_copies\n")
    (root / "values").mkdir()
    (root / "values" / "dates.py").write_text("import khronika.extract.chains\n")
    assert upward_imports(root) == ["extract/chains.py imports link", "values/dates.py imports extract"]
