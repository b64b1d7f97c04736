package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the calling thread to one processor: {@code sched_setaffinity(2)} on Linux, nothing elsewhere. Only processors
 * that the process may use are chosen, so that containers and {@code taskset} are obeyed.
 */
final class CpuAffinity {

    private static final Logger LOG = LoggerFactory.getLogger(CpuAffinity.class);
    private static final int MASK_BYTES = 128;

    private CpuAffinity() {}

    /** Binds the calling thread to the n-th processor it may use; false where that cannot be done. */
    static boolean bindCallingThread(int n) {
        if (!LinuxCall.isLinux() || Runtime.getRuntime().availableProcessors() < 2) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            if (call("sched_getaffinity", mask) < 0) {
                return false;
            }
            List<Integer> allowed = processors(mask);
            if (allowed.size() < 2) {
                return false;
            }
            int processor = allowed.get(n % allowed.size());
            mask.fill((byte) 0);
            mask.set(ValueLayout.JAVA_BYTE, processor / 8, (byte) (1 << processor % 8));
            return call("sched_setaffinity", mask) == 0;
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("core loops run unbound: {}", e.toString());
            return false;
        }
    }

    private static List<Integer> processors(MemorySegment mask) {
        List<Integer> allowed = new ArrayList<>();
        for (int processor = 0; processor < MASK_BYTES * 8; processor++) {
            if ((mask.get(ValueLayout.JAVA_BYTE, processor / 8) >> processor % 8 & 1) == 1) {
                allowed.add(processor);
            }
        }
        return allowed;
    }

    private static int call(String function, MemorySegment mask) {
        MethodHandle handle = LinuxCall.of(
                function,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try {
            return (int) handle.invokeExact(0, (long) MASK_BYTES, mask);
        } catch (Throwable e) {
            throw new IllegalStateException(function + " could not be called", e);
        }
    }
}
