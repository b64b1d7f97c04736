package io.lumadb.query.editor;

import io.lumadb.query.language.Language;
import java.util.Random;

/** Long texts as people have them in editors. */
final class Scripts {

    private Scripts() {}

    /** A text of about so many lines. */
    static String of(Language language, int lines, Random random) {
        StringBuilder script = new StringBuilder();
        switch (language) {
            case LQL -> {
                for (int line = 0; line < lines; line += 5) {
                    script.append("""
                            -- the %d. question
                            SELECT o.status, ROUND(SUM(o.total), 2) AS revenue, COUNT(*) AS orders
                            FROM orders AS o JOIN products p ON o.items[0] = p.name
                            WHERE o.total > %d AND p.name LIKE 'a%%' AND o.status IN ('paid', 'open')
                            GROUP BY o.status ORDER BY revenue DESC LIMIT 10;
                            """.formatted(line, random.nextInt(1_000)));
                }
            }
            case NQL -> {
                // A sentence has at most 5,000 words.
                script.append("find orders where ");
                for (int line = 0; line < lines / 4; line++) {
                    script.append(line == 0 ? "" : " and\n")
                            .append("total is over ")
                            .append(random.nextInt(1_000));
                }
            }
            case JQL -> {
                script.append("{\"insert\": \"orders\", \"documents\": [\n");
                for (int line = 2; line < lines; line++) {
                    script.append(
                            "  {\"status\": \"paid\", \"total\": %d, \"items\": [{\"sku\": \"a\", \"qty\": 1}]},\n"
                                    .formatted(random.nextInt(1_000)));
                }
                script.append("  {\"status\": \"open\"}\n]}\n");
            }
        }
        return script.toString();
    }

    /** One statement of so many lines. */
    static String insert(int lines, Random random) {
        StringBuilder script = new StringBuilder("INSERT INTO orders (status, total, items) VALUES\n");
        for (int line = 1; line < lines; line++) {
            script.append("  ('paid', %d, [{sku: 'a', qty: 1}]),\n".formatted(random.nextInt(1_000)));
        }
        return script.append("  ('open', 1, [])").toString();
    }
}
