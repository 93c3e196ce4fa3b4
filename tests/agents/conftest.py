"""What tests of agents share: an installation, and a cache that is nobody's."""

from pathlib import Path

import pytest

from agents.installation import Installation


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "crm"


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    root = tmp_path / "installation"
    root.mkdir()
    root.chmod(0o755)
    return Installation(root)
