from tests.house import house, image
from tests.polls.booth import booth

__all__ = ["booth", "house", "image"]
