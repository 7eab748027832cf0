"""The package (ISO/IEC 29500-2): parts, their types and relationships, properties, and what is left of a template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from tests.formats.docx.opened import MAIN, Docx, Relation, find

TYPES = "[Content_Types].xml"
NAMED = frozenset({"hyperlink", "image", "header", "footer", "font", "oleObject", "chart", "aFChunk"})
"""The kinds of relationships that a part must name where it uses them; the others say all by being there."""

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEFTOVERS = (b"python-docx", b"Normal.dotm", b"Light Shading", b"Calibri", b"attachedTemplate", b"Times New Roman")
"""What only a template or a library can have left in the file."""

ALTERNATIVE = re.compile(rb"<w:altName [^>]*>")
"""What a font table names as another font is not what anything is set in."""

CORE = "docProps/core.xml"
EXTENSION = re.compile(r"http://schemas\.microsoft\.com/office/word/20\d\d/")


def names(docx: Docx) -> Iterator[str]:
    """Names that stand twice in the archive, by any case."""
    counted = Counter(name.lower() for name in docx.names)
    yield from (name for name, count in counted.items() if count > 1)


def types(docx: Docx) -> Iterator[str]:
    """Parts without a type, and types without a part."""
    entries = docx.xml(TYPES)
    defaults = {entry.get("Extension", "").lower() for entry in entries}
    overrides = [entry.get("PartName", "").lstrip("/") for entry in entries if entry.get("PartName")]
    parts = set(docx.names) - {TYPES}
    untyped = (name for name in sorted(parts - set(overrides)) if name.rpartition(".")[2].lower() not in defaults)
    yield from (f"{name} has none" for name in untyped)
    yield from (f"{name} is not there" for name, count in Counter(overrides).items() if name not in parts or count > 1)
    for name in docx.names:
        if name.startswith("word/") and name.endswith(".xml") and name not in overrides:
            yield f"{name} is mere XML"


def owners(docx: Docx) -> Iterator[str]:
    """Parts to which nothing leads, and relationships that lead nowhere."""
    owned = set()
    for part in ("", *docx.names):
        for name, relation in docx.relations(part).items():
            if relation.external:
                continue
            owned.add(relation.target)
            if relation.target not in docx.parts:
                yield f"{part}: {name} leads to {relation.target}, which is not there"
    for name in docx.names:
        if name != TYPES and not name.endswith(".rels") and name not in owned:
            yield f"nothing leads to {name}"


def relations(docx: Docx) -> Iterator[str]:
    """Relationships that a part uses without having them, or has without using them."""
    for part in docx.names:
        if not part.endswith(".xml") or part == TYPES:
            continue
        used = {str(value) for value in docx.xml(part).xpath("//@r:*", namespaces={"r": RELATION})}
        known = docx.relations(part)
        yield from (f"{part}: there is no {name}" for name in sorted(used - set(known)))
        yield from (f"{part}: {name} is not used" for name in sorted(set(known) - used) if known[name].kind in NAMED)


def addresses(docx: Docx) -> Iterator[str]:
    """What lies outside of the file and is no link that a person follows, or a link that leads nowhere."""
    for part in ("", *docx.names):
        for name, relation in docx.relations(part).items():
            if relation.external and not _is_link(relation):
                yield f"{part}: {name} leads to {relation.target} as {relation.kind}"


def _is_link(relation: Relation) -> bool:
    return relation.kind == "hyperlink" and relation.target.startswith(("https://", "http://", "mailto:", "tel:"))


def leftovers(docx: Docx) -> Iterator[str]:
    """What is left of a template or of the library."""
    for name, data in docx.parts.items():
        if name.endswith((".xml", ".rels")):
            own = ALTERNATIVE.sub(b"", data)
            yield from (f"{name}: {leftover.decode()}" for leftover in LEFTOVERS if leftover in own)
    if "docProps/app.xml" in docx.parts:
        template = find(docx.xml("docProps/app.xml"), "//*[local-name()='Template']")
        yield from (f"made from {element.text}" for element in template)


def properties(docx: Docx) -> Iterator[str]:
    """A title and a language of the file, which is also that of its text."""
    core = {each.tag.rpartition("}")[2]: (each.text or "").strip() for each in docx.xml(CORE)}
    yield from (f"no {name}" for name in ("title", "creator", "language", "created", "modified") if not core.get(name))
    styles = docx.xml("word/styles.xml")
    script = "bidi" if find(styles, "//w:style[@w:default='1']/w:pPr/w:bidi") else "val"
    languages = find(styles, f"//w:docDefaults//w:lang/@w:{script}")
    if languages != [core.get("language")]:
        yield f"the text is in {languages}, the file in {core.get('language')}"


def opening(docx: Docx) -> Iterator[str]:
    """What makes Word ask or work in an older way when it opens the file."""
    settings = docx.xml("word/settings.xml")
    if find(settings, "//w:compatSetting[@w:name='compatibilityMode']/@w:val") != ["15"]:
        yield "an old mode of compatibility"
    yield from (
        f"{e.tag.rpartition('}')[2]}"
        for e in find(settings, "//w:updateFields | //w:documentProtection[@w:hash or @w:hashValue]")
    )
    for name, story in docx.stories.items():
        yield from (f"{name}: a field that is dirty" for _ in find(story, "//*[@w:dirty]"))
    if MAIN not in docx.parts:
        yield "no main part"


def white_space(docx: Docx) -> Iterator[str]:
    """Texts whose spaces at either end a reader of XML may drop."""
    for name, story in docx.stories.items():
        for element in find(
            story, "//*[self::w:t or self::w:delText or self::w:instrText][not(@xml:space='preserve')]"
        ):
            if (text := element.text or "") != text.strip():
                yield f"{name}: {text!r}"


def extensions(docx: Docx) -> Iterator[str]:
    """Later extensions of Word's that no older reader is told to ignore (ISO/IEC 29500-3, 10.1)."""
    for name in docx.names:
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        root = docx.xml(name)
        ignored = {root.nsmap.get(prefix) for prefix in " ".join(find(root, "@mc:Ignorable")).split()}
        own = root.tag[1:].partition("}")[0]
        names = (each for element in root.iter("{*}*") for each in (element.tag, *element.attrib))
        used = {each[1:].partition("}")[0] for each in names if each[0] == "{"}
        yield from (f"{name}: {each}" for each in sorted(used - {own}) if EXTENSION.match(each) and each not in ignored)
        if None in ignored:
            yield f"{name}: a prefix is ignored and not declared"


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "names of parts": names,
    "content types": types,
    "owners of parts": owners,
    "relationships": relations,
    "addresses outside": addresses,
    "leftovers": leftovers,
    "properties": properties,
    "opening": opening,
    "white space": white_space,
    "extensions": extensions,
}
