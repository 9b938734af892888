package io.turnpike.gateway.graphql;

import graphql.language.Document;
import graphql.org.antlr.v4.runtime.CommonTokenStream;
import graphql.org.antlr.v4.runtime.tree.TerminalNode;
import graphql.parser.GraphqlAntlrToLanguage;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;

/// The parser of the documents of one call, within the bounds of runtime G12. What stands in a block string decides
/// nothing, and graphql-java takes the blank lines off it in a time that grows with the square of their number: so it
/// is left out.
final class DocumentParser extends Parser {
    private static final int MAX_TOKENS = 10_000;
    /// A batch has many documents, and its call holds up others while they are read.
    private static final int MAX_TOKENS_OF_CALL = 2 * MAX_TOKENS;
    /// The parser counts the end of a document as a token.
    private static final int END = 1;
    private static final int MAX_CHARACTERS = 1 << 20;
    /// Each takes the parser seventy times its size.
    private static final int MAX_BLANKS = 20 * MAX_TOKENS;
    /// Of the grammar's rules; some stand between two levels of a document.
    private static final int MAX_RULES = 400;

    private static final ParserOptions BOUNDS = ParserOptions.getDefaultOperationParserOptions()
            .transform(options -> options.maxCharacters(MAX_CHARACTERS)
                    .maxWhitespaceTokens(MAX_BLANKS)
                    .maxRuleDepth(MAX_RULES)
                    .captureSourceLocation(false)
                    .captureLineComments(false)
                    .captureIgnoredChars(false)
                    .readerTrackData(false)
                    .redactTokenParserErrorMessages(true));

    private static final String BLOCK = "\"\"\"";

    private int tokensLeft = MAX_TOKENS_OF_CALL;

    /// The next document of the call.
    Document read(String text) throws NotGraphQl {
        int most = Math.min(MAX_TOKENS, tokensLeft) + END;
        tokensLeft += END;
        try {
            return parseDocument(ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(
                            BOUNDS.transform(options -> options.maxTokens(most).parsingListener(_ -> tokensLeft--)))
                    .build());
        } catch (InvalidSyntaxException _) {
            throw new NotGraphQl();
        }
    }

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
