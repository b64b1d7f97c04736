package io.lumadb.storage.core;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Functions of Linux' C library that Java has no names for. */
final class LinuxCall {

    private static final Map<String, Map<String, Integer>> NUMBERS = Map.of(
            "amd64", Map.of("sched_setattr", 314, "sched_getattr", 315),
            "aarch64", Map.of("sched_setattr", 274, "sched_getattr", 275));

    private LinuxCall() {}

    static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /**
     * A function, to be called with exactly the arguments of its shape.
     *
     * @throws UnsatisfiedLinkError when the library has none of this name
     * @throws IllegalCallerException when native access is not enabled
     */
    @SuppressWarnings("restricted")
    static MethodHandle of(String function, FunctionDescriptor shape, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(function)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + function));
        return linker.downcallHandle(address, shape, options);
    }

    /**
     * The number of a system call that the C library may have no function for; empty on other systems than Linux, and on
     * processors that this does not know. Source: the kernel's syscall_64.tbl and asm-generic/unistd.h.
     */
    static OptionalInt number(String systemCall) {
        Map<String, Integer> numbers =
                isLinux() ? NUMBERS.getOrDefault(System.getProperty("os.arch", ""), Map.of()) : Map.of();
        Integer number = numbers.get(systemCall);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** {@code syscall(2)}: the number as a long, then arguments of these shapes; it gives a long, -1 for an error. */
    static MethodHandle system(MemoryLayout... arguments) {
        FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)
                .appendArgumentLayouts(arguments);
        return of("syscall", shape, Linker.Option.firstVariadicArg(1));
    }
}
