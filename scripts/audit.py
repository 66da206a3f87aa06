"""Known vulnerabilities in what is pinned, where the advisories can be reached."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

PINNED = "requirements/development.txt"
SECONDS = 300


def verdict(report: dict[str, Any]) -> tuple[int, list[str]]:
    """An exit code and lines for people, from pip-audit's JSON.

    What has no fixed version yet is told and does not fail: there is nothing to do.
    """
    dependencies = report["dependencies"]
    audited = [dependency for dependency in dependencies if "vulns" in dependency]
    if not audited:
        return 0, ["The advisories cannot be reached from here: not audited"]
    lines, code = [], 0
    for dependency in audited:
        for vulnerability in dependency["vulns"]:
            fixed = ", ".join(vulnerability["fix_versions"])
            name = f"{dependency['name']} {dependency['version']}: {vulnerability['id']}"
            lines.append(f"{name}, mended in {fixed}" if fixed else f"{name}, not mended yet")
            code |= bool(fixed)
    unknown = len(dependencies) - len(audited)
    lines.append(f"{len(audited)} packages audited" + (f", {unknown} unknown" if unknown else ""))
    return code, lines


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "--requirement", PINNED, "--no-deps"]
    command += ["--disable-pip", "--format=json", "--progress-spinner=off", "--timeout=10"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        report = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        report = {"dependencies": []}
    code, lines = verdict(report)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
