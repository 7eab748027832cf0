"""Lines of forms: what points may be used for, and boxes that reviewers tick, each a control of Word's.

Source: [MS-DOCX] 2.6.1.4 (w14:checkbox); ISO/IEC 29500-1, 17.5.2 (sdt).
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, w, w14
from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.inlines import Voice, marked, run_properties, write_inlines, write_text
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import Style
from briefgen.model.blocks import BETWEEN_ANSWERS, BOX, FormLine, FormLineKind
from briefgen.model.inlines import Text
from briefgen.model.traverse import plain_text

TICKED = "☑"

STYLES = {FormLineKind.USE: Style.USE, FormLineKind.ANSWERS: Style.ANSWERS}


def write_form_line(block: FormLine, setting: Setting, context: DocxContext) -> OpenElement:
    """A line of a form; a redline, in which nobody answers, has its boxes as text."""
    style = STYLES[block.kind]
    context.form_styles.add(style)
    return setting.paragraph(style, _content(block, setting.voice(style), context), context)


def _content(block: FormLine, voice: Voice, context: DocxContext) -> Iterator[Markup]:
    for inline, following in zip(block.content, (*block.content[1:], None), strict=False):
        if inline == Text(BETWEEN_ANSWERS):
            yield marked(w("r", w("tab")), voice.mark)
        elif inline == Text(BOX) and following is not None and voice.mark is None:
            yield _box(plain_text((following,)).strip(), write_text(BOX, voice, context), voice, context)
        else:
            yield from write_inlines((inline,), voice, context)


def _box(answer: str, run: Markup, voice: Voice, context: DocxContext) -> Markup:
    """A box that is ticked by a click, and that nobody deletes by mistake."""
    face = typeface(context.theme, context.theme.style(voice.role).family, bold=False).family
    states = [w14(f"{name}State", val=f"{ord(sign):04X}", font=face) for name, sign in _STATES]
    return w(
        "sdt",
        w(
            "sdtPr",
            run_properties(voice, context),
            w("alias", val=answer),
            w("id", val=context.facts.next_id()),
            w("lock", val="sdtLocked"),
            w14("checkbox", w14("checked", val=0), *states),
        ),
        w("sdtContent", run),
    )


_STATES = (("checked", TICKED), ("unchecked", BOX))
