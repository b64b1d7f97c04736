package io.lumadb.console.ui.query.text;

import java.util.List;
import java.util.Locale;

/** The three ways to ask the same thing. */
public enum QueryLanguage {
    LQL(new LqlLexer(), "SQL for documents", """
            SELECT name, brand, price, rating
            FROM products
            WHERE price < 50 AND active = TRUE
            ORDER BY rating DESC
            LIMIT 20"""),
    NQL(
            new NqlLexer(),
            "plain English sentences",
            "find products where price is less than 50 sorted by rating descending limit 20"),
    JQL(new JqlLexer(), "JSON commands", """
            {"aggregate": "orders", "pipeline": [
              {"$group": {"_id": "$status", "orders": {"$sum": 1}, "revenue": {"$sum": "$total"}}},
              {"$sort": {"revenue": -1}}
            ]}""");

    private final Lexer lexer;
    private final String description;
    private final String example;

    QueryLanguage(Lexer lexer, String description, String example) {
        this.lexer = lexer;
        this.description = description;
        this.example = example;
    }

    /** As the API and the settings write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #wireName()}; what it does not know is LQL. */
    public static QueryLanguage ofWireName(String name) {
        for (QueryLanguage language : values()) {
            if (language.wireName().equals(name)) {
                return language;
            }
        }
        return LQL;
    }

    /** What kind of language it is, in three words. */
    public String description() {
        return description;
    }

    /** A query that works on the sample collections {@code products} and {@code orders}. */
    public String example() {
        return example;
    }

    /** The two others, in the order of this enum. */
    public List<QueryLanguage> others() {
        return List.of(values()).stream().filter(other -> other != this).toList();
    }

    /** Tokens that cover the text exactly, in order. */
    public List<Token> tokens(String text) {
        return lexer.lex(text);
    }
}
