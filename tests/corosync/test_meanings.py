"""What settings are for is told of all that corosync 3 takes, and of nothing else."""

from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.meanings import MEANINGS


def test_each_setting_that_counts_has_a_meaning() -> None:
    counted = {path for path, setting in SETTINGS.items() if not setting.instead}

    assert counted - set(MEANINGS) == set()


def test_only_settings_have_a_meaning() -> None:
    known = {path for path in MEANINGS if not path.startswith("logging.")}

    assert known - set(SETTINGS) == set()
