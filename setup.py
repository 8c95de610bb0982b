"""The one part of the build that is not data: find every room, ship and compile the resources."""

from __future__ import annotations

import runpy
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import find_packages, setup
from setuptools.command.build_py import build_py


class BuildCompiled(build_py):
    """Compiles the wording and the catalogue beside their sources, then builds as usual."""

    def run(self) -> None:
        """Write a .mo file next to every .po file, and one text of all the catalogue's files."""
        catalogue = runpy.run_path("taperlab/catalogue/compiled.py")  # needs no library to run
        catalogue["write"](Path("resources", "catalogue"))
        for source in Path("resources", "wording").glob("*/*.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=source.parent.name, domain=source.stem))
        super().run()


setup(
    packages=[*find_packages(include=["taperlab", "taperlab.*"]), "taperlab.resources"],
    package_dir={"taperlab.resources": "resources"},
    package_data={"taperlab": ["py.typed"], "taperlab.resources": ["**/*"]},
    cmdclass={"build_py": BuildCompiled},
)
