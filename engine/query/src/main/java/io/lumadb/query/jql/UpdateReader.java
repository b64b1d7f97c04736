package io.lumadb.query.jql;

import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import java.util.ArrayList;
import java.util.List;

/** Reads updates: by set and unset, by update operators, or by a pipeline of stages. */
final class UpdateReader {

    private static final List<String> UNBUILT = List.of(
            "$mul",
            "$min",
            "$max",
            "$rename",
            "$push",
            "$addToSet",
            "$pull",
            "$pop",
            "$currentDate",
            "$setOnInsert",
            "arrayFilters");

    private static final List<String> KNOWN = List.of(
            "update", "filter", "set", "unset", "$set", "$unset", "$inc", "pipeline", "upsert", "sort", "limit");

    private final JsonText text;
    private final Values values;

    UpdateReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
    }

    Statement read(Node.Members command, String collection) {
        for (Node.Member member : command.list()) {
            if (UNBUILT.contains(member.name())) {
                throw text.notBuilt(member.name(), member, "this version has $set, $unset, $inc and \"pipeline\"");
            }
        }
        Keys keys = new Keys(text, command, "update", KNOWN);
        List<Change> changes = new ArrayList<>();
        for (Node.Member member : command.list()) {
            switch (member.name()) {
                case "set", "$set" -> set(member, changes);
                case "unset", "$unset" -> unset(member.value(), changes);
                case "$inc" -> increment(member, changes);
                case "pipeline" -> pipeline(member, changes);
                default -> {}
            }
        }
        if (changes.isEmpty()) {
            throw text.syntax("the update changes nothing", command, "add \"set\": {\"field\": value}");
        }
        return new Statement.Update(
                MatchingRules.DOCUMENT,
                collection,
                changes,
                keys.find("filter").flatMap(new FilterReader(text, values)::read),
                keys.find("upsert").map(node -> values.flag(node, "upsert")).orElse(false),
                keys.find("sort").map(new SortReader(text, values)::read).orElse(List.of()),
                keys.find("limit").map(node -> values.count(node, "limit")));
    }

    private void set(Node.Member set, List<Change> changes) {
        for (Node.Member member :
                values.object(set.value(), "fields and their new values").list()) {
            if (member.isOperator()) {
                throw text.syntax(
                        "the operator " + member.name() + " cannot stand within " + set.name(),
                        member,
                        "operators are keys of the update itself");
            }
            changes.add(new Change.SetField(values.path(member.name(), member), values.value(member.value())));
        }
    }

    private void unset(Node paths, List<Change> changes) {
        if (paths instanceof Node.Members members) {
            for (Node.Member member : members.list()) {
                changes.add(new Change.UnsetField(values.path(member.name(), member)));
            }
            return;
        }
        for (Node path : values.array(paths, "the fields to remove")) {
            changes.add(new Change.UnsetField(values.path(path, "a path")));
        }
    }

    private void increment(Node.Member increment, List<Change> changes) {
        for (Node.Member member :
                values.object(increment.value(), "fields and amounts").list()) {
            changes.add(new Change.Increment(values.path(member.name(), member), values.value(member.value())));
        }
    }

    private void pipeline(Node.Member pipeline, List<Change> changes) {
        OperatorReader operators = new OperatorReader(text, values);
        for (Node node : values.array(pipeline.value(), "a pipeline")) {
            Node.Members stage = values.object(node, "a stage");
            for (Node.Member member : stage.list()) {
                switch (member.name()) {
                    case "$set", "$addFields" -> {
                        for (Node.Member field :
                                values.object(member.value(), "fields").list()) {
                            changes.add(new Change.SetField(
                                    values.path(field.name(), field), operators.read(field.value())));
                        }
                    }
                    case "$unset" -> {
                        if (member.value() instanceof Node.Items) {
                            unset(member.value(), changes);
                        } else {
                            changes.add(new Change.UnsetField(values.path(member.value(), "a path")));
                        }
                    }
                    case "$replaceWith", "$replaceRoot" ->
                        throw text.notBuilt(member.name() + " in an update", member, null);
                    default ->
                        throw text.syntax(
                                "unknown stage " + member.name() + " in an update",
                                member,
                                "stages are $set and $unset");
                }
            }
        }
    }
}
