"""The way of one dossier through everybody's hands, each step named and timed."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from gateway.smoke import checks, desk, filing, holding
from gateway.smoke.browser import Browser
from gateway.smoke.entering import refuse_reality, sign_in, sign_out
from gateway.smoke.matters import Matter, office_of, person
from gateway.smoke.report import Filed, Report
from gateway.smoke.waiting import Patience


@dataclass(frozen=True, slots=True)
class Run:
    """What every journey of a run shares.

    Attributes:
        report: takes steps and files.
        passcode: of the demonstration.
        patience: waits for the worker.
        scan: draws a paper that somebody of that name hands in.
    """

    report: Report
    passcode: str
    patience: Patience
    scan: Callable[[str], bytes]

    def begin(self) -> None:
        """See that the site is a demonstration."""
        anyone = Browser(self.report.site)
        with self.report.step("the site is a demonstration"):
            refuse_reality(anyone)
        anyone.close()


class Journey:
    """One matter on its way; each method is one person's part.

    Args:
        run: what it shares.
        matter: what is filed.
    """

    def __init__(self, run: Run, matter: Matter) -> None:
        self._run, self._matter = run, matter
        self._filed = Filed(matter.procedure)
        self._code = ""
        run.report.dossiers.append(self._filed)
        self._browsers = {key: Browser(run.report.site) for key in (matter.applicant, *matter.officers)}
        self._scan = run.scan(person(matter.applicant)["name"])

    def walk(self) -> None:
        """Go from filing to a verified result.

        Raises:
            SmokeFailedError: at the first step that does not hold.
        """
        try:
            self._enter()
            self._file()
            self._receive()
            self._draft()
            self._sign()
            self._check(self._take())
            self._leave()
        finally:
            for one in self._browsers.values():
                one.close()

    def _enter(self) -> None:
        matter = self._matter
        with self._step("everybody signs in"):
            for key, browser in self._browsers.items():
                capacity = matter.organisation if key == matter.applicant else office_of(key)
                sign_in(browser, person(key)["id_number"], self._run.passcode, capacity)

    def _file(self) -> None:
        with self._step("the applicant files"):
            self._code = self._filed.reference = filing.file(self._applicant, self._matter, self._scan)
        self._fetch("confirmation", holding.CONFIRMATION)

    def _receive(self) -> None:
        with self._step("the receiver receives it and hands it over"):
            receiver = self._browsers[self._matter.receiver]
            self._code = self._filed.code = desk.received(receiver, self._code, self._scan)
        self._fetch("form-01", holding.RECEIPT)

    def _draft(self) -> None:
        specialist = self._browsers[self._matter.specialist]
        with self._step("the specialist drafts the result"):
            draft = desk.drafted(specialist, self._code, self._matter)
        if self._matter.is_confirmed:
            with self._step("the applicant confirms the draft"):
                specialist.send(draft.form("hoi"))
                holding.confirmed(self._applicant, self._code)
        with self._step("the specialist puts it up for signature"):
            desk.put_up(specialist, draft, self._run.patience)

    def _sign(self) -> None:
        with self._step("the leader opens and approves it"):
            desk.approved(self._browsers[self._matter.leader], self._code)
        with self._step("the clerk seals what the leader signed"):
            desk.sealed(self._browsers[self._matter.clerk], self._code, self._run.patience)

    def _take(self) -> bytes:
        with self._step("the applicant takes the result"):
            result = holding.taken(self._applicant, self._code, self._run.patience)
            self._filed.sha256 = hashlib.sha256(result).hexdigest()
            self._run.report.save(self._filed, "result", result)
        return result

    def _check(self, result: bytes) -> None:
        anyone = Browser(self._run.report.site)
        with self._step("the result is genuine"):
            self._filed.number = checks.genuine(anyone, result, self._matter.procedure)["number"]
            self._filed.verdict = checks.GENUINE
        with self._step("a changed copy is not"):
            self._filed.altered_copy = checks.altered(anyone, result)
        anyone.close()

    def _leave(self) -> None:
        with self._step("everybody signs out"):
            for browser in self._browsers.values():
                sign_out(browser)

    @property
    def _applicant(self) -> Browser:
        return self._browsers[self._matter.applicant]

    def _fetch(self, name: str, label: str) -> None:
        """Save a paper of the system."""
        with self._step(f"the worker signs the {name}"):
            paper = holding.paper(self._applicant, self._code, label, self._run.patience)
            self._run.report.save(self._filed, name, paper)

    def _step(self, name: str) -> AbstractContextManager[None]:
        return self._run.report.step(f"{self._matter.procedure}: {name}")
