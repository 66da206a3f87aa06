"""From a text taken apart into its provisions to the blocks that are printed."""

from __future__ import annotations

from cms.legaltext.provisions import ParsedText, Provision

from .document import DIVISIONS, Block, Role

NAMED = DIVISIONS - {Role.HEADING}
CLOSING = {"signature": Role.SIGNATURE, "recipients": Role.RECIPIENTS}


def blocks(parsed: ParsedText) -> tuple[Block, ...]:
    """What is printed of a text, in its order: all but its letterhead and its furniture."""
    preamble = (
        Block(Role.PREAMBLE, text=one.text) for one in parsed.front if one.kind == "preamble"
    )
    closing = (Block(CLOSING.get(one.kind, Role.TEXT), text=one.text) for one in parsed.back)
    return (*preamble, *(_block(one) for one in parsed.provisions), *closing)


def _block(provision: Provision) -> Block:
    role = Role(provision.kind)
    return Block(
        role,
        # As its source numbers it (`1.`, `a)`); what has a name of its own by that (`Điều 5`).
        provision.label if role in NAMED else provision.marker or provision.label,
        provision.heading,
        provision.text,
        tuple(_block(child) for child in provision.children),
    )
