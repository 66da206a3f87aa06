"""The desk where files come in: what was uploaded, what became of it, and the way into a document.

Text is read from a file by `cms.library.extraction`; here are the rows, the queue, the
rights and the screens.
"""
