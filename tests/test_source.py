"""Positions in texts."""

from crmsh_py.source import Location, Source, Span, nearby


def test_a_position_counts_lines_and_columns_from_one() -> None:
    source = Source("site.crm", "group g a \\\n\tb c", line=7, column=3)

    positions = [source.position(offset) for offset in (0, 6, 12, 13, 15)]

    assert positions == [(7, 3), (7, 9), (8, 1), (8, 2), (8, 4)]


def test_a_location_says_where_it_begins() -> None:
    location = Location(Source("site.crm", "a\nbc"), Span(3, 4))

    assert (location.name, location.position) == ("site.crm", (2, 2))


def test_of_a_long_text_only_whole_words_near_a_place_are_kept() -> None:
    text = "zero first\nsecond place behind it"
    location = Location(Source("site.crm", text, line=7), Span(18, 23))

    near = nearby(location, 10)

    assert near == Location(Source("site.crm", "second place behi", 8, 1), Span(7, 12))
    assert near.position == location.position


def test_of_one_long_word_what_is_near_is_kept() -> None:
    location = Location(Source("site.crm", "a" * 100, column=5), Span(50, 90))

    assert nearby(location, 10) == Location(Source("site.crm", "a" * 20, 1, 45), Span(10, 20))


def test_a_short_text_is_kept_whole() -> None:
    location = Location(Source("site.crm", "a b", lead="configure "), Span(2, 3))

    assert nearby(location, 10) is location
