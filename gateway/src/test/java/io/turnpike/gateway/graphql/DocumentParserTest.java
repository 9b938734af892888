package io.turnpike.gateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.parser.InvalidSyntaxException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocumentParserTest {
    @Test
    @DisplayName("G12: block strings are not unindented, which takes the square of their lines")
    void leavesBlockStringsUnread() {
        assertThat(argument("\"\"\"\n\n  a\n\"\"\"")).hasToString("StringValue{value=''}");
        assertThat(argument("\"a\"")).hasToString("StringValue{value='a'}");
    }

    @Test
    void checksOtherStrings() {
        assertThatThrownBy(() -> argument("\"\\uD800\"")).isInstanceOf(InvalidSyntaxException.class);
    }

    private static Value<?> argument(String text) {
        OperationDefinition query = new DocumentParser()
                .parseDocument("{ a(b: " + text + ") }")
                .getFirstDefinitionOfType(OperationDefinition.class)
                .orElseThrow();
        Field field = (Field) query.getSelectionSet().getSelections().getFirst();
        return field.getArguments().getFirst().getValue();
    }
}
