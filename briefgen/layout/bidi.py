"""The order in which characters of a line stand: the bidirectional algorithm, with isolates and pairs of brackets.

Source: Unicode Standard Annex 9, revision 46; the rules have its names (P2, X1, W1, N0, I1, L1, L2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from unicodedata import bidirectional, normalize

from briefgen.frozen import mutable
from briefgen.model.direction import ISOLATED

DEEPEST = 125
MOST_OPEN = 63
REMOVED = -1
"""The level of what the algorithm takes out of the text (X9): embeddings, overrides, what has no width."""

_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329"
    "\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6"
    "\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b"
    "\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc"
    "\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008"
    "\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59"
    "\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
_TAKEN_OUT = _EMBEDDINGS | {"PDF", "BN"}
_CONTROLS = ISOLATED | _EMBEDDINGS | {"PDF", "B"}
_NEUTRAL = ISOLATED | {"B", "S", "WS", "ON", "PDI"}
_SEPARATED_BY = {"ES": ("EN",), "CS": ("EN", "AN")}
"""The numbers that a separator between two of them is part of (W4)."""
_OF_NO_DIRECTION = _NEUTRAL | {"NSM", "ES", "ET", "CS"}
_PLAIN = {"L": _OF_NO_DIRECTION | {"L", "EN"}, "R": _OF_NO_DIRECTION | {"R", "AL"}}
"""What all runs one way where it stands between what runs so."""
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The directions that N0 to N2 know; numbers count as running from the right."""


def embedding_levels(text: str, base: int | None = None) -> list[int]:
    """The level of each character of a paragraph (P2 to I2): even from the left, odd from the right.

    `base` is the paragraph's own level, 0 or 1, or none for that of its first strong character.
    """
    classes = [bidirectional(character) or "L" for character in text]
    if base is None:
        base = base_level(classes)
    if _PLAIN[_direction(base)].issuperset(classes) and _CONTROLS.isdisjoint(classes):
        return [base] * len(classes)
    levels, types = _explicit(classes, base)
    resolved = list(levels)
    for sequence, before, after in _sequences(classes, levels, base):
        level = levels[sequence[0]]
        kinds = _resolved([types[at] for at in sequence], [text[at] for at in sequence], level, before, after)
        for at, kind in zip(sequence, kinds, strict=True):
            resolved[at] += _raised(kind, level)
    return resolved


def base_level(classes: Sequence[str], start: int = 0) -> int:
    """The level of a paragraph, or of what an isolate holds from a place on, by its first strong character (P2, P3)."""
    depth = 0
    for each in classes[start:]:
        if each in ISOLATED:
            depth += 1
        elif each == "PDI":
            if not depth and start:
                return 0
            depth = max(depth - 1, 0)
        elif not depth and each in ("L", "R", "AL"):
            return int(each != "L")
        elif each == "B":
            return 0
    return 0


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of what has these levels, from the left to the right of the line (L2)."""
    order = [at for at, level in enumerate(levels) if level != REMOVED]
    for turned in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= turned:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


@mutable(slots=True)
class _Embedding:
    """An entry of the directional status stack (3.3.2)."""

    level: int
    override: str
    isolate: bool


class _Stack:
    """The directional status stack, and what has found no place on it (X1)."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.clear()

    def clear(self) -> None:
        self.entries = [_Embedding(self.base, "", isolate=False)]
        self.isolates = self.isolates_beyond = self.beyond = 0

    @property
    def top(self) -> _Embedding:
        return self.entries[-1]

    def open(self, direction: str, override: str, *, isolate: bool) -> None:
        """Begin an embedding, override or isolate that runs from the left ("L") or right (X2 to X5c)."""
        level = self.top.level
        level += 2 if level % 2 == (direction == "R") else 1
        if level <= DEEPEST and not self.isolates_beyond and not self.beyond:
            self.entries.append(_Embedding(level, override, isolate))
            self.isolates += isolate
        elif isolate:
            self.isolates_beyond += 1
        elif not self.isolates_beyond:
            self.beyond += 1

    def close_isolate(self) -> None:
        """End the innermost isolate, and the embeddings in it (X6a)."""
        if self.isolates_beyond:
            self.isolates_beyond -= 1
        elif self.isolates:
            self.beyond = 0
            while not self.entries.pop().isolate:
                pass
            self.isolates -= 1

    def close_embedding(self) -> None:
        """End the innermost embedding or override (X7)."""
        if self.isolates_beyond:
            return
        if self.beyond:
            self.beyond -= 1
        elif not self.top.isolate and len(self.entries) > 1:
            self.entries.pop()


def _explicit(classes: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """The levels that embeddings and isolates give, and the classes that overrides leave (X1 to X9)."""
    levels, types = [base] * len(classes), list(classes)
    stack = _Stack(base)
    top = stack.top
    for at, each in enumerate(classes):
        if each == "PDI":
            stack.close_isolate()
            top = stack.top
        if each in _TAKEN_OUT:
            levels[at] = REMOVED
        elif each != "B":
            levels[at] = top.level
            types[at] = top.override or each
        if each in _CONTROLS:
            _control(stack, classes, at)
            top = stack.top
    return levels, types


def _control(stack: _Stack, classes: Sequence[str], at: int) -> None:
    """What a character that ends or begins a paragraph, an embedding or an isolate does to those behind it."""
    each = classes[at]
    if each == "B":
        stack.clear()
    elif each == "PDF":
        stack.close_embedding()
    else:
        direction = "LR"[base_level(classes, at + 1)] if each == "FSI" else each[0]
        override = each[0] if each in ("RLO", "LRO") else ""
        stack.open(direction, override, isolate=each in ISOLATED)


def _sequences(classes: Sequence[str], levels: Sequence[int], base: int) -> Iterator[tuple[list[int], str, str]]:
    """The isolating run sequences (BD13), each with the directions before and behind it (X10).

    What an isolate holds is left out of the sequence that it stands in.
    """
    kept = [at for at, level in enumerate(levels) if level != REMOVED]
    neighbours = dict(pairwise(kept))
    ends = _ends_of_isolates(classes)
    continuing = set(ends.values())
    runs = {run[0]: run for run in _level_runs(kept, levels)}
    former = {behind: at for at, behind in neighbours.items()}
    for start, run in runs.items():
        if start in continuing:
            continue
        sequence = list(run)
        while (end := ends.get(sequence[-1])) is not None:
            sequence += runs[end]
        level, last = levels[start], sequence[-1]
        before = levels[former[start]] if start in former else base
        after = levels[neighbours[last]] if last in neighbours and classes[last] not in ISOLATED else base
        yield sequence, _direction(max(level, before)), _direction(max(level, after))


def _level_runs(kept: Sequence[int], levels: Sequence[int]) -> Iterator[list[int]]:
    for _, run in groupby(kept, key=levels.__getitem__):
        yield list(run)


def _ends_of_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Where each isolate that is ended is so (BD9)."""
    open_: list[int] = []
    ends: dict[int, int] = {}
    for at, each in enumerate(classes):
        if each in ISOLATED:
            open_.append(at)
        elif each == "PDI" and open_:
            ends[open_.pop()] = at
        elif each == "B":
            open_.clear()
    return ends


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _raised(kind: str, level: int) -> int:
    """By how much a character stands above the level it is embedded in (I1, I2)."""
    if level % 2:
        return int(kind in ("L", "EN", "AN"))
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _resolved(kinds: list[str], characters: Sequence[str], level: int, before: str, after: str) -> list[str]:
    """The types of a sequence's characters once each has a direction or is a number (W1 to N2)."""
    direction = _direction(level)
    if before == after == direction and _PLAIN[direction].issuperset(kinds):
        return [direction] * len(kinds)
    originals = list(kinds)
    _resolve_weak(kinds, before)
    _resolve_brackets(kinds, originals, characters, direction, before)
    for start, end in _neutral_stretches(kinds):
        left = _STRONG[kinds[start - 1]] if start else before
        right = _STRONG[kinds[end]] if end < len(kinds) else after
        kinds[start:end] = [left if left == right else direction] * (end - start)
    return kinds


def _resolve_weak(kinds: list[str], before: str) -> None:
    """Numbers and what belongs to them (W1 to W7)."""
    last = before
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = "ON" if last in ISOLATED or last == "PDI" else last
        last = kinds[at]
    _resolve_numbers(kinds, before, "AL", "AN")
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        left, kind, right = kinds[at - 1 : at + 2]
        if left == right and left in _SEPARATED_BY.get(kind, ()):
            kinds[at] = left
    _resolve_terminators(kinds)
    _resolve_numbers(kinds, before, "L", "L")


def _resolve_numbers(kinds: list[str], before: str, behind: str, resolved: str) -> None:
    """European numbers behind letters of a kind are of another (W2, W7)."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == behind:
            kinds[at] = resolved


def _resolve_terminators(kinds: list[str]) -> None:
    """Signs beside a number are part of it, and others are neutral (W5, W6)."""
    for start, end in _stretches(kinds, frozenset({"ET"})):
        beside = kinds[start - 1 : start] + kinds[end : end + 1]
        kinds[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
    for at, kind in enumerate(kinds):
        if kind in ("ES", "CS"):
            kinds[at] = "ON"


def _stretches(kinds: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Where such kinds stand, from the first of each stretch to behind its last."""
    found, start = [], 0
    for is_wanted, stretch in groupby(kinds, key=wanted.__contains__):
        end = start + len(list(stretch))
        if is_wanted:
            found.append((start, end))
        start = end
    return found


def _neutral_stretches(kinds: Sequence[str]) -> list[tuple[int, int]]:
    return _stretches(kinds, _NEUTRAL)


def _resolve_brackets(
    kinds: list[str], originals: Sequence[str], characters: Sequence[str], direction: str, before: str
) -> None:
    """The brackets of a pair run as what they hold, or as what stands before them (N0)."""
    for opening, closing in sorted(_pairs(kinds, characters)):
        held = {_STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _STRONG}
        if not held:
            continue
        resolved = direction
        if direction not in held:
            context = next((_STRONG[kind] for kind in reversed(kinds[:opening]) if kind in _STRONG), before)
            resolved = context if context in held else direction
        for bracket in (opening, closing):
            kinds[bracket] = resolved
            behind = bracket + 1
            while behind < len(kinds) and originals[behind] == "NSM":
                kinds[behind] = resolved
                behind += 1


def _pairs(kinds: Sequence[str], characters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of brackets by their places (BD16); none where too many are open at once."""
    open_: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(characters):
        if kinds[at] != "ON":
            continue
        bracket = normalize("NFC", character)
        if bracket in _CLOSING:
            if len(open_) == MOST_OPEN:
                return iter(())
            open_.append((_CLOSING[bracket], at))
        elif bracket in _OPENING:
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == bracket:
                    found.append((open_[depth][1], at))
                    del open_[depth:]
                    break
    return iter(found)
