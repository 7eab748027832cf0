"""Every Word document satisfies the schema and the lint, which catches what the schema's validators miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.docx.controls import CONTROLS, UNSEEN_BY_AUDIT, damaged
from tests.formats.docx.corpus import Claim, corpus, draft
from tests.formats.docx.lint import BY_CONTENT, RULES, faults
from tests.formats.docx.opened import Docx
from tests.formats.docx.validators import audited

CLAIMS = list(corpus())


@pytest.fixture(scope="module")
def good() -> bytes:
    """A document that has all that can be damaged: the sample as a draft."""
    return draft().docx


def test_there_is_something_to_look_at() -> None:
    assert len(CLAIMS) > 65
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    assert sum(not claim.breaks for claim in CLAIMS) > 55


@pytest.mark.sample(1)
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_document_is_sound(claim: Claim, tmp_path: Path) -> None:
    """No rule is broken but those of its content, and those are."""
    path = tmp_path / "document.docx"
    path.write_bytes(claim.make().docx)
    docx = Docx(path.read_bytes())
    assert faults(docx, but=claim.breaks) == []
    assert claim.breaks <= BY_CONTENT
    assert {rule for rule in claim.breaks if any(RULES[rule](docx))} == claim.breaks
    assert audited(path) == []


def test_every_rule_has_a_control() -> None:
    assert {rule for rule, _ in CONTROLS.values()} == set(RULES)
    assert len(CONTROLS) > 100


def test_what_is_only_packed_anew_is_good(good: bytes) -> None:
    assert faults(Docx(damaged(good))) == []


@pytest.mark.sample(20)
@pytest.mark.parametrize("control", CONTROLS)
def test_damage_is_caught_by_its_rule(good: bytes, control: str) -> None:
    rule, damage = CONTROLS[control]
    assert list(RULES[rule](Docx(damaged(good, damage)))) != []


@pytest.mark.sample(4)
@pytest.mark.parametrize("control", CONTROLS)
def test_some_damage_is_caught_by_openxml_audit(good: bytes, control: str, tmp_path: Path) -> None:
    path = tmp_path / "damaged.docx"
    path.write_bytes(damaged(good, CONTROLS[control][1]))
    assert bool(audited(path)) is (control not in UNSEEN_BY_AUDIT)
