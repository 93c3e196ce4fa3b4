"""Shadow CIBs."""

from pathlib import Path

from backends.cibs import CIB, ids, raises, with_primitive
from crmsh_py.backends.shadow import open_shadow


def test_a_shadow_is_a_file_in_the_folder_of_shadows(tmp_path: Path) -> None:
    (tmp_path / "shadow.test").write_text(CIB)
    shadow = open_shadow("test", tmp_path)
    base = shadow.read()

    shadow.write(base, with_primitive(base, "b"))

    assert ids(shadow.read()) == ["a", "b"]
    assert shadow.name == "test"


def test_a_shadow_that_is_not_there_is_an_error_that_says_how_to_make_a_file(
    tmp_path: Path,
) -> None:
    with raises("no-such-object", "'./test' or 'test.xml'"):
        open_shadow("test", tmp_path).read()


def test_a_shadow_that_was_deleted_meanwhile_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "shadow.test").write_text(CIB)
    shadow = open_shadow("test", tmp_path)
    base = shadow.read()
    (tmp_path / "shadow.test").unlink()

    with raises("no-such-object"):
        shadow.write(base, with_primitive(base, "b"))
