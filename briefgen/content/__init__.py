"""Loading: content files and house style -> values, with every fault at its place. Only this package reads content."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.content.assets import REFERENCE_FILE, asset_files, load_theme
    from briefgen.content.cell_excerpts import load_excerpts
    from briefgen.content.comments import load_comments
    from briefgen.content.content_texts import ContentTexts
    from briefgen.content.edition import Loaded, is_of_figures, load_edition
    from briefgen.content.edition_files import content_faults, content_files
    from briefgen.content.editions import (
        COMMENTS,
        CONFIRMATIONS,
        LABELS,
        SIGN_OFFS,
        TABLE_FILES,
        TRANSLATED,
        choose_edition,
        editions_named,
        find_editions,
        folder_named,
        is_followed,
        originals,
        translated_by,
        translations_of,
    )
    from briefgen.content.references import unused_sources
    from briefgen.content.release_content import (
        ReleaseContent,
        cut_release,
        find_releases,
        left_out_by_name,
        releases_around,
    )
    from briefgen.content.remembered import remembered_of
    from briefgen.content.schema import FILE_KINDS, make_schema, schema_text
    from briefgen.content.schema_types import is_id
    from briefgen.content.sections import section_files, section_name
    from briefgen.content.sign_offs import as_name, load_sign_offs
    from briefgen.content.source_reader import BoundCell, BoundTable, CellDifference, FileNote
    from briefgen.content.translation import words_to_translate
    from briefgen.content.tree import (
        DATA,
        IMAGE_ENDINGS,
        Content,
        Folder,
        Memory,
        Overlay,
        files_below,
        find_kind,
        house_assets,
        is_file,
        is_folder,
        place_in,
        read_record,
    )

__all__ = [
    "COMMENTS",
    "CONFIRMATIONS",
    "DATA",
    "FILE_KINDS",
    "IMAGE_ENDINGS",
    "LABELS",
    "REFERENCE_FILE",
    "SIGN_OFFS",
    "TABLE_FILES",
    "TRANSLATED",
    "BoundCell",
    "BoundTable",
    "CellDifference",
    "Content",
    "ContentTexts",
    "FileNote",
    "Folder",
    "Loaded",
    "Memory",
    "Overlay",
    "ReleaseContent",
    "as_name",
    "asset_files",
    "choose_edition",
    "content_faults",
    "content_files",
    "cut_release",
    "editions_named",
    "files_below",
    "find_editions",
    "find_kind",
    "find_releases",
    "folder_named",
    "house_assets",
    "is_file",
    "is_folder",
    "is_followed",
    "is_id",
    "is_of_figures",
    "left_out_by_name",
    "load_comments",
    "load_edition",
    "load_excerpts",
    "load_sign_offs",
    "load_theme",
    "make_schema",
    "originals",
    "place_in",
    "read_record",
    "releases_around",
    "remembered_of",
    "schema_text",
    "section_files",
    "section_name",
    "translated_by",
    "translations_of",
    "unused_sources",
    "words_to_translate",
]

# Loaded on first use: finding an edition's name must not wait for the schema and the Markdown parser.
_HOMES = {
    "section_files": "sections",
    "section_name": "sections",
    "words_to_translate": "translation",
    "translated_by": "editions",
    "translations_of": "editions",
    "originals": "editions",
    "TRANSLATED": "editions",
    "LABELS": "editions",
    "COMMENTS": "editions",
    "CONFIRMATIONS": "editions",
    "DATA": "tree",
    "IMAGE_ENDINGS": "tree",
    "FILE_KINDS": "schema",
    "REFERENCE_FILE": "assets",
    "SIGN_OFFS": "editions",
    "TABLE_FILES": "editions",
    "BoundCell": "source_reader",
    "BoundTable": "source_reader",
    "CellDifference": "source_reader",
    "Content": "tree",
    "FileNote": "source_reader",
    "Folder": "tree",
    "Loaded": "edition",
    "Memory": "tree",
    "Overlay": "tree",
    "ContentTexts": "content_texts",
    "ReleaseContent": "release_content",
    "find_releases": "release_content",
    "left_out_by_name": "release_content",
    "releases_around": "release_content",
    "cut_release": "release_content",
    "as_name": "sign_offs",
    "asset_files": "assets",
    "choose_edition": "editions",
    "content_faults": "edition_files",
    "content_files": "edition_files",
    "editions_named": "editions",
    "files_below": "tree",
    "find_editions": "editions",
    "folder_named": "editions",
    "find_kind": "tree",
    "house_assets": "tree",
    "is_file": "tree",
    "is_folder": "tree",
    "is_followed": "editions",
    "is_id": "schema_types",
    "is_of_figures": "edition",
    "load_comments": "comments",
    "load_edition": "edition",
    "load_excerpts": "cell_excerpts",
    "load_sign_offs": "sign_offs",
    "load_theme": "assets",
    "make_schema": "schema",
    "place_in": "tree",
    "read_record": "tree",
    "remembered_of": "remembered",
    "schema_text": "schema",
    "unused_sources": "references",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
