from tests.publishing.conftest import house

__all__ = ["house"]
