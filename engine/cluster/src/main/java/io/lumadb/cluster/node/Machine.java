package io.lumadb.cluster.node;

import io.lumadb.cluster.view.ClusterStatus.Disk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process takes of its machine. Looked up by the node's ticker ({@link #tick}), because a file system may take its
 * time; everybody reads the last look.
 */
final class Machine {

    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
    private static final long DISK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Path data;
    private final List<Path> volumes;
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

    private long disksAtNanos = System.nanoTime() - DISK_INTERVAL_NANOS;
    private volatile double cpu;
    private volatile long residentBytes;
    private volatile List<Disk> disks = List.of();

    Machine(Path data, List<Path> volumes) {
        this.data = data;
        this.volumes = volumes;
    }

    void tick() {
        if (system instanceof com.sun.management.OperatingSystemMXBean process) {
            double load = process.getProcessCpuLoad();
            cpu = Double.isFinite(load) ? Math.clamp(load, 0.0, 1.0) : 0.0;
        }
        residentBytes = readResidentBytes();
        if (System.nanoTime() - disksAtNanos >= DISK_INTERVAL_NANOS) {
            disksAtNanos = System.nanoTime();
            disks = readDisks();
        }
    }

    /** From Linux; elsewhere what the JVM committed, which is the nearest figure Java knows. */
    private long readResidentBytes() {
        if (Files.isReadable(STATUS)) {
            try {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith("VmRSS:")) {
                        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                    }
                }
            } catch (IOException | NumberFormatException e) {
                LOG.debug("{} cannot be read: {}", STATUS, e.toString());
            }
        }
        return memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }

    private List<Disk> readDisks() {
        List<Disk> found = new ArrayList<>();
        addDisk(found, "data", data);
        for (int volume = 0; volume < volumes.size(); volume++) {
            addDisk(found, "cold volume " + volume, volumes.get(volume));
        }
        return List.copyOf(found);
    }

    /** A volume that is gone has no figures; that its fragments are missing is the storage's to say. */
    private static void addDisk(List<Disk> disks, String role, Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long total = store.getTotalSpace();
            disks.add(new Disk(role, total - store.getUnallocatedSpace(), store.getUsableSpace(), total));
        } catch (IOException e) {
            LOG.debug("{} has no disk figures: {}", path, e.toString());
        }
    }

    /** The process's share of all cores, 0 to 1. */
    double cpu() {
        return cpu;
    }

    long residentBytes() {
        return residentBytes;
    }

    long heapUsed() {
        return memory.getHeapMemoryUsage().getUsed();
    }

    long heapMax() {
        return Runtime.getRuntime().maxMemory();
    }

    List<Disk> disks() {
        return disks;
    }
}
