"""What is told to those whom the teller does not know: readers of the log, and who counts."""

from django.dispatch import Signal

# Sent with `entry` once it stands in the log with its labels, or as a tombstone, and with
# `labels_before`: the (scheme, code) pairs under which it was found until now. The log's
# lock is held: what a receiver writes commits with the change, and a receiver that raises
# has the change rolled back and tried again.
entry_changed = Signal()

# Sent with `entry` and the `request` when a file that is made of an item is handed to a reader,
# all of it. Documents that were uploaded have Wagtail's `document_served`.
file_served = Signal()
