"""What is kept in the user's cache folder, and when nothing is."""

import os
from pathlib import Path

import pytest

from crmsh_py import cache


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    return folder


def test_what_was_written_is_read_with_the_same_key_only(home: Path) -> None:
    cache.write("a", b"1\n2", key="made of x")

    found = [cache.read("a", key=key) for key in ("made of x", "made of y", "")]

    assert found == [b"1\n2", None, None]
    assert (home / ".cache/crm").stat().st_mode & 0o777 == 0o700
    assert (home / ".cache/crm/a").stat().st_mode & 0o777 == 0o600


def test_what_is_written_again_takes_the_place_of_the_old(home: Path) -> None:
    cache.write("a", b"1")
    cache.write("a", b"2")

    assert cache.read("a") == b"2"
    assert [each.name for each in (home / ".cache/crm").iterdir()] == ["a"]


def test_the_folder_of_the_environment_is_used_if_it_is_absolute(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x/y"))
    cache.write("a", b"1")
    monkeypatch.setenv("XDG_CACHE_HOME", "x/y")
    cache.write("b", b"2")

    assert (tmp_path / "x/y/crm/a").is_file()
    assert (home / ".cache/crm/b").is_file()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o702])
def test_a_folder_that_others_can_write_to_is_not_used(home: Path, mode: int) -> None:
    cache.write("a", b"1")
    (home / ".cache/crm").chmod(mode)
    cache.write("b", b"2")

    assert cache.read("a") is None
    assert not (home / ".cache/crm/b").exists()


def test_a_file_that_others_can_write_to_is_not_used(home: Path) -> None:
    cache.write("a", b"1")
    (home / ".cache/crm/a").chmod(0o666)

    assert cache.read("a") is None


@pytest.mark.parametrize("what", ["a link", "a folder", "a pipe", "empty"])
def test_what_is_no_file_of_ours_is_not_read(home: Path, what: str) -> None:
    cache.write("b", b"1")
    folder = home / ".cache/crm"
    match what:
        case "a link":
            (folder / "a").symlink_to("b")
        case "a folder":
            (folder / "a").mkdir()
        case "a pipe":
            os.mkfifo(folder / "a")
        case _:
            (folder / "a").touch(mode=0o600)

    assert cache.read("a") is None


def test_a_link_in_the_place_of_the_folder_is_not_followed(home: Path, tmp_path: Path) -> None:
    (home / ".cache").mkdir(mode=0o700)
    (tmp_path / "other").mkdir(mode=0o700)
    (home / ".cache/crm").symlink_to(tmp_path / "other")
    cache.write("a", b"1")

    assert cache.read("a") is None
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("name", [".cache", ".cache/crm", ".cache/crm/a"])
def test_what_belongs_to_somebody_else_is_not_used(home: Path, name: str) -> None:
    cache.write("a", b"1")
    os.chown(home / name, 65534, 65534)
    cache.write("b", b"1")

    assert cache.read("a") is None
    assert (home / ".cache/crm/b").exists() is (name == ".cache/crm/a")


@pytest.mark.parametrize("home_", ["", "/dev/null", "/nowhere/to/be/found", "relative"])
def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, home_: str) -> None:
    monkeypatch.setenv("HOME", home_)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if home_.startswith("/nowhere"):
        monkeypatch.setattr(Path, "mkdir", lambda *_, **__: None)
    cache.write("a", b"1")

    assert cache.read("a") is None


def test_what_is_too_large_is_not_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("a", b"12345")
    monkeypatch.setattr(cache, "MAX_BYTES", 5)
    cache.write("b", b"12345")

    assert (cache.read("a"), cache.read("b")) == (None, None)
    assert not (home / ".cache/crm/b").exists()
