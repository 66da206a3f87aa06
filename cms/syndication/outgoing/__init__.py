"""Requests to addresses that somebody typed in: they never reach the inside."""

from .address import Address, Refused
from .sending import Answer, Failed, post

__all__ = ["Address", "Answer", "Failed", "Refused", "post"]
