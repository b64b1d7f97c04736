package io.lumadb.bench;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The documents that the benchmarks of the cold tier store. */
final class ColdDocuments {

    private static final String[] WORDS =
            ("order customer invoice delivery express standard parcel returned refund city"
                            + " street warehouse shelf article colour size large small medium red green blue yellow paid open"
                            + " cancelled shipped waiting north south east west station harbour airport bridge river mountain")
                    .split(" ");

    private ColdDocuments() {}

    /** About 1 KB of BSON that Zstandard takes to a third: words, numbers and some noise. */
    static Document next(long id, Random random) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(id));
        fields.put("customer", Value.of("customer-" + random.nextInt(50_000)));
        fields.put("amount", Value.of(random.nextInt(100_000) / 100.0));
        fields.put("created", new Value.Timestamp(1_700_000_000_000L + random.nextInt(1_000_000_000)));
        fields.put("token", Value.of(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())));
        StringBuilder text = new StringBuilder();
        while (text.length() < 750) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        fields.put("note", Value.of(text.toString()));
        return Document.of(new Value.Obj(fields));
    }
}
