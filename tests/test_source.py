"""Positions in texts."""

from crmsh_py.source import Location, Source, Span


def test_a_position_counts_lines_and_columns_from_one() -> None:
    source = Source("site.crm", "group g a \\\n\tb c", line=7, column=3)

    positions = [source.position(offset) for offset in (0, 6, 12, 13, 15)]

    assert positions == [(7, 3), (7, 9), (8, 1), (8, 2), (8, 4)]


def test_the_line_of_an_offset_is_the_whole_line() -> None:
    source = Source("site.crm", "one\ntwo\nthree")

    assert [source.line_at(offset) for offset in (0, 5, 8, 13)] == ["one", "two", "three", "three"]


def test_a_location_says_where_it_begins() -> None:
    location = Location(Source("site.crm", "a\nbc"), Span(3, 4))

    assert (location.name, location.position) == ("site.crm", (2, 2))
