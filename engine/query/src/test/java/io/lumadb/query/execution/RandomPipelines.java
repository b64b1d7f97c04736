package io.lumadb.query.execution;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Pipelines of stages in any order, and documents for them. */
final class RandomPipelines {

    static final List<String> COLLECTIONS = List.of("left", "right");

    private static final List<String> FIELDS = List.of("a", "b", "c", "n", "x", "_id");

    private final Random random;

    RandomPipelines(Random random) {
        this.random = random;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String field() {
        return one(FIELDS);
    }

    private Value scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(one(List.of("s", "t")));
            default -> Value.of(random.nextInt(4));
        };
    }

    List<Value.Obj> documents() {
        return IntStream.range(0, random.nextInt(7))
                .mapToObj(id -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    fields.put("_id", Value.of(id));
                    for (String name : List.of("a", "b", "c")) {
                        if (random.nextInt(4) > 0) {
                            fields.put(name, scalar());
                        }
                    }
                    if (random.nextInt(4) > 0) {
                        fields.put(
                                "t", random.nextInt(3) == 0 ? vector() : random.nextInt(4) == 0 ? scalar() : array());
                    }
                    if (random.nextInt(3) == 0) {
                        fields.put("o", object("k", scalar()));
                    }
                    return new Value.Obj(fields);
                })
                .toList();
    }

    private Value array() {
        return new Value.Array(
                IntStream.range(0, random.nextInt(3)).mapToObj(_ -> scalar()).toList());
    }

    static Value.Obj object(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }

    List<Value.Obj> stages(int most, boolean facets) {
        List<Value.Obj> stages = new ArrayList<>();
        if (facets && random.nextInt(8) == 0) {
            stages.add(object("$vectorSearch", search()));
        }
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            add(stages, facets);
        }
        return stages;
    }

    private void add(List<Value.Obj> stages, boolean facets) {
        switch (random.nextInt(14)) {
            case 0, 1 -> stages.add(object("$match", match()));
            case 2 -> stages.add(object("$project", project()));
            case 3 -> stages.add(object("$set", set()));
            case 4 -> stages.add(object("$unset", Value.of(field())));
            case 5 -> stages.add(sort());
            case 6 -> {
                stages.add(sort());
                stages.add(object(one(List.of("$limit", "$skip")), Value.of(1 + random.nextInt(4))));
            }
            case 7 -> stages.add(object("$group", group()));
            case 8, 9 -> stages.add(object("$unwind", unwind()));
            case 10 -> stages.add(object("$lookup", lookup()));
            case 11 -> stages.add(object("$unionWith", union()));
            case 12 ->
                stages.add(
                        random.nextBoolean()
                                ? object("$count", Value.of("n"))
                                : object("$sortByCount", Value.of("$" + field())));
            default ->
                stages.add(
                        facets && random.nextBoolean()
                                ? object("$facet", object("f", array(stages(3, false)), "g", array(stages(3, false))))
                                : object("$replaceWith", object("a", Value.of("$b"), "x", Value.of("$$ROOT"))));
        }
    }

    private static Value array(List<Value.Obj> stages) {
        return new Value.Array(List.copyOf(stages));
    }

    /** By a metric that is exact for small whole numbers, so that it is certain which documents are equally far. */
    private Value search() {
        Map<String, Value> search = new LinkedHashMap<>();
        search.put("path", Value.of("t"));
        search.put("queryVector", vector());
        search.put("limit", Value.of(1 + random.nextInt(4)));
        search.put("metric", Value.of(one(List.of("dot", "euclidean"))));
        if (random.nextBoolean()) {
            search.put("filter", match());
        }
        return new Value.Obj(search);
    }

    private Value vector() {
        return Value.array(Value.of(random.nextInt(-2, 3)), Value.of(random.nextInt(-2, 3)));
    }

    private Value match() {
        String path = random.nextInt(6) == 0 ? "t" : random.nextInt(6) == 0 ? "l.a" : field();
        return switch (random.nextInt(3)) {
            case 0 -> object(path, scalar());
            case 1 -> object(path, object("$gte", Value.of(random.nextInt(4))));
            default -> object(path, object("$exists", Value.of(random.nextBoolean())));
        };
    }

    private Value project() {
        Map<String, Value> shape = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            shape.put(field(), random.nextBoolean() ? Value.of(1) : Value.of("$" + field()));
        }
        if (random.nextBoolean()) {
            shape.put("t", Value.of(1));
        }
        return new Value.Obj(shape);
    }

    private Value set() {
        return switch (random.nextInt(3)) {
            case 0 -> object("x", Value.of("$" + field()));
            case 1 -> object("a", Value.of("$b"), "b", Value.of("$a"));
            default -> object("o.k", Value.of("$" + field()));
        };
    }

    private Value.Obj sort() {
        Map<String, Value> keys = new LinkedHashMap<>();
        List<String> fields = new ArrayList<>(FIELDS);
        Collections.shuffle(fields, random);
        fields.subList(0, 1 + random.nextInt(3))
                .forEach(name -> keys.put(name, Value.of(random.nextBoolean() ? 1 : -1)));
        keys.putIfAbsent("_id", Value.of(1));
        return object("$sort", new Value.Obj(keys));
    }

    private Value group() {
        Map<String, Value> group = new LinkedHashMap<>();
        group.put("_id", random.nextInt(3) == 0 ? Value.NULL : Value.of("$" + field()));
        group.put("n", object("$sum", random.nextBoolean() ? Value.of(1) : Value.of("$" + field())));
        if (random.nextBoolean()) {
            group.put("x", object(one(List.of("$first", "$last")), Value.of("$" + field())));
        }
        if (random.nextBoolean()) {
            group.put("t", object("$push", Value.of("$" + field())));
        }
        return new Value.Obj(group);
    }

    /** Which of the documents that were looked up comes first is not said. */
    private Value unwind() {
        String field = one(List.of("t", "t", "l", "a"));
        Value path = Value.of("$" + field);
        if (random.nextBoolean()) {
            return path;
        }
        Map<String, Value> unwind = new LinkedHashMap<>();
        unwind.put("path", path);
        unwind.put("preserveNullAndEmptyArrays", Value.of(random.nextBoolean()));
        if (!field.equals("l")) {
            unwind.put("includeArrayIndex", Value.of("n"));
        }
        return new Value.Obj(unwind);
    }

    private Value lookup() {
        String local = one(List.of("a", "t", "_id", "l.b"));
        String foreign = one(List.of("a", "t", "_id"));
        Value.Obj byValue = object(
                "from", Value.of(one(COLLECTIONS)), "localField", Value.of(local), "foreignField", Value.of(foreign));
        Map<String, Value> lookup = new LinkedHashMap<>(byValue.fields());
        if (random.nextInt(3) == 0) {
            lookup.put("pipeline", Value.array(sort()));
        }
        lookup.put("as", Value.of("l"));
        return new Value.Obj(lookup);
    }

    private Value union() {
        return random.nextBoolean()
                ? Value.of(one(COLLECTIONS))
                : object("coll", Value.of(one(COLLECTIONS)), "pipeline", array(stages(2, false)));
    }
}
