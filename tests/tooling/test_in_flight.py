"""The database of a test is put back when nobody writes into it any more."""

import threading

from django.core.signals import request_finished, request_started

from tests import in_flight


def test_what_a_server_is_still_at_is_waited_for():
    begun, done = threading.Event(), []

    def serve() -> None:
        request_started.send(sender=None, environ={})
        begun.set()
        # Until the test waits for it, as far as can be told.
        threading.Event().wait(0.1)
        done.append(1)
        request_finished.send(sender=None)

    threading.Thread(target=serve).start()
    begun.wait()
    in_flight.wait()
    assert done == [1]


def test_a_request_that_died_in_the_middle_is_not_waited_for():
    dead = threading.Thread(target=lambda: request_started.send(sender=None, environ={}))
    dead.start()
    dead.join()
    in_flight.wait()
