"""Completion as a pure function: where the word at the cursor begins, and what it may become."""

from pathlib import Path

import pytest

from assist.knowing import CONFIGURE, candidate, knowledge_of, words
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate, Offer
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said

KNOWN = knowledge_of(
    """\
<nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
<resources>
 <group id="web"><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/></group>
 <primitive id="www" class="ocf" provider="heartbeat" type="apache"/>
 <primitive id="web-db" class="ocf" provider="heartbeat" type="pgsql"/>
</resources><constraints/>"""
)
TOP = Knowledge(cib=KNOWN.cib, library=KNOWN.library)
EXACT = Preferences({"prompt.fuzzy": Said(value=False, origin=Origin.OPTION)})


def begun(text: str, knowledge: Knowledge = KNOWN) -> list[str]:
    """Return the words that begin like the one at the cursor."""
    word = complete(text, knowledge).word.lower()
    return [one for one in words(text, knowledge) if one.lower().startswith(word)]


# ------------------------------------------------------------------ where the word begins


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("", "", 0),
        ("prim", "prim", 0),
        ("group g ", "", 8),
        ("group g w", "w", 8),
        ("group g 'w", "w", 8),
        ('group g "w', "w", 8),
        ('primitive p IPaddr2 params nic="eth0 x', "nic=eth0 x", 27),
        ('primitive p IPaddr2 params "nic=eth0 x', "nic=eth0 x", 27),
        ("order o (w", "w", 9),
        ("group g \\\n  w", "w", 12),
        ("group g www\ngroup h w", "w", 20),
        ("# group g w\nshow w", "w", 17),
        ("/no", "no", 1),
        ("/configure group g w", "w", 19),
        ("nosuch w", "w", 7),
        ("primitive p Dummy nosuch par", "par", 25),
    ],
)
def test_the_word_at_the_cursor_and_its_beginning(text: str, word: str, start: int) -> None:
    offer = complete(text, KNOWN)

    assert (offer.word, offer.start) == (word, start)


def test_behind_what_cannot_be_there_nothing_is_offered() -> None:
    assert complete("group g www nosuch=1 more meta w", KNOWN).candidates == ()
    assert complete("nosuch w", KNOWN) == Offer("w", 7)


def test_continuation_lines_belong_to_their_statement() -> None:
    assert begun("primitive p Dummy \\\n  par") == ["params"]


def test_an_empty_line_ends_a_continuation() -> None:
    assert begun("primitive p Dummy \\\n\npar") == []


# ------------------------------------------------------------------ levels


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("prim", CONFIGURE, ["primitive"]),
        ("PRIM", CONFIGURE, ["primitive"]),
        ("conf", (), ["configure"]),
        ("configure prim", (), ["primitive"]),
        ("CONFIGURE group g ww", (), ["www"]),
        ("/configure group g ww", ("resource",), ["www"]),
        ("/conf", ("resource",), ["configure"]),
        ("group g ww", ("resource",), []),
        ("configure group g ww", ("resource",), []),
    ],
)
def test_levels_can_stand_in_front(text: str, path: tuple[str, ...], found: list[str]) -> None:
    knowledge = Knowledge(path=path, cib=KNOWN.cib, preferences=EXACT)

    assert words(text, knowledge) == found


# ------------------------------------------------------------------ matching


def test_what_holds_the_letters_is_offered_if_nothing_begins_so() -> None:
    assert words("location l w", KNOWN) == ["web", "www", "web-db"]
    assert words("location l web-", KNOWN) == ["web-db"]
    assert words("primitive p ocf:pacemaker:Dum", KNOWN) == ["ocf:pacemaker:Dummy"]
    assert words("location l db", KNOWN) == ["web-db"]
    assert words("location l wd", KNOWN) == ["web-db"]
    assert words("location l eb", KNOWN) == []


def test_letters_can_be_made_to_count_in_front_only() -> None:
    exact = Knowledge(path=CONFIGURE, cib=KNOWN.cib, preferences=EXACT)

    assert words("location l db", exact) == []
    assert words("location l web", exact) == ["web", "web-db"]


def test_letters_are_found_at_once_however_long_the_word() -> None:
    ids = "".join(f'<primitive id="{"a-" * 30}{n}" class="lsb" type="x"/>' for n in range(100))
    known = knowledge_of(f"<resources>{ids}</resources>")

    assert words(f"group g {'a' * 40}z", known) == []
    assert words(f"group g {'a-' * 25}z", known) == []
    assert len(words("group g a-a-a-9", known)) == 11


def test_behind_an_equals_sign_the_name_is_exact() -> None:
    found = words("primitive p IPaddr2 meta target-role=p", KNOWN)

    assert found == ["target-role=Promoted"]


def test_a_whole_word_is_offered_too() -> None:
    assert begun("primitive p Dummy params") == ["params"]


# ------------------------------------------------------------------ what is known


def test_without_a_configuration_the_words_of_the_language_are_left() -> None:
    assert words("location l www 100: ", Knowledge(path=CONFIGURE)) == []
    assert begun("location l www r", Knowledge(path=CONFIGURE)) == [
        "rule",
        "role=",
        "resource-discovery=",
    ]


def test_a_change_of_the_configuration_is_seen() -> None:
    knowledge = knowledge_of("<resources><primitive id='a' class='lsb' type='x'/></resources>")
    cib = knowledge.cib()
    assert cib is not None
    before = words("group g ", knowledge)
    element = cib.find("a")
    assert element is not None

    cib.remove(element)
    without = words("group g ", knowledge)
    cib.rollback(0)

    assert (before, without, words("group g ", knowledge)) == (["a"], [], ["a"])


def test_words_are_said_to_be_what_they_are() -> None:
    assert candidate("group g w", KNOWN, "www") == Candidate("www", "ocf:heartbeat:apache")
    assert candidate("location l v", KNOWN, "vip").meaning == "ocf:heartbeat:IPaddr2 in web"


def test_files_are_offered_for_the_program_of_an_alert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clusters").mkdir()
    (tmp_path / "clusters/one.sh").touch()
    monkeypatch.chdir(tmp_path)

    assert words("alert a clus", KNOWN) == ["clusters/"]
    assert words("alert a clusters/", KNOWN) == ["clusters/one.sh"]
    assert words("alert a nosuch/", KNOWN) == []
