package io.turnpike.management.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.http.Json;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 1.3: XML on the way in")
class XmlReaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<P><Name>a</Name><Quota>10</Quota></P> | {'name':'a','quota':'10'}",
                "<P><Scopes><Scope>r</Scope><Scope>w</Scope></Scopes></P> | {'scopes':['r','w']}",
                "<P><Scopes><Scope>r</Scope></Scopes><Proxies/></P> | {'scopes':['r'],'proxies':[]}",
                "<P><Scopes> r, w </Scopes><Status/></P> | {'scopes':'r, w','status':''}",
                "<P><SCOPES><scope>r</scope><Scope>w</Scope></SCOPES></P> | {'sCOPES':['r','w']}",
                "<P><OperationGroup><OperationConfigs><OperationConfig><Operations><Operation><Operation>o</Operation></Operation></Operations></OperationConfig></OperationConfigs></OperationGroup></P> | {'operationGroup':{'operationConfigs':[{'operations':[{'operation':'o'}]}]}}",
                "<Attributes><Attribute><Name>n</Name><Value/></Attribute></Attributes> | {'attribute':[{'name':'n','value':''}]}",
                "<O><Properties><Property><Name>n</Name></Property></Properties></O> | {'properties':{'property':[{'name':'n'}]}}",
                "<M><Entry>1</Entry><entry>2</entry></M> | {'entry':['1','2']}",
                "<P a='b' xmlns='urn:x' xmlns:y='urn:y'><y:Name z='1'>a</y:Name></P> | {'name':'a'}",
                "<?xml version='1.0' encoding='utf-8'?><!-- c --><?pi x?><P><!-- c --><Name> a<![CDATA[<&]]> &amp;&#x2713;</Name></P> | {'name':'a<& &✓'}",
                "<P/> | {}",
                "<P><Quota><Limit/></Quota></P> | {'quota':{'limit':''}}",
            })
    void readsAsJsonOfTheSameMeaning(String xml, String json) {
        assertThat(XmlReader.read(xml.getBytes(UTF_8), Set.of()))
                .isEqualTo(Json.read(json.replace('\'', '"').getBytes(UTF_8)));
    }

    @Test
    void takesAByteOrderMark() {
        assertThat(XmlReader.read("\ufeff<P><Name>a</Name></P>".getBytes(UTF_8), Set.of("p"))
                        .get("name")
                        .asString())
                .isEqualTo("a");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | must be well-formed XML (line 1, column 1)",
                "{} | must be well-formed XML (line 1, column 1)",
                "<P><Name>a</P> | must be well-formed XML (line 1, column 13)",
                "<P><Name>a</Name> | must be well-formed XML (line 1, column 18)",
                "<P/><P/> | must be well-formed XML (line 1, column 6)",
                "<P><Name>&unknown;</Name></P> | must not declare a document type or use entities of its own",
                "<P><Name>&#0;</Name></P> | must be well-formed XML (line 1, column 14)",
                "<P><Name>&#xD800;</Name></P> | must be well-formed XML (line 1, column 18)",
                "<P><y:Name/></P> | must be well-formed XML (line 1, column 13)",
                "<!DOCTYPE P><P/> | must not declare a document type or use entities of its own",
                "<!DOCTYPE P SYSTEM 'http://127.0.0.1:1/x.dtd'><P/> | must not declare a document type or use entities of its own",
                "<!DOCTYPE P [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><P><Name>&x;</Name></P> | must not declare a document type or use entities of its own",
                "<?xml version='1.0' encoding='ISO-8859-1'?><P/> | must be XML in UTF-8, also by its own declaration",
                "<Q/> | must be the element <P>",
                "<P>text</P> | must hold elements, not text",
                "<P><Name>a<b/></Name></P> | must not hold text beside elements",
            })
    void refusesWithRuleAndPlace(String xml, String rule) {
        refuses(xml.getBytes(UTF_8), rule);
    }

    @Test
    @DisplayName("entities that grow, depth beyond 64, and what is no UTF-8")
    void refusesAttacks() {
        var laughs = new StringBuilder("<!DOCTYPE P [<!ENTITY a0 'ha'>");
        for (int level = 1; level < 20; level++) {
            laughs.append("<!ENTITY a%d '%s'>"
                    .formatted(level, "&a%d;".formatted(level - 1).repeat(10)));
        }
        refuses(
                laughs.append("]><P><Name>&a19;</Name></P>").toString().getBytes(UTF_8),
                "must not declare a document type or use entities of its own");
        refuses(nested(65), "must be nested at most 64 deep");
        assertThat(XmlReader.read(nested(64), Set.of())).isNotNull();
        refuses("<P><Name>ä</Name></P>".getBytes(ISO_8859_1), "must be valid UTF-8");
        refuses("<P/>".getBytes(UTF_16), "must be valid UTF-8");
        refuses(new byte[0], "must be XML, and is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 3_000_000})
    void readsLongTexts(int length) {
        String text = "x".repeat(length);

        assertThat(XmlReader.read("<P><Name>%s</Name></P>".formatted(text).getBytes(UTF_8), Set.of())
                        .get("name")
                        .stringValue())
                .isEqualTo(text);
    }

    private static byte[] nested(int depth) {
        return ("<P>" + "<a>".repeat(depth - 1) + "</a>".repeat(depth - 1) + "</P>").getBytes(UTF_8);
    }

    private static void refuses(byte[] xml, String rule) {
        assertThatThrownBy(() -> XmlReader.read(xml, Set.of("P")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem()).isEqualTo(new Problem.Malformed("the body " + rule)));
    }
}
