package io.lumadb.query.editor;

import io.lumadb.query.editor.JqlCaret.Frame;
import io.lumadb.query.jql.vocabulary.ExpressionOperators;
import io.lumadb.query.jql.vocabulary.ExpressionOperators.Arguments;
import io.lumadb.query.language.Language;
import io.lumadb.query.lql.LqlLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Says which call a caret is in, and at which of its arguments, in a text that need not be finished. Immutable and thread-safe. */
public final class SignatureHelp {

    private final Signatures signatures;

    public SignatureHelp(Signatures signatures) {
        this.signatures = signatures;
    }

    /** The innermost call around the offset, in UTF-16 units; NQL has no calls. */
    public Optional<SignatureHint> at(Language language, String text, int offset) {
        int caret = Math.clamp(offset, 0, text.length());
        return switch (language) {
            case LQL -> lql(text, caret);
            case NQL -> Optional.empty();
            case JQL -> jql(text, caret);
        };
    }

    /** An open bracket, and the call it belongs to. */
    private static final class Open {
        private final String name;
        private final int from;
        private final boolean query;
        private int argument;

        Open(String name, int from, boolean query) {
            this.name = name;
            this.from = from;
            this.query = query;
        }
    }

    private Optional<SignatureHint> lql(String text, int caret) {
        int begin = LqlCaret.statementStart(text, caret);
        for (Open open : openBrackets(text.substring(begin, caret))) {
            if (open.query) {
                return Optional.empty();
            }
            Optional<Signature> signature = open.name.isEmpty() ? Optional.empty() : signatures.find(open.name);
            if (signature.isPresent()) {
                int active = signature.get().parameterOf(open.argument);
                return Optional.of(new SignatureHint(signature.get(), active, begin + open.from));
            }
        }
        return Optional.empty();
    }

    /** From the inside out. */
    private static Deque<Open> openBrackets(String before) {
        LqlLexer lexer = new LqlLexer(CharStreams.fromString(before));
        lexer.removeErrorListeners();
        Deque<Open> open = new ArrayDeque<>();
        String name = "";
        int nameAt = 0;
        boolean opened = false;
        int at = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            int start = at;
            at += token.getText().length();
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            int type = token.getType();
            if (opened && LqlWords.beginsQuery(type)) {
                Open outer = open.pop();
                open.push(new Open(outer.name, outer.from, true));
            }
            opened = type == LqlLexer.LEFT_PAREN;
            switch (type) {
                case LqlLexer.LEFT_PAREN -> open.push(new Open(name, nameAt, false));
                case LqlLexer.LEFT_BRACKET, LqlLexer.LEFT_BRACE -> open.push(new Open("", start, false));
                case LqlLexer.RIGHT_PAREN, LqlLexer.RIGHT_BRACKET, LqlLexer.RIGHT_BRACE -> open.poll();
                case LqlLexer.COMMA -> next(open);
                default -> {}
            }
            name = LqlWords.callable(type) ? token.getText() : "";
            nameAt = start;
        }
        return open;
    }

    private static void next(Deque<Open> open) {
        if (!open.isEmpty()) {
            open.peek().argument++;
        }
    }

    private Optional<SignatureHint> jql(String text, int caret) {
        JqlCaret at = JqlCaret.at(text, caret);
        List<Frame> frames = at.frames();
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            String operator = frame.key();
            Optional<Signature> signature = operator.startsWith("$") ? ofOperator(operator) : Optional.empty();
            if (signature.isPresent()) {
                Optional<Frame> inner = i + 1 < frames.size() ? Optional.of(frames.get(i + 1)) : Optional.empty();
                int from = text.lastIndexOf("\"" + operator + "\"", caret);
                return Optional.of(new SignatureHint(
                        signature.get(), active(signature.get(), inner, at, operator), Math.max(0, from)));
            }
        }
        return Optional.empty();
    }

    private static int active(Signature signature, Optional<Frame> inner, JqlCaret at, String operator) {
        if (inner.isEmpty()) {
            return signature.parameterOf(0);
        }
        if (inner.get().array()) {
            return signature.parameterOf(inner.get().index());
        }
        String key = inner.get().key().isEmpty() ? at.word() : inner.get().key();
        return JqlWords.arguments(operator).orElse(List.of()).indexOf(key);
    }

    private Optional<Signature> ofOperator(String operator) {
        Optional<List<String>> named = JqlWords.arguments(operator);
        Optional<ExpressionOperators.Operator> known = ExpressionOperators.named(operator);
        String description = known.flatMap(found -> signatures.find(found.function()))
                .map(Signature::description)
                .orElse("");
        if (named.isPresent()) {
            return Optional.of(new Signature(operator, named.get(), description));
        }
        return known.map(found -> new Signature(operator, listed(found), description));
    }

    private List<String> listed(ExpressionOperators.Operator operator) {
        if (!(operator.arguments() instanceof Arguments.Listed(int least, int most))) {
            return List.of();
        }
        Optional<Signature> function = signatures.find(operator.function());
        if (function.isPresent() && function.get().parameters().size() == most) {
            return function.get().parameters();
        }
        boolean open = most == Integer.MAX_VALUE;
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < (open ? Math.max(1, least) : most); i++) {
            String name = most == 1 ? "value" : "value" + (i + 1);
            parameters.add(i < Math.max(1, least) ? name : "[" + name + "]");
        }
        if (open) {
            parameters.add("…");
        }
        return parameters;
    }
}
