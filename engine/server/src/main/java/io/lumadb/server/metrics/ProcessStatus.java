package io.lumadb.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process as the operating system sees it. */
final class ProcessStatus {

    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Share of all cores in use by the process, 0 to 1. */
    double cpu() {
        return Math.max(0, system.getProcessCpuLoad());
    }

    /** Bytes. */
    long heapUsed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes of RAM the process takes; where the system does not say, what the JVM has committed. */
    long residentBytes() {
        if (Files.isReadable(LINUX_STATUS)) {
            try {
                for (String line : Files.readAllLines(LINUX_STATUS)) {
                    if (line.startsWith("VmRSS:")) {
                        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                    }
                }
            } catch (IOException e) {
                return committed();
            }
        }
        return committed();
    }

    private static long committed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted()
                + ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted();
    }
}
