"""What people say of their quarrels, and what the law calls it: synonyms to begin with.

`manage.py load_synonyms` puts them where editors see, change and delete them. In a line of
`everyday.txt`, what people type and what the law writes, several with commas between. A phrase is
there only if, with its diacritics left out, the law hardly writes anything else so, and
if what it stands for is what the provision that settles it says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")


def rows() -> Iterator[tuple[str, str]]:
    """What is typed, and what is meant, of each line."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        typed, _bar, meant = line.partition(" | ")
        yield typed, meant
