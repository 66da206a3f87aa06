"""A stock Wagtail site with the same articles: the peer."""
