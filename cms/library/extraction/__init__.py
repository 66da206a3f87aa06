"""From an uploaded file to plain text, in a child process that may die.

`process.extract` is the door. Nothing here knows of Django, so that the child starts
quickly and holds no connection, key or setting that a hostile file could reach.
"""
