from typing import Any

import pytest

from tests.house import document, house, image

__all__ = ["document", "house", "image"]


@pytest.fixture(autouse=True)
def no_quota(settings: Any) -> None:
    """Random editors are followed with more requests in a minute than a reader may make."""
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}
