"""The edition as the page shows it: checked again whenever its files change, each time under a new number."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from threading import Condition, Lock
from time import time_ns

from briefgen.api import EditSession, Project, ProjectEdition, Report, Workspace
from briefgen.content import load_comments
from briefgen.errors import BriefgenError, ContentError
from briefgen.frozen import frozen, mutable
from briefgen.live.answer import Answer
from briefgen.model.remark import Comment, Remark
from briefgen.proof.pictures import page_picture
from briefgen.render import are_drawn, preview
from briefgen.storage import digest

PAGE = "html"
REPLACED = "the content folder is another one than when the page was served first: this is what it holds now"


@frozen
class Shown:
    """What the page shows: its number, what checking has found, and why the files cannot be read now, if so.

    The number is that of no earlier server of the same address, whose pages may still be open.
    """

    number: int
    report: Report
    fault: str = ""
    notice: str = ""


@frozen
class Pages:
    """The PDF of what is shown, the sizes of its pages in points, and why there is none of the newest, if so."""

    number: int = -1
    data: bytes = field(default=b"", repr=False)
    sizes: tuple[tuple[float, float], ...] = ()
    fault: str = ""

    @property
    def digest(self) -> str:
        return digest(self.data)[:16]


@mutable
class LiveEdition:
    """One edition of a desk, for all the browsers that show it.

    Checking is done by one thread at a time, and so is writing the text, setting the pages, and drawing with PDFium.
    """

    project: Project
    name: str
    is_read_only: bool = False
    offered: set[str] = field(default_factory=set, repr=False)
    _session: EditSession = field(init=False, repr=False)
    _shown: Shown = field(init=False, repr=False)
    _page: tuple[int, bytes, str] = field(default=(0, b"", ""), repr=False)
    _pages: Pages = field(default=Pages(), repr=False)
    _changed: Condition = field(default_factory=Condition, repr=False)
    _checking: Lock = field(default_factory=Lock, repr=False)
    _writing: Lock = field(default_factory=Lock, repr=False)
    _setting: Lock = field(default_factory=Lock, repr=False)
    _drawing: Lock = field(default_factory=Lock, repr=False)
    _identity: object = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._session = self.edition.edit()
        self._identity = self._folder()
        report = self._session.check()
        self._shown = Shown(time_ns() // 1_000_000, report, _fault_of(report))

    @property
    def edition(self) -> ProjectEdition:
        return ProjectEdition(self.project.workspace, self.name)

    @property
    def workspace(self) -> Workspace:
        return self.project.workspace

    @property
    def shown(self) -> Shown:
        return self._shown

    def refresh(self) -> Shown:
        """Check what the files hold now, and tell everybody who waits."""
        with self._checking:
            before, report = self._shown, None
            try:
                report = self._session.check()
                fault = _fault_of(report)
            except BriefgenError as error:
                fault = str(error)
            now = self._folder()
            notice = REPLACED if now is not None and now != self._identity else ""
            shown = Shown(before.number + 1, report or before.report, fault, notice)
            with self._changed:
                self._shown = shown
                self._changed.notify_all()
        return shown

    def wait(self, number: int, patience: float) -> Shown | None:
        """What is shown once it has another number, or none where that takes longer than so many seconds."""
        with self._changed:
            return self._shown if self._changed.wait_for(lambda: self._shown.number != number, patience) else None

    def check(self, edits: Mapping[str, bytes]) -> Report:
        """What checking finds in the files as they are now, with edits over them."""
        with self._checking:
            return self._session.check(edits)

    def notes(self) -> Iterator[tuple[str, Remark | Comment]]:
        """The notes in the texts and those of review.md, each with a name that lasts as long as it is as it is."""
        draft = self._shown.report.checked.draft
        listed, _ = load_comments(self.workspace.content, self.name)
        found: list[Remark | Comment] = [*(draft.edition.remarks if draft else ()), *listed]
        said: Counter[str] = Counter()
        for each in found:
            name = digest(f"{type(each).__name__}\n{each.author}\n{each.date}\n{each.text}".encode())[:16]
            said[name] += 1
            yield f"{name}-{said[name]}", each

    def page(self, draw_apart: Callable[[], object]) -> tuple[bytes, str]:
        """What is shown as HTML, errors or not, or what was before and why where it cannot be written.

        Charts that nobody has drawn yet are drawn by `draw_apart`, which leaves them in the cache.
        """
        with self._writing:
            shown, (number, data, fault) = self._shown, self._page
            draft = shown.report.checked.draft
            if draft is not None and number < shown.number:
                if not are_drawn(draft, self.workspace.cache):
                    draw_apart()
                try:
                    data, fault = preview(draft, PAGE, self.workspace.cache), ""
                except ContentError as error:
                    fault = str(error)
                self._page = shown.number, data, fault
            return data, shown.fault or fault

    def pages(self, make: Callable[[], Answer]) -> Pages:
        """The pages of what is shown, of which `make` gives the PDF; those of before, and why, where there is none."""
        with self._setting:
            shown, before = self._shown, self._pages
            if before.number != shown.number:
                answer = make()
                found = json.loads(answer.body)
                if fault := shown.fault or found.get("error", ""):
                    self._pages = Pages(shown.number, before.data, before.sizes, fault)
                else:
                    sizes = tuple((width, height) for width, height in found["sizes"])
                    self._pages = Pages(shown.number, b64decode(found["pdf"]), sizes)
            return self._pages

    def page_picture(self, name: str, number: int) -> bytes | None:
        """A page of the PDF with a digest as PNG; none where that is no longer shown, or has no such page."""
        with self._drawing:
            pages = self._pages
            if name != pages.digest or not 1 <= number <= len(pages.sizes):
                return None
            return page_picture(pages.data, number)

    def _folder(self) -> tuple[int, int] | None:
        """What tells the content folder from another one of its name."""
        try:
            status = Path(self.workspace.content.name).stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


def _fault_of(report: Report) -> str:
    """Why an edition cannot be read so far as to be shown; empty where it can."""
    reasons = report.diagnostics[:3] if report.document is None else ()
    return "; ".join(f"{each.place}: {each.message}" for each in reasons)
