"""The demo's news: written for it, from what the city's plan of 2022 set out to do.

The plan and what it asks for are true; people, cases and all other figures are invented.
"""

from .autumn2022 import STORIES as _autumn_2022
from .year2022 import STORIES as _2022
from .year2023 import STORIES as _2023
from .year2024 import STORIES as _2024
from .year2025 import STORIES as _2025
from .year2026 import STORIES as _2026

STORIES = (*_2022, *_autumn_2022, *_2023, *_2024, *_2025, *_2026)
