"""The text of Vietnamese law and of guides, read: provisions, metadata, citations.

Pure functions over strings. Nothing here reads a database, a network or a clock, and
nothing imports Django or another part of the house, so that content (the library) and
its readers (search) may both use it.

`provisions`: a plain text becomes a tree of Phần, Chương, Mục, Điều, khoản, điểm, with
one anchor each. `citations`: what a text, or a person typing, refers to. `laws`: laws by
their usual name and abbreviation, and the key by which a name is matched.
"""
