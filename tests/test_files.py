"""Files that users name are read and written whole, or there is one clear error."""

import stat
from pathlib import Path

import pytest

from crmsh_py.diagnostics import CrmError
from crmsh_py.files import read_text, write_text


def _code(error: pytest.ExceptionInfo[CrmError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.crm"
    file.write_bytes(b"\xef\xbb\xbfgroup g a")

    assert read_text(str(file)) == "group g a"


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe\x00", "undecodable-text"), (b"a\0b", "undecodable-text")]
)
def test_binary_files_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "a.crm"
    file.write_bytes(content)

    with pytest.raises(CrmError) as error:
        read_text(str(file))

    assert _code(error) == [code]


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CrmError) as missing:
        read_text(str(tmp_path / "nowhere"))
    with pytest.raises(CrmError) as folder:
        read_text(str(tmp_path))

    assert _code(missing) == ["no-such-file"]
    assert _code(folder) == ["unreadable-file"]


def test_a_file_that_holds_secrets_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "a.crm"
    file.write_text("old")
    file.chmod(0o644)

    write_text(str(file), "new", private=True)

    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_existing_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    file = tmp_path / "a.crm"
    file.write_text("old")
    file.chmod(0o640)
    link = tmp_path / "link.crm"
    link.symlink_to(file)

    write_text(str(link), "new", private=False)

    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.crm", "link.crm"]


def test_what_is_no_regular_file_is_written_to() -> None:
    write_text("/dev/null", "text", private=True)

    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CrmError) as error:
        write_text(str(tmp_path / "nowhere" / "a.crm"), "text", private=False)

    assert _code(error) == ["cannot-write"]
