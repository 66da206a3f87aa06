"""What the docs for webmasters name is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cms.embeds import choices, script

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs/commune-sites/nhung.md").read_text()
SOURCE = script.SOURCE.read_text()
NAME = re.compile(r"`([\w-]+)`")


def row(first: str) -> str:
    """The row of a table whose first cell begins with `first`, without that cell."""
    [found] = [line for line in DOCS.splitlines() if line.startswith(f"| `{first}`")]
    return found.split("|", 2)[2]


def policy_of(text: str) -> dict[str, set[str]]:
    directives = (directive.split() for directive in text.split(";") if directive.strip())
    return {name: set(sources) for name, *sources in directives}


def test_every_attribute_that_the_script_watches_is_in_the_docs():
    [watched] = re.findall(r"observedAttributes\(\) {\s*return \(([^)]+)\)", SOURCE)
    names = set(re.findall(r"[a-z]+", watched))
    assert names <= set(NAME.findall(DOCS))


def test_every_part_and_property_in_the_docs_is_in_the_script():
    parts = DOCS.split("Các `part`:")[1].split("\n\n")[0]
    missing = [name for name in NAME.findall(parts) if f'part: "{name}"' not in SOURCE]
    assert [name for name in missing if f'"{name}"' not in SOURCE] == []
    for name in set(re.findall(r"--dh-[\w-]+", DOCS)):
        used = f"var({name}" in SOURCE
        assert used, name


@pytest.mark.parametrize("widget", ["news", "search", "documents", "poll", "visits"])
def test_the_docs_name_the_parameters_of_each_frame(widget):
    named = row(f"/embed/{widget}/")
    told = set(NAME.findall(named)) - {"poll"}
    assert told == set(choices.WIDGETS[widget]) - {"poll"}


@pytest.mark.parametrize("widget", ["news", "search", "documents", "visits"])
def test_a_frame_can_be_told_whatever_its_element_can(widget):
    element = set(NAME.findall(row(f"<dh-{widget}>")))
    # A frame cannot show the figures without being fetched, and that is the visit.
    assert set(NAME.findall(row(f"/embed/{widget}/"))) == element - {"beacon"}


def test_the_strict_example_allows_what_the_docs_name_and_no_more():
    """The browser's test shows that it is enough (tests/browser/test_embeds.py)."""
    block = DOCS.split("## Trang có Content-Security-Policy")[1].split("```")[1]
    page = (ROOT / "examples/commune-site/nghiem-ngat.html").read_text()
    [written] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    allowed = policy_of(written)
    assert allowed["default-src"] == {"'none'"}
    portal = {name for name, sources in allowed.items() if "http://localhost:8000" in sources}
    assert portal == set(policy_of(block))
    assert "unsafe" not in written
