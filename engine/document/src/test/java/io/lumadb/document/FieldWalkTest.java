package io.lumadb.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(RandomValues.class)
@Domain(DomainContext.Global.class)
class FieldWalkTest {

    @Property(tries = 1_000)
    void comesByTheFieldsThatDecodingGives(@ForAll Value.Obj object) {
        Document document = Document.of(object);
        Map<String, Value> fields = new LinkedHashMap<>();
        long bytes = Integer.BYTES + 1;

        FieldWalk walk = document.fields();
        while (walk.advance()) {
            String name = new String(walk.name(), StandardCharsets.UTF_8);
            fields.put(name, walk.value());
            bytes += 1 + walk.name().length + 1 + walk.valueBytes();
            assertThat(walk.isNamed(walk.name())).isTrue();
            assertThat(walk.isNamed((name + "x").getBytes(StandardCharsets.UTF_8)))
                    .isFalse();
            assertThat(walk.rank()).isEqualTo(ValueOrder.rank(walk.value()));
        }

        assertThat(fields).isEqualTo(document.toObject().fields());
        assertThat(bytes).isEqualTo(document.sizeBytes());
    }
}
