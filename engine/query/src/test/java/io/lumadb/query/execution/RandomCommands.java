package io.lumadb.query.execution;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Commands in JQL that compute with the documents of {@link RandomTranslations}, here in single quotes. */
final class RandomCommands {

    private static final List<String> COMPARISONS = List.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte");

    private static final List<String> OF_ONE = List.of(
            "$round $abs $ceil $floor $trunc $toUpper $toLower $strLenCP $size $sqrt $reverseArray $strLenBytes $exp $ln $log10 $not"
                    .concat(" $negate $year $dayOfYear $isoWeek $isNull $isMissing")
                    .split(" "));

    private static final List<String> OF_TWO = List.of(
            "$add $subtract $multiply $divide $mod $concat $pow $split $concatArrays $mergeObjects $round $trunc $ifNull $and $or"
                    .split(" "));

    private final Random random;

    RandomCommands(Random random) {
        this.random = random;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String field() {
        return random.nextInt(8) == 0 ? "o.x" : one(RandomTranslations.FIELDS);
    }

    private String operand() {
        return random.nextInt(3) == 0
                ? one(List.of("0", "1", "2", "2.5", "null", "'s'", "''", "true"))
                : "'$" + field() + "'";
    }

    private String call(List<String> operators, int depth, int operands) {
        String arguments =
                IntStream.range(0, operands).mapToObj(_ -> value(depth)).collect(Collectors.joining(", "));
        return "{'%s': [%s]}".formatted(one(operators), arguments);
    }

    private String value(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return operand();
        }
        int inner = depth - 1;
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> call(OF_TWO, inner, 2);
            case 3, 4 -> call(OF_ONE, inner, 1);
            case 5, 6 -> call(COMPARISONS, inner, 2);
            case 7 -> "{'%s': [%s, null]}".formatted(one(COMPARISONS), value(inner));
            case 8 -> call(List.of("$cond"), inner, 3);
            default -> special(inner);
        };
    }

    private String special(int depth) {
        return switch (random.nextInt(6)) {
            case 0 ->
                "{'$convert': {'input': %s, 'to': '%s', 'onError': null}}"
                        .formatted(value(depth), one(List.of("string", "int", "double", "bool", "decimal")));
            case 1 -> "{'$in': [%s, [%s, 1]]}".formatted(value(depth), operand());
            case 2 ->
                "{'$switch': {'branches': [{'case': %s, 'then': %s}], 'default': %s}}"
                        .formatted(value(depth), operand(), operand());
            case 3 -> "{'$trim': {'input': %s%s}}".formatted(value(depth), one(List.of("", ", 'chars': 's'")));
            case 4 -> "{'$replaceAll': {'input': %s, 'find': 's', 'replacement': 'tt'}}".formatted(value(depth));
            default -> "{'$dateTrunc': {'date': %s, 'unit': 'day'}}".formatted(value(depth));
        };
    }

    private String filter() {
        String value = one(List.of("0", "1", "2.5", "null", "'s'", "true", "[1]"));
        return switch (random.nextInt(7)) {
            case 0 -> "{'%s': %s}".formatted(field(), value);
            case 1, 2 -> "{'%s': {'%s': %s}}".formatted(field(), one(COMPARISONS), value);
            case 3 -> "{'%s': {'%s': [%s, 2]}}".formatted(field(), one(List.of("$in", "$nin")), value);
            case 4 -> "{'%s': {'$not': {'$gte': %s}}}".formatted(field(), value);
            case 5 -> "{'$expr': %s}".formatted(value(2));
            default ->
                "{'%s': {%s}}"
                        .formatted(
                                field(),
                                one(List.of(
                                        "'$mod': [2, 1]",
                                        "'$size': 1",
                                        "'$type': 'string'",
                                        "'$type': 'null'",
                                        "'$exists': true")));
        };
    }

    String jql() {
        String filter = random.nextInt(3) == 0 ? filter() : "{}";
        String command = switch (random.nextInt(8)) {
            case 0, 1 ->
                "{'find': 'c', 'filter': %s, 'projection': {'x': {'$ifNull': [%s, null]}}}"
                        .formatted(filter, value(1 + random.nextInt(3)));
            case 2 -> "{'find': 'c', 'filter': %s, 'projection': {'_id': 1}}".formatted(filter());
            case 3 -> "{'find': 'c', 'projection': {'%s': 1}}".formatted(field());
            case 4 ->
                "{'find': 'c', 'projection': {'_id': 1}, 'sort': {'%s': %s, '_id': 1}, 'limit': %d}"
                        .formatted(field(), one(List.of("1", "-1")), random.nextInt(3));
            case 5 -> "{'update': 'c', 'filter': %s, 'pipeline': [{'$set': {'x': %s}}]}".formatted(filter, value(2));
            default -> "{'aggregate': 'c', 'pipeline': [{'$match': %s}, %s]}".formatted(filter, stages());
        };
        return command.replace('\'', '"');
    }

    private String stages() {
        String compared = "{'%s': %s}".formatted(one(COMPARISONS), one(List.of("1", "null", "'s'")));
        return switch (random.nextInt(4)) {
            case 0 -> group();
            case 1 -> "%s, {'$match': {'%s': %s}}".formatted(group(), one(List.of("m", "_id")), compared);
            case 2 ->
                "{'$set': {'x': %s}}, {'$match': {'x': %s}}, {'$project': {'y': %s}}"
                        .formatted(value(1), compared, call(List.of("$add", "$ifNull"), 1, 2));
            default -> "{'$unwind': '$t'}, {'$project': {'y': {'$ifNull': [%s, null]}, 't': 1}}".formatted(value(1));
        };
    }

    private String group() {
        return "{'$group': {'_id': %s, 'm': {'%s': %s}}}"
                .formatted(value(1), one(List.of("$sum", "$avg", "$min", "$max")), value(1));
    }
}
