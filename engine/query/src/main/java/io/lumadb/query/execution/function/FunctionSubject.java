package io.lumadb.query.execution.function;

/** What a function is about, as the reference groups them. */
public enum FunctionSubject {
    STRING("String"),
    MATH("Math"),
    DATE("Date"),
    ARRAY("Array"),
    OBJECT("Object"),
    TYPE("Type and choice"),
    VECTOR("Vector");

    private final String title;

    FunctionSubject(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
