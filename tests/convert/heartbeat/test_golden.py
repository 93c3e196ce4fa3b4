"""Clusters of heartbeat's as people had them, and all that comes of them.

Each folder of tests/cases/convert/heartbeat is one; `pytest --regenerate` writes the results
anew.
"""

from pathlib import Path

import pytest

from convert.goldens import golden
from convert.heartbeat.goldens import CASES, choices_of, convert_folder, results

FOLDERS = sorted(file.parent for file in CASES.glob("*/haresources"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_cluster_becomes_what_its_case_says(folder: Path, request: pytest.FixtureRequest) -> None:
    made = results(convert_folder(folder, choices_of(folder)))

    assert made == {name: golden(request, folder / name, text) for name, text in made.items()}
