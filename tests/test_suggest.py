import pytest

from briefgen.suggest import closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "candidates", "match"),
    [
        ("landngs", ["quota", "landings"], "landings"),
        ("LANDINGS", ["landings", "landed"], "landings"),
        ("Short", ["long", "SHORT"], "SHORT"),
        ("zebra", ["quota", "landings"], ""),
        ("", ["quota"], ""),
        ("quota", [], ""),
    ],
)
def test_closest_candidate(word: str, candidates: list[str], match: str) -> None:
    assert closest(word, candidates) == match


def test_order_of_candidates_does_not_matter() -> None:
    assert closest("catch", ["catch-b", "catch-a"]) == closest("catch", ["catch-a", "catch-b"])


def test_hint_names_the_candidate_or_says_nothing() -> None:
    assert did_you_mean("landngs", {"landings"}) == 'did you mean "landings"?'
    assert did_you_mean("zebra", {"landings"}) == ""
