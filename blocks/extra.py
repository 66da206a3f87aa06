"""Places to which other apps bring blocks of their own, without being known here.

`settings.EXTRA_BLOCKS` names, for each place, what is brought there: the block's name
in stored streams, and the dotted path of its class. Such a class is imported while
models are still being defined, so its module must not import any: a chooser takes its
model by name. What is brought stands in no migration, because it is nothing to a table.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.blocks.definition_lookup import BlockDefinitionLookupBuilder
from wagtail.fields import StreamField


class OpenStreamBlock(blocks.StreamBlock):
    """A stream of the blocks declared in the class, and of those brought to its `place`."""

    place: ClassVar[str]

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        brought = brought_to(self.place)
        self.brought_names = frozenset(name for name, _ in brought)
        super().__init__([*brought, *(local_blocks or ())], **kwargs)


class OpenStreamField(StreamField):
    """A `StreamField` of an `OpenStreamBlock`; to migrations, of its declared blocks alone."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super(StreamField, self).deconstruct()
        lookup = BlockDefinitionLookupBuilder()
        declared = [
            (child_name, lookup.add_block(block))
            for child_name, block in self.stream_block.child_blocks.items()
            if child_name not in getattr(self.stream_block, "brought_names", ())
        ]
        kwargs["block_lookup"] = lookup.get_lookup_as_dict()
        return name, "wagtail.fields.StreamField", [declared], kwargs


def brought_to(place: str) -> list[tuple[str, blocks.Block]]:
    """A new instance of each block brought there, by name, in the setting's order."""
    return [
        (name, import_string(path)()) for name, path in settings.EXTRA_BLOCKS.get(place, {}).items()
    ]
