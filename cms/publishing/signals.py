"""What the log tells readers that must keep up in its own transaction."""

from django.dispatch import Signal

# Sent with `entry` once it stands in the log with its labels, or as a tombstone, and with
# `labels_before`: the (scheme, code) pairs under which it was found until now. The log's
# lock is held: what a receiver writes commits with the change, and a receiver that raises
# has the change rolled back and tried again.
entry_changed = Signal()
