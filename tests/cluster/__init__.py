"""Tests on a real Pacemaker cluster, and the harness that starts one."""
