package io.lumadb.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.server.http.HttpFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some documents of an array could not be stored: the problem says which were and which were not. */
final class PartlyInserted extends HttpFailure {

    private static final long serialVersionUID = 1L;

    private final transient List<Mutation> mutations;
    private final transient List<WriteOutcome> outcomes;

    private PartlyInserted(
            WriteOutcome.Failed first, long failures, List<Mutation> mutations, List<WriteOutcome> outcomes) {
        super(
                first.code().httpStatus(),
                first.code(),
                failures + " of " + outcomes.size() + " documents were not stored; the first: " + first.detail(),
                "insertedIds has the keys that were stored");
        this.mutations = mutations;
        this.outcomes = outcomes;
    }

    static void throwWhenAnyFailed(List<Mutation> mutations, List<WriteOutcome> outcomes) {
        List<WriteOutcome.Failed> failures = new ArrayList<>(0);
        for (WriteOutcome outcome : outcomes) {
            if (outcome instanceof WriteOutcome.Failed failed) {
                failures.add(failed);
            }
        }
        if (failures.isEmpty()) {
            return;
        }
        if (outcomes.size() == 1) {
            throw new LumaException(
                    failures.getFirst().code(), failures.getFirst().detail());
        }
        throw new PartlyInserted(failures.getFirst(), failures.size(), mutations, outcomes);
    }

    @Override
    protected void writeExtensions(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("insertedIds");
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof WriteOutcome.Done) {
                Value id = mutations.get(i).id();
                Json.write(out, id);
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("failed");
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof WriteOutcome.Failed(ErrorCode code, String detail)) {
                out.writeStartObject();
                out.writeNumberField("index", i);
                out.writeStringField("code", code.name());
                out.writeStringField("detail", detail);
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }
}
