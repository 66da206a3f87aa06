"""The documents lead where they say, and leave no setting out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(path for path in (ROOT / "docs").rglob("*.md"))],
)
OPERATORS = ROOT / "docs" / "operators"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)]*)?\)")
SETTING = re.compile(r"""env\.(?:\w+)\(\s*"([A-Z_]+)\"""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    links = {found[1] for found in LINK.finditer(page.read_text(encoding="utf-8"))}
    assert sorted(link for link in links if not (page.parent / link).exists()) == []


def test_every_setting_of_the_environment_is_told_to_operators():
    told = "".join(page.read_text(encoding="utf-8") for page in OPERATORS.glob("*.md"))
    read = {
        name
        for path in (ROOT / "settings").glob("*.py")
        if path.name != "test.py"
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    assert len(read) > 15
    assert sorted(name for name in read - {"DEBUG"} if not re.search(rf"\b{name}\b", told)) == []


def test_every_make_target_that_a_page_names_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, page
