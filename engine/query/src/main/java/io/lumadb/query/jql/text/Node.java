package io.lumadb.query.jql.text;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Optional;

/** A JSON text as a tree that knows where its parts stand: {@code start} and {@code end} are offsets in UTF-16 units. */
public sealed interface Node {

    int start();

    int end();

    /** Null, booleans, numbers and strings. */
    record Scalar(Value value, int start, int end) implements Node {}

    record Items(List<Node> elements, int start, int end) implements Node {
        public Items {
            elements = List.copyOf(elements);
        }
    }

    /** Members in written order, no name twice. */
    record Members(List<Member> list, int start, int end) implements Node {
        public Members {
            list = List.copyOf(list);
        }

        public Optional<Member> find(String name) {
            return list.stream().filter(member -> member.name().equals(name)).findFirst();
        }
    }

    /** A name and its value; {@code start} is where the quoted name begins. */
    record Member(String name, int start, Node value) {
        public int nameEnd() {
            return start + name.length() + 2;
        }

        public boolean isOperator() {
            return name.startsWith("$");
        }
    }

    /** What kind of JSON value it is, for error messages. */
    default String kind() {
        return switch (this) {
            case Items _ -> "an array";
            case Members _ -> "an object";
            case Scalar(Value.Null _, int _, int _) -> "null";
            case Scalar(Value.Bool _, int _, int _) -> "true or false";
            case Scalar(Value.Text _, int _, int _) -> "a string";
            case Scalar _ -> "a number";
        };
    }
}
