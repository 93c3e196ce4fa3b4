"""The tree is laid out as tools and users expect it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_folders_at_the_top_are_seen_through_links() -> None:
    for name in ("grammar", "schemas"):
        link = ROOT / "crmsh_py" / name

        assert link.is_symlink(), name
        assert link.readlink() == Path("..") / name
        assert not (ROOT / name).is_symlink()
