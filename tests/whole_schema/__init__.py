"""Random valid CIBs of the whole schema pacemaker-3.9, and what holds for every one of them."""
