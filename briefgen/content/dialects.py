"""Markup of neighbouring dialects, which CommonMark takes for text, so that it would be printed as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex

HIDDEN = "\x00"
"""Stands for what is no text: values, links' addresses, what was escaped."""

_ESCAPED = "a backslash before it prints it as it stands"
_FORMS = {
    "attributes": (
        r"\{(?:[#.][\w-]|:[\s.#]|=\w|[\w-]+=)[^{}\n\x00]*\}|\{-\}",
        "attributes in braces",
        'delete them, or put all of them at the end of the text, behind a space: {#name use="if raised"}',
    ),
    "form": (
        r"(?i:\{\s*(?:(?:use|answers)\s*:[^{}\n\x00]*|freely|if raised|not to be used|agree|disagree|noted)\s*\})",
        "such words in braces",
        'write {use="if raised"} or {answers="agree, noted"} at the end of the point',
    ),
    "critic": (
        r"\{(?:\+\+|--|~~|==|>>)",
        "marks of changes",
        "write the text as it is to stand; a note to reviewers is <!-- note: ... -->",
    ),
    "macro": (
        r"\{%|<%|\$\{\w|\{/?(?:quote|code|panel|color|noformat|toc|info|note|warning)\b[^{}\n\x00]*\}",
        "a template's or wiki's macro",
        "write the words themselves",
    ),
    "note": (
        r"\^\[|\[\^",
        "a footnote of another form",
        "write [^name] here, and a line [^name]: ... in the same section",
    ),
    "cite": (
        r"(?<![\w.@/+-])@(?:fig|tbl|sec|eq):[\w-]+|\[-?@[\w:.#$%&+?<>~/-]+|(?<![\w.@/+-])@[a-z][a-z_-]*[12]\d{3}[a-z]?\b",
        "a citation by its key",
        "write [place](#source:id)",
    ),
    "wiki": (
        r"\[\[[^\[\]\n]+\]\]|\[(?:TOC|toc)\]",
        "a link or macro of a wiki",
        "write [words](https://...), or [](#section:name); contents are made by themselves",
    ),
    "bbcode": (
        r"\[/(?:b|i|u|s|url|quote|code|img)\]|\[(?:url|quote|img)[=\]]",
        "marks of a forum",
        "write **bold** or *italic*",
    ),
    "callout": (r"(?m:^)\[!\w+\]", "a callout outside a quotation", "write > before each of its lines"),
    "list": (r"(?m:^)#\.(?=\s)", "a list that numbers itself", "write 1. before its first item, 2. before the next"),
    "task": (r"(?m:^)\[[ xX]\](?=\s)", "a box to tick", "delete it, and say in words what is done"),
    "sub": (
        r"(?<=[\w)])~[^\s~/\x00]{1,20}~(?!~)|(?<![\w~])~[^\s~/\x00\d]{1,20}~(?![~\w])",
        "marks of lowered text",
        "write the characters themselves, such as ₂",
    ),
    "super": (r"\^[^\s^/\x00]{1,20}\^", "marks of raised text", "write the characters themselves, such as ²"),
    "highlight": (
        r"(?<![=\w])==(?=[^\s=])[^=\n\x00]*[^\s=]==(?![=\w])",
        "marks of highlighted text",
        "write **bold** or *italic*",
    ),
    "inserted": (
        r"(?<![+\w])\+\+(?=[^\s+])[^+\n\x00]*[^\s+]\+\+(?![+\w])",
        "marks of inserted text",
        "delete the signs",
    ),
    "comment": (r"%%(?=\S)[^%\n\x00]+%%", "a comment of another form", "write <!-- ... -->"),
    "latex": (
        r"\\(?:newpage|pagebreak|clearpage|newline|linebreak|noindent|begin|end|emph|cite\w*|ref|label|footnote|section|item"
        r"|tableofcontents|(?:[a-zA-Z]+(?=[{\[])))\*?|\\[([](?=\S)|\\(?=[ \t])",
        "a command of TeX",
        "delete it; pages break by themselves, and a space that holds is typed as such",
    ),
    "display": (r"\$\$[^$\n\x00]+\$\$", "a formula of TeX", "write it in words and signs"),
    "math": (
        r"(?<![\w$])\$(?=[^\s$])(?:[A-Za-z]{1,3}|[^$\n\x00]*[\\^_={}<>][^$\n\x00]*)(?<=\S)\$(?![\d$])",
        "a formula of TeX",
        "write it in words and signs",
    ),
    "emoji": (r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w:/])", "a picture by its name", "write a word, or the sign itself"),
    "bold": (
        r"'''?(?=\w)[^'\n\x00]+'''?(?!\w)",
        "marks of a wiki for bold or italic text",
        "write **bold** or *italic*",
    ),
    "code": (r"``", "quotation marks of TeX, or code that has no end", 'write "..."'),
    "container": (
        r"(?m:^):{3,}",
        "a container",
        "write a callout: > [!NOTE] and, below it, > before each line",
    ),
    "definition": (
        r"(?m:^)[:~][ \t]+(?=\S)",
        "a definition, or a caption of another form",
        "write a list, or `Table: ...` above the table",
    ),
    "admonition": (
        r"(?m:^)(?:!!!|\?\?\?\+?)[ \t]+\w",
        "an admonition",
        "write a callout: > [!NOTE] and, below it, > before each line",
    ),
    "directive": (
        r"(?m:^)\.\. (?:[\w-]+::|\[|_)",
        "a directive",
        "write a callout, a footnote or a figure as a brief has them",
    ),
    "heading": (r"(?m:^)(?:={2,6} \S|h[1-6]\. \S)", "a heading of another form", "write ## and a space"),
    "line": (
        r"(?m:^)\| (?=\S)(?![^\n]*\|)",
        "a line that is to stand by itself",
        "write a list, or a backslash at the end of the line before",
    ),
    "abbreviation": (
        r"(?m:^)\*\[[^\[\]\n\x00]+\]:",
        "the words of an abbreviation",
        "list it under `acronyms` in desk.yaml",
    ),
}
_PATTERN = lazy_regex(
    r"(?=[{\^\[@~=+%\\$<#:'`!?.h|*])(?:" + "|".join(f"(?P<{name}>{form[0]})" for name, form in _FORMS.items()) + ")"
)
_LEADS, _LINE_LEADS = re.compile(r"[{^\[@~=+%\\$<:'`]"), "#!?.h|*"
"""With what any of it begins, wherever it stands, and with what else where a line begins."""
_ADDRESS = re.compile(r"\S*://\S*\Z|\bwww\.\S*\Z")
_LONGEST_ADDRESS = 300


@frozen
class LostMarkup:
    """Markup that would be printed: where it stands in a text, what it is, and what to write instead."""

    start: int
    end: int
    what: str
    hint: str


def lost_markup(text: str) -> Iterator[LostMarkup]:
    """What a text has of other dialects, outside addresses; HIDDEN stands in it for what is no text."""
    if not ("\n" in text or text.startswith(tuple(_LINE_LEADS)) or _LEADS.search(text)):
        return
    for match in _PATTERN.finditer(text):
        if not _ADDRESS.search(text, max(0, match.start() - _LONGEST_ADDRESS), match.start()):
            _, what, hint = _FORMS[match.lastgroup or ""]
            yield LostMarkup(*match.span(), what, f"{hint}; {_ESCAPED}")
