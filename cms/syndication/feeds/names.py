"""The names in the feeds' addresses."""

# Stands for every kind.
ALL = "all"
FORMS = ("rss", "atom", "json")
