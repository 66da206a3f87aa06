"""Grow a seeded stock site to so many articles: `python -m benchmarks.stock.grow COUNT`."""

from __future__ import annotations

import sys

import django


def main(count: int) -> None:
    from wagtail.models import Site

    from benchmarks import copies

    tables = [
        copies.Table("stock_newspage", "page_ptr_id"),
        copies.Table("stock_attachment", "page_id"),
        *(
            copies.Table(f"stock_newspage_{name}", column)
            for name, column in (
                ("topics", "newspage_id"),
                ("units", "newspage_id"),
                ("chosen", "from_newspage_id"),
            )
        ),
    ]
    home = Site.objects.get(is_default_site=True).root_page
    wanted = copies.plan(home, count)
    if wanted:
        copies.make(home, wanted, tables)
    copies.analyse()


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
