"""The demo's library: documents and sets, written for it."""

from .laws import LAWS
from .lessons import LESSONS
from .regulations import REGULATIONS
from .sets import SETS

DOCUMENTS = (*LAWS, *REGULATIONS, *LESSONS)

__all__ = ["DOCUMENTS", "SETS"]
