package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered at the caret, {@code |}, of a JQL command. */
class JqlCompletionTest {

    private final Completer completer = new Completer(Signatures.standard());

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            {"del|                                                            ~ delete
            {de|                                                              ~ "delete", "describe"
            {"find": "ord|                                                    ~ orders, order_lines
            {"find": ord|                                                     ~ "orders", "order_lines"
            {"find": "orders", "|                                             ~ filter, projection, sort, skip, limit
            {"find": "orders", "filter": {}, "l|                              ~ limit
            {"find": "orders", "filter": {"sta|                               ~ status
            {"find": "orders", "filter": {"$n|                                ~ $nor
            {"find": "orders", "filter": {"$or": [{"a": 1}, {"to|             ~ total
            {"find": "orders", "filter": {"total": {"$gt|                     ~ $gt, $gte
            {"find": "orders", "filter": {"status": "|                        ~ paid, open, it's lost
            {"find": "orders", "filter": {"status": {"$in": ["paid", "o|      ~ open
            {"find": "orders", "filter": {"items.qty": |                      ~ 1, 2
            {"find": "orders", "sort": {"to|                                  ~ total
            {"aggregate": "orders", "pipeline": [{"$ma|                       ~ $match
            {"aggregate": "orders", "pipeline": [{"$match": {"to|             ~ total
            {"aggregate": "orders", "pipeline": [{"$group": {"_id": "$st|     ~ $status
            {"aggregate": "orders", "pipeline": [{"$group": {"n": {"$me|      ~ $median
            {"aggregate": "orders", "pipeline": [{"$lookup": {"fr|            ~ from
            {"aggregate": "orders", "pipeline": [{"$lookup": {"from": "pr|    ~ products
            {"aggregate": "orders", "pipeline": [{"$lookup": {"from": "products", "pipeline": [{"$match": {"pri| ~ price
            {"aggregate": "orders", "pipeline": [{"$lookup": {"from": "products", "localField": "to| ~ total
            {"aggregate": "orders", "pipeline": [{"$lookup": {"from": "products", "foreignField": "pri| ~ price
            {"aggregate": "orders", "pipeline": [{"$lookup": {"from": "products", "| ~ localField, foreignField, let, pipeline, as
            {"find": "orders", "filter": {"items": {"$elemMatch": {"|         ~ sku, qty, $and, $or, $nor, $expr
            {"find": "orders", "filter": {"items": {"$elemMatch": {"qty": |   ~ 1, 2
            {"aggregate": "orders", "pipeline": [{"$unwind": "$it|            ~ $items, $items.sku, $items.qty
            {"aggregate": "orders", "pipeline": [{"$project": {"x": {"$toUp|  ~ $toUpper
            {"aggregate": "orders", "pipeline": [{"$vec|                      ~ $vectorSearch
            {"aggregate": "orders", "pipeline": [{"$vectorSearch": {"queryVector": [1], "nu| ~ numCandidates
            {"aggregate": "orders", "pipeline": [{"$vectorSearch": {"path": "to| ~ total
            {"aggregate": "orders", "pipeline": [{"$vectorSearch": {"metric": "| ~ cosine, dot, euclidean
            {"aggregate": "orders", "pipeline": [{"$vectorSearch": {"filter": {"to| ~ total
            {"aggregate": "orders", "pipeline": [{"$set": {"s": {"$met|       ~ $meta
            {"aggregate": "orders", "pipeline": [{"$set": {"s": {"$meta": "|  ~ vectorSearchScore
            {"update": "orders", "$set": {"tot|                               ~ total
            {"update": "orders", "$inc|                                       ~ $inc
            {"explain": {"delete": "orders", "fil|                            ~ filter
            {"createIndex": "i", "collection": "orders", "using": "ha|        ~ hash
            """)
    void offersWhatStandsThere(String text, String expected) {
        assertThat(texts(text)).containsExactly(expected.split(", "));
    }

    @Test
    void offersWholeBeginningsWhereNothingStands() {
        assertThat(texts("|")).contains("{\"find\": ", "{\"aggregate\": ");
    }

    @Test
    void offersNoKeyTwice() {
        assertThat(texts("{\"find\": \"orders\", \"sort\": {}, \"s|")).containsExactly("skip");
    }

    private List<String> texts(String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return completer.complete(Language.JQL, textWithCaret.replace("|", ""), caret, new Shop()).stream()
                .map(Completion::text)
                .toList();
    }
}
