"""The files of a desk's content as texts and nodes, each read once; what is sound was found before."""

from __future__ import annotations

from briefgen.content import yaml
from briefgen.content.tree import IMAGE_LIMIT, Content, place_in, read_file
from briefgen.errors import Diagnostic
from briefgen.spans import SourceFile, SourceText


class ContentTexts:
    """The files of a desk as text and nodes, each read once; what is sound was found before."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._texts: dict[str, SourceFile] = {}
        self._nodes: dict[str, yaml.Mapping] = {}

    def text(self, path: str) -> SourceFile:
        """The text of a file, empty where there is none."""
        if path not in self._texts:
            text = read_or_nothing(self.content, path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
            self._texts[path] = SourceFile(place_in(self.content, path).file, text)
        return self._texts[path]

    def node(self, path: str) -> yaml.Mapping:
        """What a file holds, nothing where there is none."""
        if path not in self._nodes:
            self._nodes[path] = mapping_in(self.text(path).passage())
        return self._nodes[path]


def mapping_in(passage: SourceText) -> yaml.Mapping:
    """The mapping that a passage holds, an empty one where it holds none."""
    node = yaml.parse_yaml(passage).node
    return node if isinstance(node, yaml.Mapping) else yaml.Mapping(passage.span.source, 0, 0, ())


def read_or_nothing(content: Content, path: str) -> bytes:
    """The bytes of a file; none of one that must not be read, which loading reports where something needs it."""
    found = read_file(content, path, IMAGE_LIMIT)
    return b"" if isinstance(found, Diagnostic) else found
