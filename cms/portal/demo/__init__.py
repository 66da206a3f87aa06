"""A city's site to try the product on: invented people, drawn pictures, one true plan."""
