package io.turnpike.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultBodyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "text/xml, application/xml",
        "'application/json;q=0.5,text/xml;q=0.6', application/xml",
        "'application/json,text/xml;a;q=0.6', application/json",
        "';,text/xml', application/xml",
        "';;,;xml', application/json",
        "'text/xml;q=,xml;;q', application/xml",
    })
    @DisplayName("Runtime 8.1: the form is what ranks highest, whatever stands between")
    void ranksForms(String accept, String type) {
        assertThat(FaultBody.of(Fault.BAD_REQUEST, accept).type()).isEqualTo(type);
    }

    @Test
    @DisplayName("Of what is longer than a kilobyte nothing is read: each parameter would cost a look")
    void readsNoEndlessWishes() {
        assertThat(FaultBody.of(Fault.BAD_REQUEST, wish(1024)).type()).isEqualTo("application/xml");
        assertThat(FaultBody.of(Fault.BAD_REQUEST, wish(1025)).type()).isEqualTo("application/json");
    }

    private static String wish(int length) {
        return "text/xml" + ";".repeat(length - "text/xml".length());
    }
}
