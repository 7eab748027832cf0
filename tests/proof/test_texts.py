"""The text of pages for those who search: what the page says, with its hyphens."""

from __future__ import annotations

from pypdfium2 import PdfDocument

from briefgen.content import house_assets, load_theme
from briefgen.formats.pdf import write
from briefgen.proof.pdf import page_texts
from tests.formats.pdf.brief import document, prose
from tests.samples import MEDIA

WORDS = "Well-being of non-self-governing, long-term, pre- and post-war state-of-the-art councils."


def test_a_hyphen_at_a_lines_end_is_one() -> None:
    pdf = write(document([prose("p", *[WORDS] * 20)]), MEDIA, load_theme(house_assets())).data
    (page,) = PdfDocument(pdf)
    assert "\ufffe" in page.get_textpage().get_text_range()
    text = "\n".join(page_texts(pdf))
    assert "\ufffe" not in text and "\x02" not in text
    assert " ".join(text.split()).count(WORDS) == 20
