"""What somebody has answered to a check sheet: read as a file of untrusted origin, and held against the figures now."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from typing import Any

from briefgen import codes
from briefgen.content import Content
from briefgen.errors import ContentError, Diagnostic, UsageError
from briefgen.frozen import frozen
from briefgen.ledger.persons import may_be_same_person
from briefgen.model.fact import LedgerEntry
from briefgen.pipeline import Checked
from briefgen.render import Brief
from briefgen.review.checksheet.choice import CheckItem, facts_of, item_of
from briefgen.review.evidence import gather_evidence
from briefgen.sign_off import own_facts, without_author
from briefgen.spans import Span, whole_file

MOST_BYTES = 1 << 22
MOST_ANSWERS = 100_000
FORM = 1
HEAD = ("briefgen", "form", "desk", "edition", "by", "on", "figures", "answers", "checksum")
BODY = ("fact", "printed", "answer", "remark", "seal", "figure", "source", "wording")
_ANSWERS = re.compile(r'\{\s*"briefgen"\s*:\s*"answers".*?"checksum"\s*:\s*"[0-9a-f]{8}"\s*\}', re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_LEFT = "it was not written by a check sheet, or has been edited or damaged since"
_AGAIN = "ask for the file that the check sheet saved, and change nothing in it"


class Verdict(Enum):
    """What somebody says of a figure."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


@frozen
class SheetAnswer:
    """What was said of a fact or row, with what was shown of it then: a seal, and digests by what is shown."""

    name: str
    verdict: Verdict
    remark: str
    printed: str
    seal: str
    digests: Mapping[str, str]


@frozen
class SheetAnswers:
    """The answers to a sheet that asked for so many figures: whose they are, and of which day."""

    file: str
    desk: str
    edition: str
    by: str
    on: date
    figures: int
    answers: tuple[SheetAnswer, ...]


@frozen
class JudgedAnswers:
    """How answers stand to the figures now: those to tick, those that are ticked so already, and the others as faults.

    `called` are wrong or unclear, each with its remark; `refused` cannot be ticked, since what was shown has changed or
    is by the person themselves.
    """

    given: SheetAnswers
    right: tuple[str, ...]
    ticked: tuple[str, ...]
    called: tuple[Diagnostic, ...]
    refused: tuple[Diagnostic, ...]

    @property
    def left(self) -> int:
        """How many figures of the sheet have no answer."""
        return self.given.figures - len(self.given.answers)


def read_answers(file: str, data: bytes) -> SheetAnswers:
    """The answers in a file that a sheet saved, or in the text of a mail; raises ContentError where it is damaged."""
    if len(data) > MOST_BYTES:
        raise _damaged(file, f"the file has more than {MOST_BYTES >> 20} MiB")
    found = {each for text in _texts(file, data) for each in _cut(text)}
    if not found:
        raise _damaged(file, "there are no whole answers in it")
    if len(found) > 1:
        raise _damaged(file, "there are several answers in it", "keep each in a file of its own")
    try:
        whole = json.loads(found.pop(), object_pairs_hook=_once)
        return _answers(file, whole)
    except (ValueError, TypeError, KeyError, RecursionError, UnicodeEncodeError) as error:
        raise _damaged(file, str(error) if isinstance(error, _Damage) else _LEFT) from error


class _Damage(ValueError):  # noqa: N818  # what it is, not how it is told
    """What is wrong with the answers, in words."""


def _texts(file: str, data: bytes) -> Iterator[str]:
    """The texts of a file: of a saved mail, those of its parts."""
    if not file.lower().endswith(".eml"):
        yield _decoded(file, data)
        return
    message = message_from_bytes(data, EmailMessage, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/plain", "application/json"):
            raw = part.get_payload(decode=True)
            yield _decoded(file, raw if isinstance(raw, bytes) else b"", part.get_content_charset())


def _decoded(file: str, data: bytes, charset: str | None = None) -> str:
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if is_utf16 else charset or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise _damaged(file, "it is no text in UTF-8") from error


def _cut(text: str) -> Iterator[str]:
    """The answers in a text, however a mail program has broken or quoted its lines."""
    text = _QUOTED.sub("", text.replace("\r\n", "\n"))
    yield from (" ".join(match[0].split()) for match in _ANSWERS.finditer(text))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON in which every key stands once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Damage("a key stands twice in it")
    return found


def _answers(file: str, whole: dict[str, Any]) -> SheetAnswers:
    """What is written, each key of its kind; raises ValueError, TypeError or KeyError for anything else."""
    if whole.get("form") != FORM and isinstance(whole.get("form"), int):
        raise _Damage(f"it is of form {whole['form']}, which this release of briefgen does not read")
    _check_keys(whole, HEAD)
    for each in whole["answers"]:
        _check_keys(each, BODY)
    if whole["checksum"] != _checksum(whole):
        raise _Damage(_LEFT)
    answers = tuple(map(_answer, whole["answers"]))
    names = [each.name for each in answers]
    if len(set(names)) < len(names) or not len(names) <= whole["figures"] <= MOST_ANSWERS:
        raise _Damage("a figure is answered twice in it")
    desk, edition, by = (_text(whole[key]) for key in ("desk", "edition", "by"))
    return SheetAnswers(file, desk, edition, by, date.fromisoformat(whole["on"]), whole["figures"], answers)


def _check_keys(entry: object, keys: tuple[str, ...]) -> None:
    if not isinstance(entry, dict):
        raise TypeError(entry)
    if unknown := [key for key in entry if key not in keys]:
        raise _Damage(f'it has a key that no check sheet writes: "{_shown(unknown[0])}"')
    if missing := [key for key in keys if key not in entry]:
        raise _Damage(f'it lacks the key "{missing[0]}"')


def _checksum(whole: Mapping[str, object]) -> str:
    """The CRC-32 of all but the checksum, written as the sheet's script writes it (ECMA-262, JSON.stringify)."""
    written = {key: value for key, value in whole.items() if key != "checksum"}
    data = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{zlib.crc32(data):08x}"


def _answer(entry: Mapping[str, Any]) -> SheetAnswer:
    name, remark, printed, seal = (_text(entry[key]) for key in ("fact", "remark", "printed", "seal"))
    digests = {kind: _text(entry[kind]) for kind in ("figure", "source", "wording")}
    return SheetAnswer(name, Verdict(entry["answer"]), remark, printed, seal, digests)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _damaged(file: str, message: str, hint: str = _AGAIN) -> ContentError:
    return ContentError([codes.ANSWERS_DAMAGED.at(whole_file(file), f"the answers cannot be used: {message}", hint)])


def _shown(text: str) -> str:
    """What somebody else has written, without characters that a terminal would obey or that turn its direction."""
    return "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)


def check_person(answers: SheetAnswers, by: str) -> None:
    """Hold the name on the command line against that of the answers; raises UsageError where they differ."""
    if not may_be_same_person(by, answers.by):
        raise UsageError(f"the answers are those of {_shown(answers.by)}, not of {by}; leave --by out")


def judge_answers(checked: Checked, content: Content, answers: SheetAnswers) -> JudgedAnswers:
    """How answers stand to the figures of an edition now.

    Raises ContentError for an edition with errors, for answers to another desk or edition, and where nobody says who
    entered the figures.
    """
    brief = checked.require_brief()
    if foreign := list(_foreign(brief, answers)):
        raise ContentError(foreign)
    known = {each.name: facts for each in answers.answers if (facts := _facts(each.name, brief))}
    entries = {name: [brief.ledger[fact] for fact in facts] for name, facts in known.items()}
    if unknown := list(without_author(brief.edition, (entry for each in entries.values() for entry in each))):
        raise ContentError(unknown)
    named = {fact for facts in known.values() for fact in facts}
    evidence = gather_evidence(checked, content, named) if named else {}
    items = {name: item_of(name, brief, evidence) for name in known}
    judge = _Judge(brief, answers, items, entries)
    for answer in answers.answers:
        judge.judge(answer)
    return JudgedAnswers(answers, tuple(judge.right), tuple(judge.ticked), tuple(judge.called), tuple(judge.refused))


def _facts(name: str, brief: Brief) -> list[str]:
    """The facts for which a name stands now; none where it stands for nothing."""
    facts = facts_of(name, brief.edition)
    return facts if all(fact in brief.ledger.entries for fact in facts) else []


def _foreign(brief: Brief, answers: SheetAnswers) -> Iterator[Diagnostic]:
    place = whole_file(answers.file)
    desk, edition = " ".join(brief.edition.desk.name.split()), brief.edition.id
    for what, theirs, ours in (("desk", answers.desk, desk), ("edition", answers.edition, edition)):
        if theirs != ours:
            message = f'the answers are to the {what} "{_shown(theirs)}", not to "{ours}"'
            yield codes.ANSWERS_FOREIGN.at(place, message, "name the edition and the desk to which they belong")


class _Judge:
    """Sorts answers by what becomes of them."""

    def __init__(
        self,
        brief: Brief,
        answers: SheetAnswers,
        items: Mapping[str, CheckItem],
        entries: Mapping[str, list[LedgerEntry]],
    ) -> None:
        self._brief, self._answers, self._items, self._entries = brief, answers, items, entries
        self.right: list[str] = []
        self.ticked: list[str] = []
        self.called: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []

    def judge(self, answer: SheetAnswer) -> None:
        changed = self._changed(answer)
        if answer.verdict is not Verdict.RIGHT:
            self.called.append(self._called(answer, changed))
        elif changed:
            message = f'"{_shown(answer.name)}" was found right as {_shown(answer.printed)}; since then {changed}'
            hint = "ask for it again: `briefgen checksheet`"
            self.refused.append(codes.ANSWER_OUTDATED.at(self._place(answer), message, hint))
        elif own := list(own_facts(self._brief.edition, self._entries[answer.name][:1], self._answers.by)):
            self.refused += own
        else:
            (self.ticked if self._is_ticked(answer) else self.right).append(answer.name)

    def _changed(self, answer: SheetAnswer) -> str:
        """What is no longer as it was shown, in words; "" where everything is."""
        item = self._items.get(answer.name)
        if item is None:
            return "it is gone"
        changed = [kind for kind, digest in item.digests.items() if digest != answer.digests[kind]]
        if changed:
            *others, last = changed
            return f"its {', '.join(others) + ' and ' if others else ''}{last} {'have' if others else 'has'} changed"
        return "" if item.seal == answer.seal else "it has changed"

    def _called(self, answer: SheetAnswer, changed: str) -> Diagnostic:
        name, by, remark = map(_shown, (answer.name, self._answers.by, answer.remark))
        message = f'"{name}", {_shown(answer.printed)}, was called {answer.verdict.value} by {by}'
        message += f": {remark}" if remark else ", without a remark"
        hint = f"since then {changed}" if changed else "look at it with them, mend it, or ask somebody else to check it"
        return codes.CALLED_WRONG.at(self._place(answer), message, hint)

    def _is_ticked(self, answer: SheetAnswer) -> bool:
        """Whether the same person has ticked the same on the same day already."""
        tick = self._brief.edition.sign_offs.get(answer.name)
        given = (self._answers.by, self._answers.on, answer.seal)
        return tick is not None and (tick.by, tick.on, tick.seal) == given

    def _place(self, answer: SheetAnswer) -> Span:
        entries = self._entries.get(answer.name)
        return (entries[0].fact.place if entries else None) or whole_file(self._answers.file)
