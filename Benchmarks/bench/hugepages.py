# SPDX-License-Identifier: Apache-2.0
"""Reserves huge pages of memory for PostgreSQL's shared buffers, where this may be done, and gives them back.

With pages of 4 kB the CPU forgets where a page lies long before half a gigabyte of them has been touched; a database of
many gigabytes shows it most. Deploy/README.md tells how a server of one's own gets them.
"""

import pathlib

KERNEL = pathlib.Path("/proc/sys/vm/nr_hugepages")


class HugePages:
    """Pages that were reserved on top of those there were: `reserve(290)`, later `give_back()`."""

    def __init__(self):
        self.before = None

    def reserve(self, count):
        """Asks the kernel for so many more. A server that finds too few of them starts without."""
        try:
            before = int(KERNEL.read_text())
            KERNEL.write_text(str(before + count))
        except OSError:
            # Not this kernel, or not this user.
            return
        self.before = before

    @staticmethod
    def has(pid):
        """Says whether a process lives on them."""
        return "anon_hugepage" in pathlib.Path(f"/proc/{pid}/maps").read_text()

    def give_back(self):
        if self.before is not None:
            KERNEL.write_text(str(self.before))
            self.before = None
