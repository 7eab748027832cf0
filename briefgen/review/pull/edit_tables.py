"""Editing tables: changes of tables, cell by cell and row by row, as edits of the sections in which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.assemble.form_lines import SIGNED
from briefgen.formats.docx.word_model import WordParagraph, WordRow, WordTable
from briefgen.review.pull.align_lines import ParagraphGroup, RowGroup, TableGroup
from briefgen.review.pull.changes import Edit, PulledChange, PulledKind
from briefgen.review.pull.edit_paragraphs import ParagraphEditor
from briefgen.review.pull.edit_words import CannotPlaceError
from briefgen.review.pull.markdown import Context, composed
from briefgen.review.pull.session import PullSession, beginning, is_untouched
from briefgen.review.pull.source_map import TracedText
from briefgen.review.pull.tokens import LineDiff, spoken, written


class TableEditor:
    """Places the changes of tables, and notes them in the session."""

    def __init__(self, session: PullSession) -> None:
        self._session, self._base = session, session.base
        self._paragraphs = ParagraphEditor(session)

    def take_out(self, grid: WordTable) -> None:
        """Report a table that is gone, as one change of all its rows."""
        change = self._row_change(PulledKind.REMOVED, grid.rows[0], None)
        change = replace(change, old=grid.shown)
        self._session.taken |= {self._row_id(row) for row in grid.rows}
        self._session.leave(change, "the whole table was taken out; delete it in the content")

    def place(self, grid: TableGroup) -> None:
        """Place what became of a table's rows, and report what no section can be told."""
        if grid.base is None:
            text = grid.reviewed.shown if grid.reviewed else ""
            self._of_table(
                PulledKind.ADDED,
                text,
                text in self._session.untracked.added,
                "a table was added; write it in the section",
            )
            return
        for row in grid.rows:
            self._row(row)
        is_silent = self._session.is_among(grid.base.lines, self._session.untracked.moved)
        if grid.is_reordered:
            text = WordTable(tuple(grid.kept)).shown
            self._of_table(
                PulledKind.MOVED, text, is_silent, "the table's rows stand in another order; change it in the content"
            )
        if grid.moved:
            text = grid.base.shown
            self._of_table(PulledKind.MOVED, text, is_silent, "the table stands elsewhere now; move it in the content")

    def _of_table(self, kind: PulledKind, text: str, is_silent: bool, reason: str) -> None:
        """Report what happened to a table as a whole."""
        authors = () if is_silent else self._session.theirs.people
        change = PulledChange(kind, "", text, where=beginning(text), authors=authors, tracked=not is_silent)
        self._session.leave(change, reason)

    def _is_row_of_other_content(self, row: RowGroup) -> bool:
        then = self._session.theirs.manifest
        if then is None or self._base.is_exact:
            return False
        if row.base is not None:
            return row.reviewed is None and not all(self._session.went_out(line) for line in row.base.lines)
        lines = row.reviewed.lines if row.reviewed else ()
        return bool(lines) and all(is_untouched(line, then) for line in lines)

    def _row(self, row: RowGroup) -> None:
        if self._is_row_of_other_content(row):
            return
        if row.base is not None and row.reviewed is not None:
            if row.is_reset:
                change = self._row_change(PulledKind.OTHER, row.base, row.reviewed)
                self._session.leave(change, "the row has other cells; change the columns in the content")
                return
            for cell in row.cells:
                for group in cell:
                    self._cell(group)
            return
        try:
            if row.reviewed is not None:
                change = self._added_row(row.reviewed, row.after)
            elif row.base is not None:
                change = self._removed_row(row.base)
        except CannotPlaceError as error:
            kind = PulledKind.ADDED if row.base is None else PulledKind.REMOVED
            change = self._row_change(kind, row.base, row.reviewed).left(str(error))
        if row.base is None or self._row_id(row.base) not in self._session.taken:
            self._session.changes.append(change)

    def _cell(self, group: ParagraphGroup) -> None:
        """What happened to a cell's line; a cell that was emptied keeps its place, and one has a single paragraph."""
        if self._session.is_of_other_content(group):
            return
        if group.base and group.reviewed:
            self._paragraphs.lines(group)
            if group.moved:
                tokens = self._session.their_tokens(group.reviewed)
                change = self._session.change(group, PulledKind.MOVED, tokens, tokens)
                change = replace(change, tracked=False, authors=())
                self._session.leave(change, "the lines of its cell stand in another order; change it in the content")
        elif group.base:
            self._paragraphs.lines(ParagraphGroup(group.base, (WordParagraph(),), group.confidence))
        else:
            tokens = self._session.their_tokens(group.reviewed)
            self._session.find_anchors(LineDiff(group, [], tokens))
            change = self._session.change(group, PulledKind.ADDED, (), tokens)
            reason = (
                "a cell has one paragraph"
                if group.after or group.before
                else "the cell was empty; write it in the content"
            )
            if any(self._base.id_of(line).startswith(SIGNED) for line in group.reviewed):
                reason = "who signs, and when, is kept in the signed document alone"
            self._session.leave(change, reason)

    def _row_change(self, kind: PulledKind, old: WordRow | None, new: WordRow | None) -> PulledChange:
        texts = old.shown if old else "", new.shown if new else ""
        lines = old.lines if old else ()
        unit = self._base.unit_of_any(lines)
        authors = tuple(dict.fromkeys(name for line in (new.lines if new else ()) for name in line.authors))
        is_silent = (
            texts[1] in self._session.untracked.added
            if old is None
            else self._session.is_among(
                lines, self._session.untracked.gone if new is None else self._session.untracked.moved
            )
        )
        return PulledChange(
            kind,
            *texts,
            place=unit.place if unit else None,
            where=beginning(texts[0] or texts[1]),
            authors=() if is_silent else authors or self._deleters(lines) or self._session.only_author,
            tracked=not is_silent,
        )

    def _deleters(self, lines: Sequence[WordParagraph]) -> tuple[str, ...]:
        found = (name for line in lines for name in self._session.untracked.deleters(line, 0, len(line.text)))
        return tuple(dict.fromkeys(found))

    def _row_id(self, row: WordRow) -> str:
        return next((self._base.id_of(line) for line in row.lines if self._base.id_of(line)), "")

    def _row_unit(self, row: WordRow | None) -> TracedText:
        """A text of a row of ours that a section has."""
        unit = self._base.unit_of_any(row.lines if row else ())
        if unit is None or unit.file not in self._base.sources or unit.kind != "cell":
            raise CannotPlaceError("the table is made from the ledger, the deadlines or the sources")
        return unit

    def _added_row(self, new: WordRow, after: WordRow | None) -> PulledChange:
        if after is None:
            raise CannotPlaceError("it stands above the table's header; change that in the content")
        unit = self._row_unit(after)
        file, line = unit.file, self._base.line(unit)
        source = self._base.sources[file]
        if len(after.cells) != len(new.cells):
            raise CannotPlaceError("the row has another number of cells than the table")
        tables = source.around(line, "table_open")
        if tables and line == tables[-1].start:
            line += 1
        said = [self._session.their_tokens([each for each in cell if each.text]) for cell in new.cells]
        cells = " | ".join(composed(tokens, Context(in_cell=True, between=" ")) for tokens in said)
        prefix = re.match(r"[ \t>]*", source.line(line))[0]  # type: ignore[index]
        at = source.starts[line] + len(source.line(line))
        tokens = [token for cell in said for token in cell]
        notes = self._session.notes.edits(unit, (), tokens)
        return replace(
            self._row_change(PulledKind.ADDED, None, new),
            edits=(Edit(file, at, at, f"\n{prefix}| {cells} |"), *notes),
            place=self._base.place(file, at),
            line=self._session.next_line(),
            after=(*filter(None, map(spoken, said)), *self._session.notes.said_by_new(tokens)),
        )

    def _removed_row(self, row: WordRow) -> PulledChange:
        unit = self._row_unit(row)
        file, line = unit.file, self._base.line(unit)
        source = self._base.sources[file]
        tables = source.around(line, "table_open")
        if tables and line == tables[-1].start:
            raise CannotPlaceError("a table has a header")
        edit = Edit(file, source.starts[line], source.starts[line + 1], "")
        cells = [self._session.our_tokens([each]) for each in row.lines if each.text]
        tokens = [token for cell in cells for token in cell]
        unexpected = (spoken(list(written(cell))) for cell in cells)
        return replace(
            self._row_change(PulledKind.REMOVED, row, None),
            edits=(edit, *self._session.notes.edits(unit, tokens, ())),
            line=self._session.next_line(),
            before=(*filter(None, unexpected), *self._session.notes.said_by_gone(tokens)),
        )
