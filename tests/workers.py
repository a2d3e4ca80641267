"""Work that goes on at the same time, for tests of what happens under load."""

import threading

from django.db import connection


class Workers:
    """Threads that do their work again and again, each with a connection of its own; joining raises what one raised."""

    def __init__(self):
        self.stop = threading.Event()
        self.failures = []
        self.threads = []

    def start(self, work, *args):
        def run():
            try:
                while not self.stop.is_set():
                    work(*args)
            except Exception as failure:
                self.failures.append(failure)
            finally:
                connection.close()

        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    def join(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]
