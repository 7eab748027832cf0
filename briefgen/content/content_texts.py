"""The files of a desk's content as texts and nodes, each read once; what is sound was found before."""

from __future__ import annotations

from briefgen.content import yaml
from briefgen.content.marked_text import TextOfReleases
from briefgen.content.sections import FRONT_MATTER
from briefgen.content.tree import IMAGE_LIMIT, Content, place_in, read_file
from briefgen.errors import Diagnostic
from briefgen.memo import Memo
from briefgen.spans import SourceFile, SourceText


class ContentTexts:
    """The files of a desk as text and nodes, each read once; the `memo` has those that were read before."""

    def __init__(self, content: Content, memo: Memo | None = None) -> None:
        self.content = content
        self._memo = memo
        self._texts: dict[str, SourceFile] = {}
        self._nodes: dict[str, yaml.Mapping] = {}
        self._matters: dict[str, tuple[yaml.Mapping, int]] = {}
        self._marked: dict[str, TextOfReleases] = {}

    def text(self, path: str) -> SourceFile:
        """The text of a file, empty where there is none."""
        if path not in self._texts:
            text = read_or_nothing(self.content, path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
            self._texts[path] = SourceFile(place_in(self.content, path).file, text)
        return self._texts[path]

    def node(self, path: str) -> yaml.Mapping:
        """What a file holds, nothing where there is none."""
        if path not in self._nodes:
            file = self.text(path)
            known = self._memo.get(("yaml", path), file.text) if self._memo else None
            self._nodes[path] = _mapping(known, file) if isinstance(known, yaml.Parsed) else mapping_in(file.passage())
        return self._nodes[path]

    def front_matter(self, path: str) -> tuple[yaml.Mapping, int]:
        """What stands between the lines of --- at the top of a section, and where its text begins."""
        if path not in self._matters:
            file = self.text(path)
            front = FRONT_MATTER.match(file.text)
            passage = file.passage(*front.span(1)) if front else file.passage(0, 0)
            self._matters[path] = mapping_in(passage), front.end() if front else 0
        return self._matters[path]

    def marked(self, text: str) -> TextOfReleases:
        """A text of a file, with its marks."""
        if text not in self._marked:
            self._marked[text] = TextOfReleases(text)
        return self._marked[text]


def mapping_in(passage: SourceText) -> yaml.Mapping:
    """The mapping that a passage holds, an empty one where it holds none."""
    return _mapping(yaml.parse_yaml(passage), passage.span.source)


def _mapping(parsed: yaml.Parsed, file: SourceFile) -> yaml.Mapping:
    return parsed.node if isinstance(parsed.node, yaml.Mapping) else yaml.Mapping(file, 0, 0, ())


def read_or_nothing(content: Content, path: str) -> bytes:
    """The bytes of a file; none of one that must not be read, which loading reports where something needs it."""
    found = read_file(content, path, IMAGE_LIMIT)
    return b"" if isinstance(found, Diagnostic) else found
