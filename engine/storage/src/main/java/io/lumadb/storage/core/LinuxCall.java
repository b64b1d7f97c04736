package io.lumadb.storage.core;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** Functions of Linux' C library that Java has no names for. */
final class LinuxCall {

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
    static MethodHandle of(String function, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(function)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + function));
        return linker.downcallHandle(address, shape);
    }
}
