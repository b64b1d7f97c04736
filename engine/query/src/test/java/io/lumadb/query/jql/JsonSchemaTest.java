package io.lumadb.query.jql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Schemas, and the declared schemas that they are. */
class JsonSchemaTest {

    private final JqlLanguage jql = new JqlLanguage();

    private static String command(String schema) {
        return ("{'createCollection': 'c', 'schema': " + schema + "}").replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'properties': {'a': {'type': 'string'}}}                                                | (a string) FLEXIBLE
            {'bsonType': 'object', 'required': ['a'], 'properties': {'a': {'bsonType': 'int'}, 'b': {'bsonType': 'date'}}} | (a int64 NOT NULL, b timestamp) FLEXIBLE
            {'type': 'object', 'properties': {'a': {'bsonType': 'binData'}, 'b': {}}, 'additionalProperties': false} | (a binary, b any) STRICT
            {'properties': {'year': {'bsonType': 'int', 'minimum': 2017, 'maximum': 3017}}}          | (year int64 CHECK (year >= 2017 AND year <= 3017)) FLEXIBLE
            {'properties': {'a': {'type': 'number', 'minimum': 0, 'exclusiveMinimum': true}}}        | (a double CHECK (a > 0)) FLEXIBLE
            {'properties': {'a': {'type': 'number', 'minimum': 0, 'exclusiveMinimum': false}}}       | (a double CHECK (a >= 0)) FLEXIBLE
            {'properties': {'a': {'type': 'number', 'exclusiveMaximum': 5}}}                         | (a double CHECK (a < 5)) FLEXIBLE
            {'properties': {'major': {'enum': ['Math', 'History']}}}                                 | (major string CHECK (major IN ('Math', 'History'))) FLEXIBLE
            {'properties': {'n': {'type': 'string', 'minLength': 1, 'maxLength': 9, 'pattern': '^[a-z]+$'}}} | (n string CHECK (LENGTH(n) >= 1 AND LENGTH(n) <= 9 AND n MATCHES '^[a-z]+$')) FLEXIBLE
            {'properties': {'t': {'bsonType': 'array', 'minItems': 1, 'maxItems': 3}}}               | (t array CHECK (ARRAY_LENGTH(t) >= 1 AND ARRAY_LENGTH(t) <= 3)) FLEXIBLE
            {'properties': {'a': {'bsonType': ['string', 'null'], 'default': 'x'}}}                  | (a string DEFAULT 'x') FLEXIBLE
            {'properties': {'a': {'bsonType': 'long', 'multipleOf': 5, 'check': 'a < b'}, 'b': {'bsonType': 'long'}}} | (a int64 CHECK (a % 5 = 0 AND a < b), b int64) FLEXIBLE
            """)
    void declaresFields(String schema, String declared) {
        Statement statement = jql.parse(command(schema), Names.NONE);

        assertThat(new LqlLanguage().print(statement)).isEqualTo("CREATE COLLECTION c " + declared);
        String printed = jql.print(statement);
        assertThat(jql.parse(printed, Names.NONE)).as(printed).isEqualTo(statement);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            (year int64 CHECK (year >= 2017 AND year <= 3017)) STRICT | "minimum": 2017, "maximum": 3017
            (a string CHECK (a IN ('x', 'y'))) FLEXIBLE               | "enum": ["x", "y"]
            (a string CHECK (LENGTH(a) > 0)) FLEXIBLE                 | "check": "LENGTH(a) > 0"
            (a string CHECK (a MATCHES 'x' AND b > 1)) FLEXIBLE       | "pattern": "x", "check": "b > 1"
            (a any CHECK (a IN (1, 'y'))) FLEXIBLE                    | "check": "a IN (1, 'y')"
            """)
    void printsConditionsByTheirKeywords(String declared, String expected) {
        Statement statement = new LqlLanguage().parse("CREATE COLLECTION c " + declared, Names.NONE);

        String printed = jql.print(statement);

        assertThat(printed).contains(expected);
        assertThat(jql.parse(printed, Names.NONE)).as(printed).isEqualTo(statement);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'properties': {'a': {'type': 'object', 'properties': {}}}}                | "properties" in the rule of "a" cannot be declared
            {'properties': {'a': {'type': 'array', 'items': {'type': 'string'}}}}      | "items" in the rule of "a" cannot be declared
            {'properties': {'a': {'anyOf': []}}}                                       | "anyOf" in the rule of "a" cannot be declared
            {'oneOf': [], 'properties': {}}                                            | "oneOf" in the schema cannot be declared
            {'properties': {'a': {'type': 'string', 'description': 'x'}}}              | "description" in the rule of "a" cannot be declared
            {'properties': {'a': {'type': 'string', 'minimun': 5}}}                    | unknown key "minimun" in the rule of "a"
            {'properties': {'a': {'type': 'string', 'minimum': 5}}}                    | "minimum" says nothing about "a", which is string
            {'properties': {'a': {'minLength': 5}}}                                    | "minLength" says nothing about "a", which is any
            {'properties': {'a': {'type': 'string', 'minLength': -1}}}                 | "minLength" of "a" cannot be a number such as this
            {'properties': {'a': {'enum': [1, 'x']}}}                                  | "enum" of "a" cannot be an array such as this
            {'properties': {'a': {'type': 'string', 'enum': [1, 2]}}}                  | "enum" says nothing about "a", which is string
            {'properties': {'a': {'type': ['string', 'int']}}}                         | a declared field has one type
            {'properties': {'a': {'type': ['string', 'null']}}, 'required': ['a']}     | a declared field has one type
            {'properties': {'a': {'type': 'strng'}}}                                   | there is no type "strng"
            {'type': 'array', 'properties': {}}                                        | a collection holds objects
            {'required': ['a'], 'properties': {}}                                      | the required field "a" is not among the properties
            """)
    void refusesByNameWhatCannotBeDeclared(String schema, String message) {
        QueryError error = catchThrowableOfType(QueryError.class, () -> jql.parse(command(schema), Names.NONE));

        assertThat(error).isNotNull();
        assertThat(error.detail()).startsWith(message);
        assertThat(error.position()).isPresent();
    }
}
