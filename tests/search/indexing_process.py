"""An indexer to kill: forks one that works for ever, for each line that it is sent.

It catches up, or builds the index that answers anew when the line says `rebuild`.

Loading Django takes seconds and a fork takes none, so that a test can kill many.
"""

import os
import signal
import sys

import django


def main() -> None:
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What a child would otherwise load again each time.
    from search import indexer
    from search.engines import all_engines, primary

    all_engines()
    # Many small batches, so that few moments are not in the middle of one.
    indexer.BATCH = 2
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            while True:
                if line.strip() == "rebuild":
                    indexer.rebuild(primary())
                else:
                    indexer.catch_up_all()
        print(child, flush=True)


if __name__ == "__main__":
    main()
