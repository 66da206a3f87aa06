from tests.house import document, house, image

__all__ = ["document", "house", "image"]
