"""Imports run one way: a module imports only from rows below its own."""

import ast
from pathlib import Path

import khronika

LAYERS = [  # low to high; units on one row do not import each other: they meet in model
    {"errors"},
    {"settings"},
    {"model"},
    {"values"},
    {"collect", "read", "language"},
    {"extract", "link", "reckon"},
    {"store"},
    {"publish", "scale"},
    {"pipeline", "evaluate", "doctor"},
    {"desk"},
    {"cli", "samples", "library"},
]
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer}

FENCES = {  # packages that only some units may know, so that each can be left out or replaced in one place
    "django": {"store", "publish", "desk"},  # publish writes feeds with its feed library
    "jinja2": {"publish"},
    "openpyxl": {"publish"},
    "pyarrow": {"publish", "scale"},
    "pandas": {"library"},
    "waitress": {"desk"},
    "segno": {"desk"},
    "dj_database_url": {"store"},
    "warcio": {"collect", "store"},
    "pyrage": {"store"},
    "spacy": {"language", "extract", "evaluate"},
    "simplemma": {"language"},
    "httpx": {"collect"},
    "httpcore": {"collect"},
    "feedparser": {"collect"},
    "pypdf": {"read"},
    "docx": {"read"},
    "lxml": {"collect", "read", "publish"},
    "trafilatura": {"read"},
    "htmldate": {"read"},
    "typer": {"cli"},
    "rich": {"cli", "publish"},
    "pyspark": {"scale"},
}


def imported_modules(path: Path) -> set[str]:
    """Return the dotted names that a file imports, inside functions too; `from a import b` counts as `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {"." * node.level + f"{node.module or ''}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
    return found


def imported_units(path: Path, package: str) -> set[str]:
    """Return the units of the package that a file imports."""
    names = [name.split(".") for name in imported_modules(path)]
    return {parts[1] for parts in names if parts[0] == package and len(parts) > 1} & RANK.keys()


def unit_of(path: Path, root: Path) -> str:
    return path.relative_to(root).parts[0].removesuffix(".py")


def upward_imports(root: Path) -> list[str]:
    """Return a line for each import that runs upwards or sideways."""
    bad = []
    for path in sorted(root.rglob("*.py")):
        unit = unit_of(path, root)
        if unit in RANK:
            others = sorted(imported_units(path, root.name))
            bad += [f"{path.relative_to(root)} imports {o}" for o in others if o != unit and RANK[o] >= RANK[unit]]
    return bad


def fence_breaks(root: Path) -> list[str]:
    """Return a line for each import of a package outside the units that may know it."""
    bad = []
    for path in sorted(root.rglob("*.py")):
        known = {name.split(".")[0] for name in imported_modules(path)} & FENCES.keys()
        bad += [
            f"{path.relative_to(root)} imports {name}"
            for name in sorted(known)
            if unit_of(path, root) not in FENCES[name]
        ]
    return bad


ROOT = Path(khronika.__file__).parent


def test_imports_run_downwards():
    assert upward_imports(ROOT) == []


def test_packages_stay_in_the_units_that_may_know_them():
    assert fence_breaks(ROOT) == []


def test_imports_are_absolute():
    relative = [str(p) for p in ROOT.rglob("*.py") if any(n.startswith(".") for n in imported_modules(p))]
    assert relative == []


def test_every_unit_has_a_row():
    units = {p.name for p in ROOT.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    units |= {p.stem for p in ROOT.glob("*.py") if p.stem not in {"__init__", "__main__"}}
    assert units <= set(RANK)


def test_a_planted_fault_is_named(tmp_path):
    root = tmp_path / "khronika"
    (root / "extract").mkdir(parents=True)
    (root / "extract" / "chains.py").write_text("from khronika.link import find_copies\n")
    (root / "values").mkdir()
    (root / "values" / "dates.py").write_text("def find():\n    import khronika.extract.chains\n    import django.db\n")
    (root / "pipeline.py").write_text("from khronika import cli, link\n")
    assert upward_imports(root) == [
        "extract/chains.py imports link",
        "pipeline.py imports cli",
        "values/dates.py imports extract",
    ]
    assert fence_breaks(root) == ["values/dates.py imports django"]
