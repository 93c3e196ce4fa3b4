"""Text where a cluster.conf has elements only."""

import pytest

from convert.rhcs.goldens import of
from convert.rhcs.test_reading import told

FILE = (
    "<cluster name='c'><clusternodes><clusternode name='n'/>{}</clusternodes>"
    "<rm><resources>{}</resources></rm></cluster>"
)


@pytest.mark.parametrize("text", ["...", "<!-- said --> and so on", "<?a b?>x"])
@pytest.mark.parametrize(("inside", "at"), [("clusternodes", (1, 19)), ("resources", (1, 75))])
def test_text_is_told_at_its_element_and_not_repeated(
    inside: str, at: tuple[int, int], text: str
) -> None:
    given = (text, "") if inside == "clusternodes" else ("", text)
    message = f"there is text inside of <{inside}>, where none is read"

    assert told(of(FILE.format(*given)), "not-understood") == [(*at, message)]


def test_comments_and_blanks_are_no_text() -> None:
    found = told(of(FILE.format("<!-- a -->\n", "\n\t ")), "not-understood")

    assert found == []
