package io.turnpike.gateway.graphql;

import graphql.org.antlr.v4.runtime.CommonTokenStream;
import graphql.org.antlr.v4.runtime.tree.TerminalNode;
import graphql.parser.GraphqlAntlrToLanguage;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;

/// The parser of documents on which calls are decided. What stands in a block string decides nothing, and graphql-java
/// takes the blank lines off it in a time that grows with the square of their number: so it is left out.
final class DocumentParser extends Parser {
    private static final String BLOCK = "\"\"\"";

    @Override
    protected GraphqlAntlrToLanguage getAntlrToLanguage(
            CommonTokenStream tokens, MultiSourceReader source, ParserEnvironment environment) {
        return new GraphqlAntlrToLanguage(tokens, source, environment.getParserOptions(), environment.getI18N(), null) {
            @Override
            protected String quotedString(TerminalNode text) {
                return text.getText().startsWith(BLOCK) ? "" : super.quotedString(text);
            }
        };
    }
}
