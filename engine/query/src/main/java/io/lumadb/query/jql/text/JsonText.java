package io.lumadb.query.jql.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a JQL text with the places of its parts, and makes errors that point into it. */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * Bson.MAX_DEPTH + 20)
                    .maxStringLength(Bson.MAX_BYTES)
                    .build())
            .build();

    private final String text;

    public JsonText(String text) {
        this.text = text;
    }

    /** The object that a command is. */
    public Node.Members read() {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw QueryError.syntax(
                        "the text is empty",
                        TextPosition.in(text, text.length(), 0),
                        "write {\"find\": \"collection\"}");
            }
            Node node = value(parser);
            if (!(node instanceof Node.Members command)) {
                throw syntax(
                        "a command is a JSON object, not " + node.kind(), node, "write {\"find\": \"collection\"}");
            }
            if (parser.nextToken() != null) {
                int offset = start(parser);
                throw QueryError.syntax(
                        "found more text behind the command",
                        TextPosition.in(text, offset, text.length() - offset),
                        "one text holds one command");
            }
            return command;
        } catch (StreamConstraintsException e) {
            throw new QueryError(ErrorCode.TOO_LARGE, "the command is nested too deep or too large", whole(), null);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private QueryError malformed(JsonProcessingException e) {
        int offset = e.getLocation() == null
                ? text.length()
                : Math.clamp(e.getLocation().getCharOffset(), 0, text.length());
        int length = offset < text.length() ? 1 : 0;
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        boolean unfinished = message.contains("end-of-input");
        if (unfinished) {
            return QueryError.syntax(
                    "the command ends before its last bracket is closed",
                    TextPosition.in(text, text.length(), 0),
                    "close every { with } and every [ with ]");
        }
        int comment = comment(offset);
        if (comment >= 0) {
            return QueryError.syntax(
                    "JSON has no comments",
                    TextPosition.in(text, comment, 1),
                    "remove it; LQL has comments behind -- and within /* */");
        }
        return QueryError.syntax(
                "not valid JSON: " + Complaints.plain(message),
                TextPosition.in(text, offset, length),
                jsonHint(offset));
    }

    /** Where a comment begins at the place where Jackson stopped, or -1. */
    private int comment(int offset) {
        for (int at = Math.max(0, offset - 1); at < Math.min(text.length(), offset + 1); at++) {
            boolean slashes = text.startsWith("//", at) || text.startsWith("/*", at);
            if (slashes || text.charAt(at) == '#') {
                return at;
            }
        }
        return -1;
    }

    private @Nullable String jsonHint(int offset) {
        // Jackson reports the place behind the character it stumbled over, or that character.
        for (int at = Math.max(0, offset - 1); at < Math.min(text.length(), offset + 1); at++) {
            char found = text.charAt(at);
            if (found == '\'' || Character.isLetter(found)) {
                return "names and strings stand in double quotes";
            }
            if (found == '}' || found == ']') {
                return "there may be a comma too many before it";
            }
        }
        return null;
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }

    private Node value(JsonParser parser) throws IOException {
        int start = start(parser);
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(parser, start);
            case START_ARRAY -> items(parser, start);
            case VALUE_STRING -> {
                Value content = Value.of(parser.getText());
                yield new Node.Scalar(content, start, end(parser));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String digits = parser.getText();
                yield new Node.Scalar(number(token, digits), start, start + digits.length());
            }
            case VALUE_TRUE -> new Node.Scalar(Value.TRUE, start, start + 4);
            case VALUE_FALSE -> new Node.Scalar(Value.FALSE, start, start + 5);
            case VALUE_NULL -> new Node.Scalar(Value.NULL, start, start + 4);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static Value number(JsonToken token, String digits) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return Value.of(Double.parseDouble(digits));
        }
        try {
            return Value.of(Long.parseLong(digits));
        } catch (NumberFormatException beyondInt64) {
            try {
                return Value.of(new BigDecimal(digits));
            } catch (NumberFormatException beyondDecimal) {
                return Value.of(Double.parseDouble(digits));
            }
        }
    }

    private Node members(JsonParser parser, int start) throws IOException {
        List<Node.Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameStart = start(parser);
            if (!names.add(name)) {
                throw QueryError.syntax(
                        "the key \"" + name + "\" stands twice in one object",
                        TextPosition.in(text, nameStart, name.length() + 2),
                        "keep one of the two");
            }
            parser.nextToken();
            members.add(new Node.Member(name, nameStart, value(parser)));
        }
        return new Node.Members(members, start, end(parser));
    }

    private Node items(JsonParser parser, int start) throws IOException {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new Node.Items(elements, start, end(parser));
    }

    private TextPosition whole() {
        return TextPosition.in(text, 0, text.length());
    }

    public TextPosition position(Node node) {
        return TextPosition.in(text, node.start(), node.end() - node.start());
    }

    public TextPosition position(Node.Member member) {
        return TextPosition.in(text, member.start(), member.nameEnd() - member.start());
    }

    public QueryError syntax(String detail, Node node, @Nullable String hint) {
        return QueryError.syntax(detail, position(node), hint);
    }

    public QueryError syntax(String detail, Node.Member member, @Nullable String hint) {
        return QueryError.syntax(detail, position(member), hint);
    }

    public QueryError notBuilt(String construct, Node.Member member, @Nullable String hint) {
        return new QueryError(
                ErrorCode.NOT_BUILT_YET,
                construct + " is part of JQL, but this version cannot run it yet",
                position(member),
                hint);
    }
}
