"""Documents by the thousand: from JSON lines, or from a folder of files with a table.

`records` says what is imported, `corpora` and `tables` read it, `storing` has it in the
library, `reporting` keeps every row that had something wrong. The command
`import_documents` puts them together.
"""
