import pickle

from briefgen.spans import SourceFile, SourceText, whole_file

FILE = SourceFile("a.md", "one\ntwo &amp; three\n")


def test_line_column_and_width_are_counted_from_the_text() -> None:
    place = FILE.span(4, len(FILE.text))
    assert (str(place), place.width, place.first_line) == ("a.md:2:1", 15, "two &amp; three")
    assert (str(whole_file("a")), whole_file("a").line, whole_file("a").width) == ("a", 0, 1)


def test_a_part_follows_what_was_read() -> None:
    read = SourceText("two & three", FILE.mapped([*range(4, 9), *range(13, 20)]))
    assert read.text[4] == "&"
    ampersand = read.span.part(4)
    assert FILE.text[ampersand.start : ampersand.end] == "&amp;"
    assert (read.place(6, 11).column, read.span.part(6, 11).column) == (11, 11)
    assert FILE.mapped(range(4, 8)).offsets is None


def test_what_was_not_read_there_is_about_the_whole() -> None:
    assert FILE.span(0, 3).part(2, 9) == FILE.span(0, 3)


def test_spans_stand_in_the_order_of_files_and_offsets_and_travel() -> None:
    spans = [FILE.span(4), SourceFile("b.md", "x").span(0), FILE.span(0), whole_file("a.md")]
    assert list(map(str, sorted(spans))) == ["a.md", "a.md:1:1", "a.md:2:1", "b.md:1:1"]
    assert pickle.loads(pickle.dumps(spans)) == spans  # noqa: S301
    assert FILE.span(0, 3).joined(FILE.mapped((3, 9))).part(3).end == 9
