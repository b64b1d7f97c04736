package io.lumadb.console.app.command;

import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPolicyBody.Rule;
import io.lumadb.client.model.TieringPolicyBody.Strategy;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What of a tiering policy is to be another than it is. */
final class PolicyOptions {

    @Option(names = "--warm-after", paramLabel = "SECONDS", description = "idle seconds from hot to warm")
    private @Nullable Long warmAfter;

    @Option(names = "--cold-after", paramLabel = "SECONDS", description = "idle seconds until cold")
    private @Nullable Long coldAfter;

    @Option(names = "--hot-max", paramLabel = "BYTES", description = "the most that may be hot")
    private @Nullable Long hotMax;

    @Option(names = "--hot", negatable = true, description = "whether documents may be hot")
    private @Nullable Boolean hot;

    @Option(names = "--warm", negatable = true, description = "whether idle documents leave RAM")
    private @Nullable Boolean warm;

    @Option(names = "--cold", negatable = true, description = "whether idle documents become cold")
    private @Nullable Boolean cold;

    @Option(
            names = "--strategy",
            paramLabel = "K+M|N",
            converter = StrategyText.class,
            description = "of cold segments: 4+2 for data and parity fragments, 2 for copies")
    private @Nullable Strategy strategy;

    boolean given() {
        return warmAfter != null
                || coldAfter != null
                || hotMax != null
                || hot != null
                || warm != null
                || cold != null
                || strategy != null;
    }

    /** The policy that there is, with what was given in its place. */
    TieringPolicyBody over(TieringPolicyBody now) {
        return new TieringPolicyBody(
                changed(now.hot(), hot, null, hotMax, null),
                changed(now.warm(), warm, warmAfter, null, null),
                changed(now.cold(), cold, coldAfter, null, strategy));
    }

    private static Rule changed(
            @Nullable Rule rule,
            @Nullable Boolean enabled,
            @Nullable Long age,
            @Nullable Long maxBytes,
            @Nullable Strategy other) {
        Rule now = rule == null ? new Rule(null, null, null, null) : rule;
        return new Rule(
                enabled == null ? now.enabled() : enabled,
                age == null ? now.ageThresholdSeconds() : age,
                maxBytes == null ? now.maxBytes() : maxBytes,
                other == null ? now.strategy() : other);
    }

    /** {@code 4+2} or {@code 2}. */
    static final class StrategyText implements ITypeConverter<Strategy> {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,4})(?:\\+(\\d{1,4}))?");

        @Override
        public Strategy convert(String text) {
            Matcher numbers = TEXT.matcher(text);
            if (!numbers.matches()) {
                throw new TypeConversionException("'" + text
                        + "' is not a strategy: write 4+2 for four data and two parity fragments, or 2 for two"
                        + " copies");
            }
            int first = Integer.parseInt(numbers.group(1));
            return numbers.group(2) == null
                    ? new Strategy("Replication", first, null, null)
                    : new Strategy("ErasureCoding", null, first, Integer.parseInt(numbers.group(2)));
        }
    }
}
