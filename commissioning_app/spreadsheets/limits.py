"""How much a stranger's file may take, and how a process holds itself to that."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on reading one file; the worker process enforces them on itself, the reader on the worker."""

    seconds: float = 8.0
    memory_mb: int = 450
    file_mb: int = 64
    unpacked_mb: int = 1024
    answer_mb: int = 256
    rows: int = 200_000
    columns: int = 1_000
    cells: int = 3_000_000


def hold_to(memory_mb: int, seconds: float) -> None:
    """Bound this process's memory and processor time, as well as the system can."""
    if sys.platform == "win32":
        _hold_windows(memory_mb)
        return
    import resource

    for kind, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(seconds) + 2),
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(kind, (wanted, hard))
        except (ValueError, OSError):
            continue  # macOS refuses a bound on the address space; the watch below stands in
    if sys.platform == "darwin":
        _watch(memory_mb)


def _watch(memory_mb: int) -> None:
    """End this process once it has used too much, where the system has no bound to set."""
    import os
    import threading
    import time

    import psutil  # type: ignore[import-untyped]

    me = psutil.Process()

    def look() -> None:
        while True:
            if me.memory_info().rss > memory_mb * MEGABYTE:
                os._exit(OUT_OF_MEMORY)
            time.sleep(0.02)

    threading.Thread(target=look, daemon=True).start()


OUT_OF_MEMORY = 77
"""How the worker ends when its own watch found that it used too much memory."""


def _hold_windows(memory_mb: int) -> None:
    """Put this process into a job object with a bound on its memory."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("Basic", Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    process_memory, extended_information = 0x100, 9
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    bounds = Extended()
    bounds.Basic.LimitFlags = process_memory
    bounds.ProcessMemoryLimit = memory_mb * MEGABYTE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, extended_information, ctypes.byref(bounds), ctypes.sizeof(bounds))
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
