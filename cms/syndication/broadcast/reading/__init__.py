"""What is written, as a newsreader says it: pure rules over text, no framework, no database.

`speech.speak` reads a text; `numbers`, `dates`, `abbreviations` and `signs` hold the words.
The choices among the ways to say a thing stand in docs/developers/broadcast.md.
"""

from .speech import speak, unread

__all__ = ["speak", "unread"]
