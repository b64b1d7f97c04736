#!/usr/bin/env bash
# Prints the JVM options of servers and of the load generator, for this machine. Written for bash 3.2.
#
# A heap with room: G1 marks the whole heap again and again where more than 45 % of it is alive. What it once had it keeps: pages
# that were given back are cleared again, and on virtual machines fetched from the host, by whoever touches them first.
printf '%s\n' -Xms64m -XX:MaxRAMPercentage=50 -XX:G1PeriodicGCInterval=60000 -XX:MinHeapFreeRatio=60 -XX:MaxHeapFreeRatio=100
# Memory comes from the system in pieces of 2 MiB, where it gives such: else the collector waits for it 512 times as often, which
# was half of its pauses.
if grep -qsE '\[(madvise|always)\]' /sys/kernel/mm/transparent_hugepage/enabled; then
  printf '%s\n' -XX:+UseTransparentHugePages
fi
