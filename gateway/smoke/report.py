"""What a run did and found: told line by line, or at the end for machines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gateway.smoke.errors import SmokeFailedError


@dataclass(slots=True)
class Filed:
    """One dossier, as far as it came."""

    procedure: str
    reference: str | None = None
    code: str | None = None
    number: str | None = None
    verdict: str | None = None
    altered_copy: str | None = None
    sha256: str | None = None
    files: dict[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """Steps with their seconds, dossiers, and what did not hold.

    Attributes:
        site: where.
        folder: holds what was saved.
        stopwatch: counts seconds.
        tell: takes each line for people.
    """

    site: str
    folder: Path
    stopwatch: Callable[[], float]
    tell: Callable[[str], None]
    steps: list[dict[str, Any]] = field(default_factory=list)
    dossiers: list[Filed] = field(default_factory=list)
    failure: dict[str, Any] | None = None

    @property
    def holds(self) -> bool:
        """Whether everything went as it must."""
        return self.failure is None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside and tell of it.

        Raises:
            SmokeFailedError: as it came, after noting at which step.
        """
        began = self.stopwatch()
        try:
            yield
        except SmokeFailedError as error:
            self.failure = {"step": name} | error.as_json()
            self.tell(f"FAILED  {name}: {error.reason}" + (f" ({error.place})" if error.place else ""))
            raise
        seconds = round(self.stopwatch() - began, 2)
        self.steps.append({"step": name, "seconds": seconds})
        self.tell(f"{seconds:6.2f} s  {name}")

    def save(self, filed: Filed, name: str, content: bytes) -> None:
        """Keep a file under the dossier's procedure."""
        path = self.folder / f"{filed.procedure}-{name}.pdf"
        path.write_bytes(content)
        filed.files[name] = str(path)

    def as_json(self) -> dict[str, Any]:
        """Return everything for machines."""
        return {
            "holds": self.holds,
            "site": self.site,
            "folder": str(self.folder),
            "seconds": round(sum(one["seconds"] for one in self.steps), 2),
            "steps": self.steps,
            "dossiers": [asdict(one) for one in self.dossiers],
            "failure": self.failure,
        }
