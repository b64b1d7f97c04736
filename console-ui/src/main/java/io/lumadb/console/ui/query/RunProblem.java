package io.lumadb.console.ui.query;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why a statement failed.
 *
 * @param place where in the editor; null when the server names no place
 */
public record RunProblem(
        String message, @Nullable String hint, @Nullable Place place) {

    /** Offset and length in the editor's text in UTF-16 units; line and column count from 1. */
    public record Place(int offset, int length, int line, int column) {}

    /** @param text the editor's text when the statement was sent, which began at {@code statementStart} */
    static RunProblem of(Throwable failure, String text, int statementStart) {
        ClientException exception = ClientException.of(failure);
        Problem.Position position = exception.problem().map(Problem::position).orElse(null);
        Place place = position == null ? null : place(position, text, statementStart);
        return new RunProblem(exception.detail(), exception.hint().orElse(null), place);
    }

    private static Place place(Problem.Position position, String text, int statementStart) {
        int offset = Math.clamp((long) statementStart + position.offset(), 0, text.length());
        int length = Math.clamp(position.length(), 0, text.length() - offset);
        String before = text.substring(0, offset);
        int line =
                1 + (int) before.chars().filter(character -> character == '\n').count();
        return new Place(offset, length, line, offset - before.lastIndexOf('\n'));
    }
}
