"""The peer of StatusBench, kept connected: status.py ADDRESS. For each line on stdin, "bulk" or "loop", does that once
and prints the milliseconds that it took and the number of domains."""

import sys
import time

import libvirt


def bulk(connection):
    return len(connection.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_STATE))


def loop(connection):
    return len([domain.state() for domain in connection.listAllDomains()])


connection = libvirt.open(sys.argv[1])
for line in sys.stdin:
    way = {"bulk": bulk, "loop": loop}[line.strip()]
    before = time.perf_counter()
    count = way(connection)
    print((time.perf_counter() - before) * 1000, count, flush=True)
