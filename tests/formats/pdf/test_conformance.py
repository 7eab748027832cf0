"""Everything that is written conforms to what it claims: by page-validation, by qpdf, and by our own eyes."""

from __future__ import annotations

import pytest

from tests.formats.pdf.conformance import faults, structure_faults, syntax_faults
from tests.formats.pdf.controls import CONTROLS, damaged
from tests.formats.pdf.corpus import Claim, corpus

CLAIMS = [claim for claim in corpus() if claim.part != 4]  # page-validation does not know the fourth part
OF_PDF_2 = [claim for claim in corpus() if claim.part == 4]


def test_there_is_something_to_validate() -> None:
    assert len(CLAIMS) > 55
    assert {claim.part for claim in CLAIMS} == {2, 3}


@pytest.mark.sample(1)
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_file_conforms(claim: Claim) -> None:
    assert faults(claim.write(), claim.part) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("claim", OF_PDF_2, ids=lambda claim: claim.name)
def test_a_file_of_pdf_2_is_as_well_built(claim: Claim) -> None:
    assert [*syntax_faults(claim.write()), *structure_faults(claim.write())] == []


def test_a_file_with_attachments_claims_the_third_part_only() -> None:
    claim = next(claim for claim in CLAIMS if claim.part == 3)
    assert faults(claim.write(), part=2) != []


@pytest.mark.sample(1)
@pytest.mark.parametrize("control", CONTROLS)
def test_a_damaged_file_is_caught(control: str) -> None:
    good = next(claim for claim in CLAIMS if claim.name == "brief").write()
    assert faults(damaged(good, CONTROLS[control])) != []


def test_a_file_that_is_only_written_anew_is_good() -> None:
    good = next(claim for claim in CLAIMS if claim.name == "brief").write()
    assert faults(damaged(good)) == []
