"""Texts with marks at random: the whole prints them as without marks, and a release has no hidden word."""

from __future__ import annotations

from random import Random

import pytest

from tests.content.test_marks import released, whole

BLOCKS = ("paragraph", "list", "ordered", "nested", "quote", "callout", "table", "figure", "heading", "note")


class _Author:
    """Writes a text twice, with marks and without; knows which words the press may read, and which not."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311
        self.hidden: set[str] = set()
        self.shown: set[str] = set()
        self.count = 0
        self.below = False
        self.notes: list[tuple[str, str]] = []

    def text(self) -> tuple[str, str]:
        blocks = [self.block() for _ in range(self.chance.randint(2, 9))] + self.notes
        return "\n\n".join(marked for marked, _ in blocks) + "\n", "\n\n".join(plain for _, plain in blocks) + "\n"

    def word(self, is_hidden: bool) -> str:
        self.count += 1
        word = f"w{self.count}w"
        (self.hidden if is_hidden else self.shown).add(word)
        return word

    def mark(self) -> tuple[bool, str]:
        """Whether a block is for the minister alone, and the mark for that, or another one, or none."""
        kinds = (("", False), (" {for=minister}", True), (" {marking=Secret}", True), (" {for=press}", False))
        mark, is_hidden = self.chance.choices(kinds, weights=(4, 2, 1, 1))[0]
        return is_hidden, mark

    def words(self, is_hidden: bool) -> tuple[str, str]:
        """A line, some words of which are marked, but for the first."""
        marked = [first := self.word(is_hidden)]
        plain = [first]
        for _ in range(self.chance.randint(0, 4)):
            own = self.chance.random() < 0.3
            word = self.word(is_hidden or own)
            plain.append(word)
            instead = f' otherwise="{self.word(is_hidden)}"' if own and self.chance.random() < 0.5 else ""
            marked.append(f"[{word}]{{for=minister{instead}}}" if own else word)
        return " ".join(marked), " ".join(plain)

    def line(self, before: str = "", *, is_hidden: bool = False) -> tuple[str, str]:
        """A line with a mark of its own behind it."""
        own, mark = self.mark()
        marked, plain = self.words(is_hidden or own or self.below)
        return f"{before}{marked}{mark}", f"{before}{plain}"

    def lines(self, *before: str) -> tuple[str, str]:
        both = [self.line(each) for each in before]
        return "\n".join(marked for marked, _ in both), "\n".join(plain for _, plain in both)

    def block(self) -> tuple[str, str]:
        kind = self.chance.choice(BLOCKS)
        if kind == "heading":
            self.below, mark = self.mark()
            marked, plain = self.words(self.below)
            first = self.word(self.below)
            return f"## {marked}{mark}\n\n{first}", f"## {plain}\n\n{first}"
        if kind in ("list", "ordered"):
            return self.lines(*(("- ", "- ", "- ") if kind == "list" else ("1. ", "2. ", "3. ")))
        if kind == "nested":
            own, mark = self.mark()
            marked, plain = self.words(own or self.below)
            inner = [self.line("  - ", is_hidden=own) for _ in range(2)]
            return (
                "\n".join((f"- {marked}{mark}", *(each for each, _ in inner))),
                "\n".join((f"- {plain}", *(each for _, each in inner))),
            )
        if kind in ("quote", "callout"):
            own, mark = self.mark()
            marked, plain = self.words(own or self.below)
            head = ("> [!KEY]" if kind == "callout" else "> " + self.word(own or self.below)) + "\n>\n"
            return f"{head}> {marked}{mark}", f"{head}> {plain}"
        if kind == "table":
            head = f"| {self.word(self.below)} |\n| --- |\n"
            own, mark = self.mark()
            caption, title = self.words(own or self.below) if own else ("", "")
            rows = [self.line("| ", is_hidden=own) for _ in range(2)]
            if own:
                self.hidden |= (words := {each for each in self.shown if each in head})
                self.shown -= words
            above = (f"Table: {caption}{mark}\n\n", f"Table: {title}\n\n") if own else ("", "")
            last = self.word(own or self.below)
            return (
                above[0] + head + "\n".join((*(f"{each} |" for each, _ in rows), f"| {last} |")),
                above[1] + head + "\n".join((*(f"{each} |" for _, each in rows), f"| {last} |")),
            )
        if kind == "note":
            own, mark = self.mark()
            inner, alone = self.words(own or self.below)
            self.count += 1
            call = f"[^n{self.count}]"
            self.notes.append((f"{call}: {inner}", f"{call}: {alone}"))
            marked, plain = self.words(own or self.below)
            return f"{marked}{call}{mark}", f"{plain}{call}"
        return self.line()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(400))
def test_no_hidden_word_is_left_and_no_other_one_is_lost(seed: int) -> None:
    author = _Author(seed)
    marked, plain = author.text()
    assert whole(marked) == (plain, [])
    text = released(marked)
    words = set(text.replace("|", " ").replace("[^", " ").split())
    assert not author.hidden & words, (marked, text)
    assert "for=" not in text
    assert author.shown <= words | {word.rpartition("]")[2] for word in words}, (marked, text)
