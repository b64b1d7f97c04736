package io.lumadb.console.ui.task;

import io.lumadb.document.error.LumaException;

/** Failures in words that a user can act on. */
public final class Failures {

    private Failures() {}

    /** What happened, and the hint where there is one: two sentences at most. */
    public static String words(Throwable failure) {
        Throwable cause = BackgroundTasks.unwrap(failure);
        if (cause instanceof LumaException luma) {
            return luma.detail() + luma.hint().map(hint -> " — " + hint).orElse("");
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
