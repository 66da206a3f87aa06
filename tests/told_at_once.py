"""Failures are told as they happen.

pytest names what failed when all is over; a run that is ended from outside never comes so far.
"""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """In the process that people read, which is none of xdist's workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Teller(config))


class _Teller:
    def __init__(self, config: pytest.Config) -> None:
        self.plugins = config.pluginmanager

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """After pytest's own letter for it."""
        reporter = self.plugins.get_plugin("terminalreporter")
        if reporter is None or not report.failed:
            return
        what = "FAILED" if report.when == "call" else f"ERROR at {report.when} of"
        line = f"{what} {report.nodeid} - {_reason(report)}"
        reporter.write(f"\n{line}\n", flush=True, red=True)


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else report.longreprtext
    return next(iter(said.strip().splitlines()), "")
