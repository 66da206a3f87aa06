"""Units of measure and of money in words. Pure."""

from __future__ import annotations

import re

UNITS = {
    "km/h": "ki-lô-mét một giờ",
    "km²": "ki-lô-mét vuông",
    "km2": "ki-lô-mét vuông",
    "km": "ki-lô-mét",
    "cm²": "xen-ti-mét vuông",
    "cm2": "xen-ti-mét vuông",
    "cm": "xen-ti-mét",
    "mm": "mi-li-mét",
    "m²": "mét vuông",
    "m2": "mét vuông",
    "m³": "mét khối",
    "m3": "mét khối",
    "m": "mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "mg": "mi-li-gam",
    "g": "gam",
    "ml": "mi-li-lít",
    "l": "lít",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "kV": "ki-lô-vôn",
    "°C": "độ C",
    "ºC": "độ C",
    "GB": "gi-ga-bai",
    "MB": "mê-ga-bai",
    "VNĐ": "đồng",
    "VND": "đồng",
    "USD": "đô la Mỹ",
    "$": "đô la Mỹ",
    "EUR": "ơ-rô",
    "€": "ơ-rô",
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
    "đ": "đồng",
    "₫": "đồng",
    "%": "phần trăm",
    "‰": "phần nghìn",
}
_LONGEST_FIRST = sorted(UNITS, key=len, reverse=True)
# A unit ends where its letters end: `m` is none in `mét`, nor `l` in `lần`.
UNIT = "(?:" + "|".join(f"{re.escape(one)}(?!\\w)" for one in _LONGEST_FIRST) + ")"


def unit_in_words(unit: str) -> str:
    return UNITS[unit]
