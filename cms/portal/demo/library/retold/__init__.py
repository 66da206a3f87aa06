"""Laws retold article by article, in the demo's own words.

The headings and the numbering are the statutes', so that a citation leads to its article; what
stands under them says in plain words what the article is about, and is no text to cite.
"""

from pathlib import Path

_HERE = Path(__file__).parent


def retold(slug: str) -> str:
    """The plain text of the law with this slug, article by article."""
    return (_HERE / f"{slug}.txt").read_text(encoding="utf-8")
