package io.turnpike.management.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 1.3: names of elements")
class XmlNamesTest {
    @ParameterizedTest(name = "{0} holds {1}")
    @CsvSource({
        "Attributes, Attribute",
        "ApiResources, ApiResource",
        "Proxies, Proxy",
        "Companies, Company",
        "Environments, Environment",
        "Scopes, Scope",
        "Operations, Operation",
        "OperationConfigs, OperationConfig",
        "OperationTypes, OperationType",
        "Methods, Method",
        "ApiProducts, ApiProduct",
        "Apps, App",
        "Credentials, Credential",
        "Developers, Developer",
        "Properties, Property",
        "Names, Name",
        "PROXIES, PROXy",
    })
    void namesOneOfAListBySingular(String list, String item) {
        assertThat(XmlNames.isPlural(list)).isTrue();
        assertThat(XmlNames.item(list)).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource({"Attribute", "Status", "Address", "Entry", "Quota", "s"})
    void leavesSingularsAlone(String name) {
        assertThat(XmlNames.isPlural(name)).isFalse();
        assertThat(XmlNames.item(name)).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} is <{1}>")
    @CsvSource({
        "apiResources, ApiResources",
        "apiproduct, Apiproduct",
        "aPIProxy, APIProxy",
        "@type, _type",
        "1st, _1st",
        "a b<c, A_b_c",
        "-, _-",
    })
    void spellsMembersAsElements(String member, String element) {
        assertThat(XmlNames.element(member)).isEqualTo(element);
    }
}
