"""The tree as the style guide draws it: no folder that nobody has declared."""

from __future__ import annotations

import ast
import tomllib

from tests.shared import ROOT

PACKAGES = {"lab", "generators", "transpile"}


def test_no_undeclared_top_folder_holds_code() -> None:
    folders = {
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir()
        and not folder.name.startswith(".")
        and next(folder.rglob("*.py"), None) is not None
    }
    assert folders - {"build", "dist"} <= PACKAGES | {"scripts", "tests"}
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(layers["tool"]["importlinter"]["root_packages"]) == PACKAGES


def test_every_package_folder_is_a_package() -> None:
    for name in PACKAGES:
        for path in (ROOT / name).rglob("*.py"):
            assert (path.parent / "__init__.py").exists(), path.parent


def test_package_files_re_export_and_hold_no_logic() -> None:
    for name in PACKAGES - {"lab"}:
        for path in (ROOT / name).rglob("__init__.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            logic = [
                node
                for node in tree.body
                if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While))
            ]
            assert not logic, path
