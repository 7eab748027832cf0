"""Elements of two sequences: which are the same, in order or out of it, and what was split and joined."""

from __future__ import annotations

from briefgen.review.diff.align import Fingerprint, Matching, Sequences, align, pair_best

LINES = ("alpha beta gamma delta", "the second line of all", "some words that are long enough", "the end comes here")


def elements(*texts: str, names: tuple[str, ...] = ()) -> list[Fingerprint]:
    given = (*names, *[""] * len(texts))
    return [
        Fingerprint((name,) if name else (), text, tuple(text.split()))
        for name, text in zip(given, texts, strict=False)
    ]


def test_the_best_pairs_come_first_and_each_element_is_in_one() -> None:
    assert pair_best([(-0.5, 0, 0), (-0.9, 0, 1), (-0.8, 1, 1), (-0.4, 1, 0)]) == {0: 1, 1: 0}
    assert pair_best([]) == {}


def test_what_stands_elsewhere_has_moved_in_both_ways_of_aligning() -> None:
    first, *others = LINES
    old, new = elements(*LINES), elements(*others, first)
    assert align(Sequences(old, new, can_move=True)).moves == {0: 3}
    matching = Matching(old, new)
    assert matching.new_of == {0: 3, 1: 0, 2: 1, 3: 2}
    assert matching.moved == {0}


def test_an_element_in_parts_is_known_by_both() -> None:
    whole, start, rest = "one two three four five six seven", "one two three four", "five six seven"
    old, new = elements(LINES[0], whole, LINES[3]), elements(LINES[0], start, rest, LINES[3])
    steps = align(Sequences(old, new, can_be_parted=lambda _old, _new: True)).steps
    assert [(step.old, step.new) for step in steps] == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]
    assert Matching(old, new).parts(1) == [1, 2]
    back = Matching(new, old)
    assert back.joined(back.old_of[1]) == [1, 2]


def test_a_name_holds_what_was_written_anew() -> None:
    old = elements("all of these words", "and others here", names=("first", "second"))
    new = elements("nothing is as it was", "and others here", names=("first", "second"))
    matching = Matching(old, new)
    assert (matching.new_of, matching.confidence) == ({0: 0, 1: 1}, {0: 1.0, 1: 1.0})
