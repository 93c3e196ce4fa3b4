"""The schema that explains is kept as the library has it, in the user's cache folder."""

import pickle
from pathlib import Path

import pytest
import xmlschema

from crmsh_py import cache
from crmsh_py.model.releases import Release
from crmsh_py.verify import explain
from crmsh_py.verify.gate import gate

OWN: Release = (1, 0)
NAME = "cib-1.0.pickle"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the schema's text, where the cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return gate(OWN).text


def loaded(text: str) -> list[str]:
    """Return some types of the schema as it is loaded now."""
    return sorted(explain._schema.__wrapped__(OWN, text).types)[:5]


def test_what_was_built_is_kept_for_the_next_time(text: str) -> None:
    built = loaded(text)

    kept = cache.read(NAME, key=explain._made_of(text))

    assert kept is not None
    assert (loaded(text), sorted(pickle.loads(kept).types)[:5]) == (built, built)


def test_what_is_kept_is_used(text: str) -> None:
    other = xmlschema.XMLSchema11(text.replace("agent-class", "a-class"))
    cache.write(NAME, pickle.dumps(other), key=explain._made_of(text))

    assert loaded(text)[0] == "a-class"


@pytest.mark.parametrize(
    "kept", [b"", b"junk", pickle.dumps("a text"), b"cnowhere\nnothing\n.", b"\x80\x05]q"]
)
def test_what_cannot_be_used_is_built_anew_and_kept(text: str, kept: bytes) -> None:
    cache.write(NAME, kept, key=explain._made_of(text))

    assert loaded(text)[0] == "action"
    assert cache.read(NAME, key=explain._made_of(text)) != kept


def test_what_was_made_of_another_text_is_not_used(text: str) -> None:
    cache.write(NAME, b"junk", key=explain._made_of("another"))

    assert loaded(text)[0] == "action"


def test_without_a_cache_it_works_too(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")

    assert loaded(text)[0] == "action"
