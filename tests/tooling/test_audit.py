"""What `make check` makes of an audit."""

from scripts.audit import verdict


def package(*vulnerabilities: dict[str, object]) -> dict[str, object]:
    return {"name": "django", "version": "5.2.1", "vulns": list(vulnerabilities)}


def test_an_advisory_with_a_mended_version_fails_and_names_it():
    code, lines = verdict({"dependencies": [package({"id": "CVE-1", "fix_versions": ["5.2.2"]})]})
    assert code == 1
    assert "django 5.2.1: CVE-1, mended in 5.2.2" in lines


def test_an_advisory_without_one_is_told():
    code, lines = verdict({"dependencies": [package({"id": "CVE-1", "fix_versions": []})]})
    assert code == 0
    assert "django 5.2.1: CVE-1, not mended yet" in lines


def test_unreachable_advisories_are_said_and_do_not_fail():
    skipped = {"name": "django", "skip_reason": "not found"}
    assert verdict({"dependencies": [skipped]}) == (
        0,
        ["The advisories cannot be reached from here: not audited"],
    )
